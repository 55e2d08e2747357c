import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * A request that calls itself OData 4.0 has no related entities inline; includeTargets is a relationship.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_UpdateanEntity
 */
export const odataVersion: ExchangeCheck = {
  address: 'request/odata-version',
  requirement: 'REQ-ODV',
  needs: ['requestBody'],
  reach: { intents: ['update'] },
  scope: 'exchange',
  judge(view) {
    const given = view.requestHeader('odata-version')?.trim();
    if (given === undefined) return;
    if (given !== '4.0' || view.members['includeTargets'] === undefined) return holds(view);
    return breaks(view, {
      message: 'OData-Version: 4.0 should not stand beside inline includeTargets',
      expected: 'no OData-Version, or 4.01',
      actual: given,
      pointer: 'header:OData-Version',
    });
  },
};

import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * An answer with a representation says its OData-Version. Graph's errors do not, so that this is noted only.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_HeaderODataVersion
 */
export const responseODataVersion: ExchangeCheck = {
  address: 'response/odata-version',
  requirement: 'RES-ODV',
  needs: ['responseHeaders'],
  reach: { intents: ['read', 'update'], answers: ['success'], isNot: ['in-batch'] },
  scope: 'exchange',
  judge(view) {
    if (!(view.policy ?? view.answered)) return;
    const given = view.responseHeader('odata-version');
    if (given === '4.0' || given === '4.01') return holds(view);
    return breaks(view, {
      message: `OData-Version 4.0 or 4.01 is recommended for a representation, got ${given || 'none'}`,
      expected: '4.0 or 4.01',
      actual: given || 'no OData-Version',
      pointer: 'header:OData-Version',
    });
  },
};

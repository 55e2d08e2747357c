import { propertiesOf } from '../../contract/slice';
import { breaks, holds, type ExchangeCheck } from '../check';
import type { View } from '../view';

/**
 * A request that calls itself OData 4.0 has no related entities inline.
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
    const [related] = given === '4.0' ? relatedIn(view) : [];
    if (related === undefined) return holds(view);
    return breaks(view, {
      message: `OData-Version: 4.0 should not be used with inline ${related}`,
      expected: 'no OData-Version, or 4.01',
      actual: given,
      pointer: 'header:OData-Version',
    });
  },
};

/** The members of an update that are relationships to other objects, and no properties. */
const relatedIn = ({ members, operation }: View): string[] =>
  Object.entries(propertiesOf(operation.updateSchema))
    .filter(([name, schema]) => schema['x-relationship'] && members[name] !== undefined)
    .map(([name]) => name);

import { describe } from '../../contract/describe';
import { finder } from '../../contract/finder';
import { toPointer } from '../../contract/pointer';
import { breaks, holds, type ExchangeCheck } from '../check';

const readOnly = finder((node) => node.readOnly === true);

/**
 * A service ignores what cannot be updated, so that a member which is read-only is sent in vain.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_UpdateanEntity
 */
export const readOnlyMembers: ExchangeCheck = {
  address: 'request/read-only-members',
  requirement: 'REQ-READ-ONLY',
  needs: ['requestBody'],
  reach: { intents: ['update'] },
  scope: 'exchange',
  judge(view) {
    if (!view.body) return;
    const found = readOnly(view.operation.updateSchema, view.members);
    if (found.length === 0) return holds(view);
    return found.map(({ value, place }) =>
      breaks(view, {
        message: `${place.join('.')} is read-only, and should not be sent`,
        expected: 'absent',
        actual: describe(value),
        pointer: toPointer(place),
      }),
    );
  },
};

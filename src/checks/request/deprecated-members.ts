import { describe } from '../../contract/describe';
import { finder } from '../../contract/finder';
import { toPointer } from '../../contract/pointer';
import { breaks, holds, type ExchangeCheck } from '../check';

const deprecated = finder((node) => node['x-deprecated'] !== undefined);

/**
 * A member that is called deprecated still works, so that one which is sent informs at most.
 * @see https://learn.microsoft.com/graph/best-practices-concept
 */
export const deprecatedMembers: ExchangeCheck = {
  address: 'request/deprecated-members',
  requirement: 'REQ-DEPRECATED',
  needs: ['requestBody'],
  reach: { intents: ['update'] },
  scope: 'exchange',
  judge(view) {
    if (!view.body) return;
    const found = deprecated(view.operation.updateSchema, view.members);
    if (found.length === 0) return holds(view);
    return found.map(({ node, value, place }) => {
      const day = node['x-deprecated'];
      return breaks(view, {
        message: `${place.join('.')} is deprecated${typeof day === 'string' ? `, and may be gone on ${day}` : ''}`,
        expected: 'absent',
        actual: describe(value),
        pointer: toPointer(place),
      });
    });
  },
};

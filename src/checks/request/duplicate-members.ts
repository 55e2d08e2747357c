import { fromPointer } from '../../contract/pointer';
import { duplicateMembers } from '../duplicates';
import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * Member names are unique within an object, letter case put aside as Graph does.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-4
 */
export const duplicates: ExchangeCheck = {
  address: 'request/duplicate-members',
  requirement: 'REQ-DUPKEY',
  needs: ['requestBody'],
  reach: { intents: ['update'] },
  scope: 'exchange',
  judge(view) {
    const json = view.requestJson;
    if (!json.ok) return;
    const twice = duplicateMembers(json);
    const { collisions = [] } = view.body ?? {};
    if (twice.length === 0 && collisions.length === 0) return holds(view);
    const pointers = new Set([...twice, ...collisions.map(({ pointer }) => pointer)]);
    return [...pointers].map((pointer) =>
      breaks(view, {
        message: `${fromPointer(pointer).at(-1)} appears more than once in its object`,
        expected: 'each member once',
        actual: 'more than once',
        pointer,
      }),
    );
  },
};

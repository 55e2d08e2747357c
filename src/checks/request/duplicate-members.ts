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
  scope: 'exchange',
  *judge(view) {
    if (view.intent !== 'update') return;
    const json = view.requestJson;
    if (!json.ok) return;
    const pointers = [
      ...duplicateMembers(json.text, json.value),
      ...(view.body?.collisions ?? []).map(({ pointer }) => pointer),
    ];
    if (pointers.length === 0) return yield holds(view);
    for (const pointer of new Set(pointers)) {
      yield breaks(view, {
        message: `${fromPointer(pointer).at(-1)} stands more than once in its object`,
        expected: 'each member once',
        actual: 'more than once',
        pointer,
      });
    }
  },
};

import { isMembers, type Members } from '../../exchanges/body';
import { breaks, holds, type ExchangeCheck } from '../check';
import type { View } from '../view';
import { preferred } from './preferred';

/**
 * Asked with Prefer: return=representation a provider may answer with the policy; an answer without it remains right.
 * @see https://www.rfc-editor.org/rfc/rfc7240#section-4.2
 */
export const prefer: ExchangeCheck = {
  address: 'response/prefer',
  requirement: 'RES-PREFER',
  needs: [],
  reach: { intents: ['update'] },
  scope: 'exchange',
  judge(view) {
    const other = preferred(view);
    if (other === undefined) return;
    if (!view.final || view.inPassing || view.status === 401 || view.status === 403 || !view.conforms) return;
    const { status } = view.operation.success;
    const shown = view.status === other && view.responseJson.ok ? view.responseJson.value : undefined;
    if (view.status === status || (isMembers(shown) && shows(shown, view))) return holds(view);
    const actual = shown === undefined ? view.answer : `${view.answer}, and not the policy as it was sent`;
    return breaks(view, {
      message: `Prefer: return=representation is answered with ${status}, or ${other} and the policy, got ${actual}`,
      expected: `${status}, or ${other} with the policy`,
      actual,
      pointer: 'status',
    });
  },
};

/** Whether an object can be the policy behind the update: typed, and with the plain values that were sent. */
const shows = (policy: Members, { members, operation }: View): boolean =>
  (operation.type === undefined || typeof policy['@odata.type'] === 'string') &&
  Object.entries(members).every(
    ([name, value]) => name.includes('@') || typeof value === 'object' || policy[name] === value,
  );

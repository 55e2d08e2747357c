import { isMembers, type Members } from '../../exchanges/body';
import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * Asked with Prefer: return=representation a provider may answer 200 with the policy; 204 remains right.
 * @see https://www.rfc-editor.org/rfc/rfc7240#section-4.2
 */
export const prefer: ExchangeCheck = {
  address: 'response/prefer',
  requirement: 'RES-PREFER',
  needs: [],
  reach: { intents: ['update'] },
  scope: 'exchange',
  judge(view) {
    if (!/\breturn=representation\b/i.test(view.requestHeader('prefer') ?? '')) return;
    if (!view.final || view.inPassing || view.status === 401 || view.status === 403 || !view.conforms) return;
    const shown = view.status === 200 && view.responseJson.ok ? view.responseJson.value : undefined;
    if (view.status === 204 || (isMembers(shown) && shows(shown, view.members))) return holds(view);
    const actual = shown === undefined ? view.answer : `${view.answer}, and not the policy as it was sent`;
    return breaks(view, {
      message: `Prefer: return=representation is answered with 204, or 200 and the policy, got ${actual}`,
      expected: '204, or 200 with the policy',
      actual,
      pointer: 'status',
    });
  },
};

/** Whether an object can be the policy behind the update: typed, and with the plain values that were sent. */
const shows = (policy: Members, sent: Members): boolean =>
  typeof policy['@odata.type'] === 'string' &&
  Object.entries(sent).every(
    ([name, value]) => name.includes('@') || typeof value === 'object' || policy[name] === value,
  );

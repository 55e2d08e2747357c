import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * Asked with Prefer: return=representation a provider may answer 200 with the policy; 204 remains right.
 * @see https://www.rfc-editor.org/rfc/rfc7240#section-4.2
 */
export const prefer: ExchangeCheck = {
  address: 'response/prefer',
  requirement: 'RES-PREFER',
  needs: [],
  scope: 'exchange',
  *judge(view) {
    if (
      view.intent !== 'update' ||
      !view.final ||
      !view.conforms ||
      view.inPassing ||
      view.status === 401 ||
      view.status === 403
    )
      return;
    if (!/\breturn=representation\b/i.test(view.requestHeader('prefer') ?? '')) return;
    if (view.status === 204 || (view.status === 200 && view.responseJson.ok)) return yield holds(view);
    yield breaks(view, {
      message: `Prefer: return=representation is answered with 204, or 200 and the policy, got ${view.answer}`,
      expected: '204, or 200 with the policy',
      actual: view.answer,
      pointer: 'status',
    });
  },
};

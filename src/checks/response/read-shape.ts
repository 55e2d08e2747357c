import { isMaskedSecret } from '../../exchanges/masks';
import { breaks, holds, type ExchangeCheck } from '../check';
import type { Breaks } from '../judgement';
import type { View } from '../view';
import { policyShape } from './policy-shape';

/**
 * A read answers 200 with the policy as application/json: its type, its id, members of the declared types.
 * A declared member that is missing only deviates, and a member that is not declared is tolerated.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-get Response
 */
export const readShape: ExchangeCheck = {
  address: 'response/read-shape',
  requirement: 'GET-SHAPE',
  needs: ['responseBody'],
  reach: { intents: ['read'] },
  scope: 'exchange',
  *judge(view) {
    if (!view.final) return;
    const json = view.responseJson;
    if ((!json.ok && json.unseen) || asksForLess(view)) return;
    if (!view.succeeded && !view.interim) {
      // A refusal in recorded traffic may have its reasons; of a planned read they are known.
      if (view.exchange.context?.accept !== 'GET-SHAPE' || view.inPassing) return;
    }
    const breaches = [...shapeOf(view)];
    if (breaches.length === 0) yield holds(view);
    else yield* breaches;
  },
};

/** Whether the client asked for a part of the policy, or for none of its annotations; a query that is masked may have. */
function asksForLess(view: View): boolean {
  const query = view.exchange.request.url.split('?')[1] ?? '';
  return (
    /(^|&)(\$|%24)?select=/i.test(query) ||
    /metadata=none/i.test(`${view.requestHeader('accept')} ${query}`) ||
    query.split('&').some((part) => isMaskedSecret(part.split('=')[0] as string))
  );
}

function* shapeOf(view: View): Iterable<Breaks> {
  if (view.status !== 200) {
    return yield breaks(view, {
      message: `a read must be answered with 200, got ${view.answer}`,
      expected: '200',
      actual: view.answer,
      pointer: 'status',
    });
  }
  yield* policyShape(view, {
    what: 'a read',
    policy: view.policy,
    rows: ['GET-SHAPE'],
    inner: view.exchange.batch !== undefined,
    related: true,
  });
}

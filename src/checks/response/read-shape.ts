import { mediaType } from '../../exchanges/headers';
import { propertiesOf } from '../../contract/slice';
import { breaks, holds, type ExchangeCheck } from '../check';
import type { Breaks } from '../judgement';
import type { View } from '../view';

/**
 * A read answers 200 with the policy as application/json: its type, its id, members of the declared types.
 * A declared member that is missing only deviates, and a member that is not declared is tolerated.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-get Response
 */
export const readShape: ExchangeCheck = {
  address: 'response/read-shape',
  requirement: 'GET-SHAPE',
  needs: ['responseBody'],
  reach: { intents: ['read'], isNot: ['in-batch'] },
  scope: 'exchange',
  *judge(view) {
    if (!view.final) return;
    const json = view.responseJson;
    if ((!json.ok && json.unseen) || asksForLess(view)) return;
    if (!view.succeeded) {
      // A refusal in recorded traffic may have its reasons; of a planned read they are known.
      if (view.exchange.context?.accept !== 'GET-SHAPE' || view.inPassing) return;
    }
    const breaches = [...shapeOf(view)];
    if (breaches.length === 0) yield holds(view);
    else yield* breaches;
  },
};

/** Whether the client asked for a part of the policy, or for none of its annotations. */
function asksForLess(view: View): boolean {
  const query = view.exchange.request.url.split('?')[1] ?? '';
  return (
    /(^|&)(\$|%24)?select=/i.test(query) || /metadata=none/i.test(`${view.requestHeader('accept')} ${query}`)
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
  const type = view.responseHeader('content-type');
  if (view.showsResponseHeaders && (type === undefined || mediaType(type) !== 'application/json')) {
    yield breaks(view, {
      message: `a read must be answered as application/json, got ${type ?? 'no Content-Type'}`,
      expected: 'application/json',
      actual: type ?? 'no Content-Type',
      pointer: 'header:Content-Type',
    });
  }
  const { policy } = view;
  if (!policy) {
    const { responseJson } = view;
    const actual = responseJson.ok ? 'JSON that is no object' : responseJson.problem;
    return yield breaks(view, {
      message: `a read must be answered with a JSON object: ${actual}`,
      expected: 'a JSON object',
      actual,
      pointer: '',
    });
  }
  for (const { requirement, message, expected, actual, pointer, lenient } of view.policyFaults) {
    if (requirement !== 'GET-SHAPE') continue;
    yield breaks(view, {
      message,
      expected,
      actual,
      pointer,
      ...(lenient ? { weight: 'SHOULD' as const } : {}),
    });
  }
  for (const [name, property] of Object.entries(propertiesOf(view.operation.policySchema))) {
    if (name.startsWith('@') || name === 'id' || property['x-silent'] || Object.hasOwn(policy, name))
      continue;
    yield breaks(view, {
      message: `${name} is declared and should be in a read`,
      expected: 'present',
      actual: 'nothing',
      pointer: `/${name}`,
      weight: 'SHOULD',
    });
  }
}

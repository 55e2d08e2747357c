import { breaks, holds, type ExchangeCheck } from '../check';
import { documentedAs } from '../request/method';

/** The method that each operation is about: every provider supports it. */
const UPDATE = 'PATCH';

/**
 * What speaks against the list of methods that a resource supports (RFC 9110 10.2.1), where one was refused; undefined where
 * nothing does. Methods have letter case.
 */
function problemOf(allow: string, refused: string): string | undefined {
  const methods = allow.split(',').map((method) => method.trim());
  if (methods.includes(refused)) return `must not list ${refused}, which was refused`;
  return methods.includes(UPDATE) ? undefined : `must list ${UPDATE}`;
}

/**
 * Other methods on the path are refused; a 405 says in Allow which there are.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6 and https://www.rfc-editor.org/rfc/rfc9110#section-10.2.1
 */
export const refusesMethod: ExchangeCheck = {
  address: 'errors/method',
  requirement: 'ERR-405',
  needs: [],
  reach: { intents: ['other-method'] },
  scope: 'exchange',
  judge(view) {
    if (!view.final || view.inPassing || !view.violates('REQ-METHOD')) return;
    if (view.exchange.batch && !view.exchange.context) return;
    // That methods are case-sensitive is for the client to keep; who takes another letter case, takes no other method.
    if (!view.refused && documentedAs(view.method) !== undefined) return;
    if (!view.refused) {
      return breaks(view, {
        message: `${view.method} must be refused with a 4xx, got ${view.answer}`,
        expected: 'a 4xx',
        actual: view.answer,
        pointer: 'status',
      });
    }
    // A response inside a batch may leave its headers out (OData JSON Format 19.4): Allow is asked of HTTP's own alone.
    if (view.status !== 405 || view.exchange.batch || !view.showsResponseHeaders) return holds(view);
    const allow = view.responseHeader('allow');
    // Whether updates are supported at all, recorded traffic does not say.
    const isSent = view.exchange.context !== undefined;
    const problem = allow === undefined || !isSent ? undefined : problemOf(allow, view.method);
    if (allow === undefined || problem !== undefined) {
      return breaks(view, {
        message: problem === undefined ? 'a 405 must carry Allow' : `the Allow of a 405 ${problem}`,
        expected: problem === undefined ? 'Allow' : `Allow with ${UPDATE} and without ${view.method}`,
        actual: allow === undefined ? 'no Allow' : allow || 'an empty Allow',
        pointer: 'header:Allow',
      });
    }
    return holds(view);
  },
};

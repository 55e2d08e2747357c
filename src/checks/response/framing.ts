import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * A 204 carries neither Content-Length nor Transfer-Encoding.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.6 and https://www.rfc-editor.org/rfc/rfc9112#section-6.1
 */
export const framing: ExchangeCheck = {
  address: 'response/framing',
  requirement: 'RES-FRAMING',
  needs: ['framing'],
  reach: { answers: ['no-content'] },
  scope: 'exchange',
  *judge(view) {
    let sound = true;
    for (const name of ['Content-Length', 'Transfer-Encoding']) {
      const value = view.responseHeader(name);
      if (value === undefined) continue;
      sound = false;
      yield breaks(view, {
        message: `a 204 must not carry ${name}, got ${value}`,
        expected: `no ${name}`,
        actual: `${name}: ${value}`,
        pointer: `header:${name}`,
      });
    }
    if (sound) yield holds(view);
  },
};

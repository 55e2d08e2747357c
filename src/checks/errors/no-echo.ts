import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * No error repeats the token: error bodies end in logs.
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-5.3
 */
export const noEcho: ExchangeCheck = {
  address: 'errors/no-echo',
  requirement: 'ERR-NOECHO',
  needs: ['authorization', 'responseBody'],
  scope: 'exchange',
  *judge(view) {
    const { echoes = [] } = view.exchange;
    if (view.intent === undefined || view.status === undefined || view.status < 400) return;
    // Only a record that was redacted knows what a secret was; without one there was nothing to repeat.
    if (!/\[secret-\d+,/.test(view.requestHeader('authorization') ?? '')) return;
    if (echoes.length === 0) return yield holds(view);
    for (const { where } of echoes) {
      yield breaks(view, {
        message: `an error must not repeat the token, found in the ${where}`,
        expected: 'no token',
        actual: `the token in the ${where}`,
        pointer: where === 'body' ? '' : where.replace(/^header /, 'header:'),
      });
    }
  },
};

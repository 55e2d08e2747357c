import { textOrValue } from '../../contract/describe';
import { isMembers } from '../../exchanges/body';
import { breaks, holds, type ExchangeCheck } from '../check';
import type { View } from '../view';

/**
 * No error repeats the token: error bodies end in logs.
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-5.3
 */
export const noEcho: ExchangeCheck = {
  address: 'errors/no-echo',
  requirement: 'ERR-NOECHO',
  needs: ['authorization', 'responseBody'],
  scope: 'exchange',
  judge(view) {
    if (view.status === undefined || (view.status < 400 && view.intent !== 'batch')) return;
    const errors = view.status < 400 ? errorsInside(view) : undefined;
    if (errors?.length === 0) return;
    const echoes = (view.exchange.echoes ?? []).filter(
      ({ alias }) => !errors || errors.some((text) => text.includes(`[${alias}]`)),
    );
    // Only a record that was redacted knows what a secret was; without one there was nothing to repeat.
    if (!/\[secret-\d+,/.test(view.requestHeader('authorization') ?? '')) return;
    if (echoes.length === 0) return holds(view);
    return echoes.map(({ where }) =>
      breaks(view, {
        message: `an error must not repeat the token, found in the ${where}`,
        expected: 'no token',
        actual: `the token in the ${where}`,
        pointer: where === 'body' ? '' : where.replace(/^header /, 'header:'),
      }),
    );
  },
};

/** The errors that a batch holds, as texts: they end in the same logs. */
function errorsInside({ responseJson: json }: View): string[] {
  const responses = json.ok && isMembers(json.value) ? json.value['responses'] : [];
  return Array.isArray(responses)
    ? responses
        .filter((response) => isMembers(response) && Number(textOrValue(response['status'])) >= 400)
        .map((response) => JSON.stringify(response))
    : [];
}

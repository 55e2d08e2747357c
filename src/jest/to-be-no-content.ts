import type { HttpResponse } from '../exchanges/exchange';
import type { Finding } from '../results/report';
import { UsageError } from '../usage-error';
import { failures, isOfContract, judged, nothingJudged, registerAt } from './conclusion';
import { matcher, withLimits } from './matcher';
import type { AtHand } from './objects';

/** The status that says that there is nothing (RFC 9110 15.3.5), and what such an answer is held to. */
const NO_CONTENT = 204;
const CHECKS = ['response/no-content', 'response/framing'];

/**
 * Expects the 204 of an update that worked, and nothing behind its head, as far as the object at hand shows
 * it: what it could not show, such as bytes after the 204 in a `Response`, the message says.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update#response
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.3.5
 */
export const toBeNoContent = matcher(
  'toBeNoContent',
  () => 'update',
  (hand) => {
    const { request, response } = hand.exchange;
    const register = registerAt(hand);
    const { operation } = register;
    if (!response) throw new UsageError(`${hand.noun} has no response: pass the response`);
    if (!isOfContract(request.url)) return { neither: nothingJudged(hand, 'the contract is about') };
    const success = request.method === 'DELETE' ? operation.reset : operation.success;
    if (success?.content && response.status < 300 && !success.also.includes(response.status))
      return {
        neither: `${request.method} of ${operation.name} is answered with ${success.status} and a body: there is no answer without content to expect; expect(…).toConformToContract() judges this one`,
      };
    const only = CHECKS.filter((address) => register.rows.some(({ checks }) => checks.includes(address)));
    const findings =
      response.status === NO_CONTENT
        ? judged(hand, { subject: 'provider', only }).findings
        : [notTheStatus(response, success?.row ?? operation.success.row)];
    return findings.length > 0
      ? { pass: false, message: limited(failures(findings, register), hand) }
      : { pass: true, message: limited(`it is a ${NO_CONTENT}, and nothing is seen after its head`, hand) };
  },
);

const limited = (message: string, hand: AtHand): string =>
  withLimits(message, hand, ['responseBody', 'framing', 'trailing']);

/** The test expects a 204, so that another status fails, even one that conforms, such as a refusal. */
function notTheStatus({ status, statusText = '' }: HttpResponse, requirement: string): Finding {
  const answer = `${status} ${statusText}`.trim();
  return {
    check: 'response/status',
    requirement,
    level: 'MUST',
    outcome: 'violates',
    blame: 'provider',
    message: `success must be ${NO_CONTENT}, got ${answer}`,
    expected: String(NO_CONTENT),
    actual: answer,
    pointer: 'status',
    exchanges: [],
    count: 1,
    curl: null,
  };
}

import type { HttpResponse } from '../exchanges/exchange';
import { isBatchUrl, operationAt } from '../exchanges/address';
import type { Finding } from '../results/report';
import { UsageError } from '../usage-error';
import { failures, judged, nothingJudged } from './conclusion';
import { matcher, withLimits } from './matcher';
import type { AtHand } from './objects';

/** What a 204 is held to. */
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
    if (!response) throw new UsageError(`${hand.noun} has no response: hand over the response`);
    if (operationAt(request.url) === undefined && !isBatchUrl(request.url))
      return { neither: nothingJudged(hand, 'the contract is about') };
    const findings =
      response.status === 204
        ? judged(hand, { subject: 'provider', only: CHECKS }).findings
        : [notTheStatus(response)];
    return findings.length > 0
      ? { pass: false, message: limited(failures(findings), hand) }
      : { pass: true, message: limited('it is a 204, and nothing is seen behind its head', hand) };
  },
);

const limited = (message: string, hand: AtHand): string =>
  withLimits(message, hand, ['responseBody', 'framing', 'trailing']);

/** The expectation is the test's own: whether the status may be another, such as that of a refusal, it knows. */
function notTheStatus({ status, statusText = '' }: HttpResponse): Finding {
  const answer = `${status} ${statusText}`.trim();
  return {
    check: 'response/status',
    requirement: 'RES-204',
    level: 'MUST',
    outcome: 'violates',
    blame: 'provider',
    message: `success must be 204, got ${answer}`,
    expected: '204',
    actual: answer,
    pointer: 'status',
    exchanges: [],
    count: 1,
    curl: null,
  };
}

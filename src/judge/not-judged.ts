import { jsonOf } from '../exchanges/body';
import type { Exchange } from '../exchanges/exchange';
import { beyondBatch } from '../exchanges/batch';

/** Why a body of an exchange is not judged: it is deeper, or has more values, than the limits allow. */
export function beyondLimits(exchange: Exchange): string[] {
  const { request, response } = exchange;
  const requests = beyondBatch(exchange);
  const beyond = requests === undefined ? [] : [`batch: ${requests}`];
  for (const message of [request, response]) {
    const json = message?.body && jsonOf(message);
    if (json && !json.ok && json.beyond)
      beyond.push(`${message === request ? 'request' : 'response'}: ${json.problem}`);
  }
  return beyond;
}

/**
 * Whether an answer was to come and did not, and the request was not sent again for it. A client that goes away
 * leaves an exchange that cannot be judged; a run that the user ends says by itself that it is not complete.
 */
export const isUnanswered = ({ failure, injected, context }: Exchange): boolean =>
  failure !== undefined &&
  injected === undefined &&
  !context?.superseded &&
  !(failure.kind === 'aborted' && context);

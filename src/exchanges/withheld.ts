import type { Exchange } from './exchange';
import type { Redactor } from './redact';

/**
 * An exchange of a run's own without its secrets. Where they cannot be taken out, next to nothing of it is kept, and
 * the run goes on: what is sent behind it may put a policy back.
 */
export function cleaned(redactor: Redactor, raw: Exchange): Exchange {
  try {
    return redactor.exchange(raw);
  } catch (error) {
    return withheld(raw, (error as Error).message.split('\n', 1)[0] as string);
  }
}

/**
 * What is kept of an exchange whose secrets could not be taken out: that there was one, and nothing of what was sent
 * or answered. It counts as one without an answer, so that no run with it is complete.
 * @param why in one line
 */
const withheld = ({ id, source, request, context, timing }: Exchange, why: string): Exchange => ({
  id,
  source,
  observed: {
    authorization: false,
    framing: false,
    trailing: false,
    requestHeaders: false,
    requestBody: false,
    responseBody: false,
    responseHeaders: false,
    protocol: false,
  },
  request: { method: request.method, url: request.url.split(/[?#]/, 1)[0] as string, headers: [] },
  failure: {
    kind: 'other',
    message: `its secrets could not be taken out, and nothing of it is kept: ${why}`,
  },
  ...(timing && { timing }),
  ...(context && { context }),
});

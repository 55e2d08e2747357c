import { Redactor, type Showing } from '../exchanges/redact';
import type { Speaker } from './requests';

/** What takes secrets out of the exchanges of a run: it knows the tokens and the values of headers that are the run's own. */
export function redactorOf({ tokens, headers, showing }: Speaker & { showing?: Showing }): Redactor {
  const redactor = new Redactor(
    headers.map(([name]) => name),
    undefined,
    showing,
  );
  for (const token of [tokens.full, tokens.readOnly]) if (token !== undefined) redactor.learnToken(token);
  for (const [, value] of headers) redactor.learn(value);
  return redactor;
}

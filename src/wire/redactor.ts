import { Redactor, type Showing } from '../exchanges/redact';
import type { Speaker } from './requests';

/** Builds the redactor of a run, which knows the run's own tokens and the values of its headers. */
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

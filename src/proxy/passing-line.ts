import type { Exchange } from '../exchanges/exchange';
import { textOf } from '../reports/finding';
import { rankOf } from '../results/outcome';
import type { Finding } from '../results/report';
import { visible } from '../results/visible';
import type { Register } from '../contract/register/register';

/** How much of a message is shown. */
const LONGEST = 200;

/** What was found of an exchange, and by which register. */
export interface Passed {
  found: readonly Finding[];
  register: Register;
}

/**
 * One line about an exchange that passed: what it was, and the worst that was found of it with its place and
 * its clause.
 * @param passed of each operation that it is of: none for one that is none of the contract's business
 * @param near the path that may have been meant by one that is not judged
 */
export function passingLine(
  { id, request, response, failure, injected }: Exchange,
  passed: readonly Passed[],
  near?: string,
): string {
  const answer = response ? String(response.status) : `(${failure?.kind ?? 'no answer'})`;
  const whose = injected === undefined ? '' : '  chaos';
  const what = `${id}  ${visible(request.method)} ${visible(targetOf(request.url), LONGEST)}  ${answer}${whose}`;
  if (passed.length === 0)
    return `${what}  not judged: ${near === undefined ? 'another operation' : `did you mean ${near}?`}`;
  const told = passed.flatMap(({ found, register }) =>
    found.filter(({ outcome }) => outcome !== 'informational').map((finding) => ({ finding, register })),
  );
  const [first] = told.sort((one, other) => rankOf(one.finding.outcome) - rankOf(other.finding.outcome));
  if (!first) return `${what}  ${failure && injected === undefined ? 'no whole answer' : 'conforms'}`;
  const { finding: worst, register } = first;
  const { message, place, clause } = textOf(worst, register, LONGEST);
  const where = [
    ...(place === undefined ? [] : [`place: ${place}`]),
    ...(clause ? [`clause: ${clause.place} ${clause.url}`] : []),
  ];
  return [
    `${what}  ${worst.outcome === 'violates' ? 'VIOLATES' : worst.outcome} ${visible(worst.requirement ?? '')}`,
    `[${visible(worst.check ?? '')}]`,
    message,
    ...(where.length === 0 ? [] : [`(${where.join('; ')})`]),
    ...(told.length > 1 ? [`and ${told.length - 1} more`] : []),
  ].join(' ');
}

/** What stands behind the host of a URL, as far as it is one. */
const targetOf = (url: string): string => url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '') || '*';

import type { Exchange } from '../exchanges/exchange';
import { textOf } from '../reports/finding';
import { rankOf } from '../results/outcome';
import type { Finding } from '../results/report';
import { visible } from '../results/visible';
import type { Register } from '../contract/register/register';

/** How much of a message is shown. */
const LONGEST = 200;

/**
 * One line about an exchange that passed: what it was, and the worst that was found of it with its place and
 * its clause.
 * @param found undefined for an exchange that is none of the contract's business
 */
export function passingLine(
  { id, request, response, failure, injected }: Exchange,
  found: readonly Finding[] | undefined,
  register: Register,
): string {
  const answer = response ? String(response.status) : `(${failure?.kind ?? 'no answer'})`;
  const whose = injected === undefined ? '' : '  chaos';
  const what = `${id}  ${visible(request.method)} ${visible(targetOf(request.url), LONGEST)}  ${answer}${whose}`;
  if (!found) return `${what}  passed over`;
  const told = found.filter(({ outcome }) => outcome !== 'informational');
  const [worst] = [...told].sort((one, other) => rankOf(one.outcome) - rankOf(other.outcome));
  if (!worst) return `${what}  ${failure && injected === undefined ? 'no whole answer' : 'conforms'}`;
  const { message, place, clause } = textOf(worst, register, LONGEST);
  return [
    `${what}  ${worst.outcome === 'violates' ? 'VIOLATES' : worst.outcome} ${visible(worst.requirement ?? '')}`,
    `[${visible(worst.check ?? '')}]`,
    message,
    `(place: ${place}${clause ? `; clause: ${clause.place} ${clause.url}` : ''})`,
    ...(told.length > 1 ? [`and ${told.length - 1} more`] : []),
  ].join(' ');
}

/** What stands behind the host of a URL, as far as it is one. */
const targetOf = (url: string): string => url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '') || '*';

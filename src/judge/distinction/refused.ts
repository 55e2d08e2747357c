import type { View } from '../../checks/view';
import type { Finding } from '../../results/report';
import { visible } from '../../results/visible';
import { memberOf, type Told, type Trace } from '../causes/trace';

/** How much of a value is told, in characters. */
const LONGEST = 80;

/**
 * Which refused update a value was stored of, where a refusal must change nothing: the one that sends what the read shows,
 * what is wrong with it, and how it was answered. Where several send it, the last of them.
 */
export function refusedUpdatesOf(trace: Trace): ReadonlyMap<Finding, string> {
  const words = new Map<Finding, string>();
  for (const told of trace.of('SEM-ATOMIC')) {
    const said = words.has(told.finding) ? undefined : wordsOf(told, trace);
    if (said !== undefined) words.set(told.finding, said);
  }
  return words;
}

function wordsOf(told: Told, trace: Trace): string | undefined {
  const member = memberOf(told);
  const interval = trace.interval(told);
  const refused = interval?.writes.filter((write) => write.intent === 'update' && write.refused) ?? [];
  const last = refused.at(-1);
  if (member === undefined || !interval || !last) return undefined;
  const came = JSON.stringify(interval.after.policy?.[member]);
  const senders = refused.filter(({ members }) => JSON.stringify(members[member]) === came);
  const sender = senders.at(-1);
  if (sender) {
    const others = senders.length > 1 ? ` (so do ${senders.length - 1} more)` : '';
    return `the refused update ${nameOf(sender)} sends it${others}`;
  }
  return refused.length === 1
    ? `after the refused update ${nameOf(last)}`
    : `after ${refused.length} refused updates, the last of them ${nameOf(last)}`;
}

/** Its id, the first thing that is wrong with it, and its answer; in a batch that is refused it has none of its own. */
function nameOf({ exchange, answer, breaches }: View): string {
  const [breach] = breaches;
  const [member] = breach?.pointer.split('/').slice(1) ?? [];
  const fault =
    breach && member !== undefined ? `${visible(member, LONGEST)} ${visible(breach.actual, LONGEST)}, ` : '';
  const answered = exchange.batch?.refused ? 'refused with its batch' : `answered ${answer}`;
  return `${exchange.id} (${fault}${answered})`;
}

import type { View } from '../../checks/view';
import type { Finding } from '../../results/report';
import { memberOf, type Link, type Trace } from './trace';

/**
 * Updates that do not send a member change it: what was sent of it before, or should have stayed, is lost by such an
 * update where one stands between.
 */
export function* merged(trace: Trace): Iterable<Link> {
  const changed = new Map<string | null, Set<Finding>>();
  for (const { finding } of trace.of('SEM-MERGE'))
    changed.set(finding.pointer, (changed.get(finding.pointer) ?? new Set()).add(finding));
  for (const told of trace.of('SEM-APPLY', 'SEM-REPLACE', 'SEM-ATOMIC', 'SEM-REPEAT')) {
    const member = memberOf(told);
    const writes = trace.interval(told)?.writes.filter((write) => write.succeeded) ?? [];
    if (member === undefined || !isLeftOut(member, writes)) continue;
    for (const finding of changed.get(`/${member}`) ?? []) yield [told, finding];
  }
}

/** Whether the last of these updates does not send a member. */
const isLeftOut = (member: string, writes: readonly View[]): boolean => {
  const last = writes.at(-1);
  return last !== undefined && last.intent === 'update' && !(member in last.members);
};

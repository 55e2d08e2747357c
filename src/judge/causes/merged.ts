import type { View } from '../../checks/view';
import { memberOf, type Link, type Trace } from './trace';

/**
 * Updates that do not send a member change it: what was sent of it before, or should have stayed, is lost by such an
 * update where one stands between.
 */
export function* merged(trace: Trace): Iterable<Link> {
  const changed = trace.of('SEM-MERGE');
  for (const told of trace.of('SEM-APPLY', 'SEM-REPLACE', 'SEM-ATOMIC', 'SEM-REPEAT')) {
    const member = memberOf(told);
    const writes = trace.interval(told)?.writes.filter((write) => write.succeeded) ?? [];
    if (member === undefined || !isLeftOut(member, writes)) continue;
    for (const { finding } of changed) if (finding.pointer === `/${member}`) yield [told, finding];
  }
}

/** Whether the last of these updates does not send a member. */
const isLeftOut = (member: string, writes: readonly View[]): boolean => {
  const last = writes.at(-1);
  return last !== undefined && last.intent === 'update' && !(member in last.members);
};

import type { View } from '../../checks/view';
import { memberOf, type Link, type Told, type Trace } from './trace';

/**
 * What was sent is not stored because a refused write behind it was carried out: it follows where the value is the one
 * that refused writes leave behind elsewhere in the record.
 */
export function* carriedOut(trace: Trace): Iterable<Link> {
  const left = trace.of('SEM-ATOMIC');
  for (const told of left.length > 0 ? trace.of('SEM-APPLY') : []) {
    const member = memberOf(told) as string;
    const writes = trace.interval(told)?.writes ?? [];
    const sent = writes.findLastIndex((write) => write.succeeded && member in write.members);
    const behind = writes.slice(sent + 1).filter((write) => mayLeave(write, member));
    for (const { finding } of left)
      if (behind.length > 0 && finding.pointer === told.finding.pointer && isSame(finding, told))
        yield [told, finding];
  }
}

/** Whether a refused write would have changed a member. */
const mayLeave = (write: View, member: string): boolean =>
  write.refused && (write.intent === 'reset' || member in write.members);

const isSame = ({ actual }: Told['finding'], { finding }: Told): boolean => actual === finding.actual;

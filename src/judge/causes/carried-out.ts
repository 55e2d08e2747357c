import { memberOf, type Link, type Told, type Trace } from './trace';

/**
 * What was sent is not stored because a refused reset behind it was carried out: it follows where the value is the one
 * that refused writes leave behind elsewhere in the record. Of a refused update, SEM-ATOMIC itself tells it.
 */
export function* carriedOut(trace: Trace): Iterable<Link> {
  const left = trace.of('SEM-ATOMIC');
  for (const told of left.length > 0 ? trace.of('SEM-APPLY') : []) {
    const member = memberOf(told) as string;
    const writes = trace.interval(told)?.writes ?? [];
    const sent = writes.findLastIndex((write) => write.succeeded && member in write.members);
    const isReset = writes.slice(sent + 1).some(({ refused, intent }) => refused && intent === 'reset');
    for (const { finding } of left)
      if (isReset && finding.pointer === told.finding.pointer && isSame(finding, told)) yield [told, finding];
  }
}

const isSame = ({ actual }: Told['finding'], { finding }: Told): boolean => actual === finding.actual;

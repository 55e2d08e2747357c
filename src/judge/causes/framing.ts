import type { Link, Trace } from './trace';

/**
 * A 204 that announces content, and bytes behind it: the bytes are what its head announces. What an exchange fails by
 * that met bytes behind a 204 follows from them.
 */
export function* framing(trace: Trace): Iterable<Link> {
  for (const told of trace.of('RES-EMPTY'))
    for (const { finding } of trace.at(told.exchanges[0]))
      if (finding.requirement === 'RES-FRAMING' && finding.actual !== 'Content-Length: 0')
        yield [told, finding];
  for (const told of trace.told) {
    const before = trace.shownBy(told)?.exchange.wire?.before;
    if (told.finding.outcome !== 'error' || before?.behindStatus !== 204) continue;
    for (const { finding } of trace.at(before.behind))
      if (finding.requirement === 'RES-EMPTY') yield [told, finding];
  }
}

import type { Finding } from '../../results/report';
import { acceptance } from './acceptance';
import { contexts } from './contexts';
import { accepted } from './accepted';
import { answered } from './answered';
import { badInput } from './bad-input';
import { batches } from './batches';
import { carriedOut } from './carried-out';
import { merged } from './merged';
import { order } from './order';
import { reads } from './reads';
import { spelling } from './spelling';
import { taken } from './taken';
import { desynchronised } from './desynchronised';
import { framing } from './framing';
import { laterRefusal } from './later-refusal';
import type { Relation, Told, Trace } from './trace';

/** Each about one kind of relation; of two that contradict each other the first one holds. */
const RELATIONS: readonly Relation[] = [
  framing,
  desynchronised,
  reads,
  accepted,
  taken,
  batches,
  order,
  carriedOut,
  answered,
  laterRefusal,
  badInput,
  acceptance,
  spelling,
  merged,
  contexts,
];

/**
 * What findings follow from. One does only where the record explains each time that it was found, and no finding
 * follows from itself by any way.
 */
export function causesOf(trace: Trace): ReadonlyMap<Finding, readonly Finding[]> {
  const times = new Map<Finding, Told[]>();
  for (const told of trace.told) {
    const known = times.get(told.finding);
    if (known) known.push(told);
    else times.set(told.finding, [told]);
  }
  const explained = new Map<Told, Set<Finding>>();
  for (const relation of RELATIONS) {
    for (const [consequence, cause] of relation(trace)) {
      // Of one row only what is found of a request in a context follows from what is found of the plain one.
      if (cause.requirement === consequence.finding.requirement && relation !== contexts) continue;
      const known = explained.get(consequence);
      if (known) known.add(cause);
      else explained.set(consequence, new Set([cause]));
    }
  }
  const causes = new Map<Finding, readonly Finding[]>();
  for (const [finding, all] of times) {
    if (all.length < finding.count || !all.every((told) => explained.has(told))) continue;
    const from = [...new Set(all.flatMap((told) => [...(explained.get(told) as Set<Finding>)]))];
    const sound = from.filter((cause) => !leadsTo(cause, finding, causes));
    if (sound.length > 0) causes.set(finding, sound);
  }
  return causes;
}

/** Whether a finding follows from another one, by whatever way. */
function leadsTo(
  from: Finding,
  to: Finding,
  causes: ReadonlyMap<Finding, readonly Finding[]>,
  seen = new Set<Finding>(),
): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (causes.get(from) ?? []).some((cause) => leadsTo(cause, to, causes, seen));
}

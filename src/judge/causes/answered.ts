import { refusalMissing } from './accepted';
import { memberOf, type Link, type Told, type Trace } from './trace';

/** Rows on the policy in the answer to an update. */
const OF_ANSWER: readonly string[] = ['RES-BODY', 'RES-SHOWS', 'RES-ODV'];

/**
 * The policy in the answer to an update is wrong because the stored one is: values that were not stored, another key. And what
 * should have been refused has no answer of success that could be wrong.
 */
export function* answered(trace: Trace): Iterable<Link> {
  const applied = trace.of('SEM-APPLY');
  const keys = trace.of('SEM-KEY');
  for (const told of trace.of(...OF_ANSWER)) {
    const view = trace.shownBy(told);
    if (view?.intent !== 'update') continue;
    const missing = trace.at(view.exchange.id).filter(refusalMissing);
    const from = missing.length > 0 ? missing : storedWrong(told, applied, keys);
    for (const { finding } of from) yield [told, finding];
  }
}

function storedWrong(told: Told, applied: readonly Told[], keys: readonly Told[]): readonly Told[] {
  const { requirement } = told.finding;
  if (requirement === 'RES-BODY') return keys.filter((key) => key.finding.pointer === told.finding.pointer);
  if (requirement !== 'RES-SHOWS') return [];
  const same = applied.filter((other) => memberOf(other) === memberOf(told));
  return same.length > 0 ? same : applied;
}

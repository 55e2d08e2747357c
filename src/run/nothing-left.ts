import type { Register } from '../contract/register/register';
import { select, type Selection } from '../contract/selection';
import { UsageError } from '../usage-error';

/** So many ids are named in a message; the rest is counted. */
const NAMED = 3;

/** @throws UsageError where a selection leaves no row that a provider answers for */
export function admitSelection(selection: Selection, register: Register): void {
  const kept = select(register, selection).filter(({ level }) => level !== 'NONE');
  if (kept.some(({ actor }) => actor === 'provider')) return;
  if (kept.length === 0 && select(register, { ...selection, basis: 'http' }).length > 0)
    throw new UsageError(
      'only rules of HTTP for any server are left to judge: add --basis http to judge them',
    );
  if (kept.length === 0)
    throw new UsageError('--only, --skip, --level and --basis leave no row: there is nothing to judge');
  const ids = kept.slice(0, NAMED).map(({ id }) => id);
  const others = kept.length > NAMED ? ` and ${kept.length - NAMED} more` : '';
  throw new UsageError(
    `no row of a provider is left to judge: clients answer for ${ids.join(', ')}${others}, and check and proxy judge them`,
  );
}

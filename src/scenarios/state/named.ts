import { isMembers, type Members } from '../../exchanges/body';
import type { Operation } from '../../contract/operation';
import { leavesOf, type Leaf } from '../leaves';
import { directoryOf } from '../samples';
import { read, update, type Scenario, type Step } from '../scenario';
import { acceptFilled, WRITTEN, type Setting } from './setting';

/**
 * Parts outside of collections that stand for an object of the directory, and that the known states leave out: all of them at
 * once, each for an object of its own, and then for those of each other. None where there are none.
 */
export function named(setting: Setting): Scenario[] {
  const { operation, groups } = setting;
  const all = leavesOf(operation).filter(
    ({ schema, inItem }) => !inItem && directoryOf({ item: schema }, 'group') !== undefined,
  );
  const leaves = all.filter(({ near }) => near === undefined);
  if (leaves.length === 0) return [];
  const steps = [groups, [...groups].reverse()].flatMap((ids, at): Step[] => {
    // The second time those that the known states have stand for groups too, each for another one than what is beside it.
    const members = withGroups(operation, at === 0 ? leaves : all, ids);
    const name = `${leaves.map((leaf) => leaf.name).join(', ')} (${at + 1})`;
    return [
      update(name, setting.changes.body(members), acceptFilled(setting, { needGroups: true }, members)),
      read(`read after ${name}`),
    ];
  });
  return [
    {
      address: 'state/named',
      rows: WRITTEN,
      needs: ['read'],
      from: 'A',
      steps: [read('read before'), ...steps],
    },
  ];
}

/** The members of state A that parts belong to, with each part for a group. */
function withGroups({ states }: Operation, leaves: readonly Leaf[], ids: readonly string[]): Members {
  const all: Record<string, unknown> = {};
  for (const [at, { name, schema }] of leaves.entries()) {
    const [member = '', ...way] = name.split(' ');
    all[member] ??= structuredClone(states.A[member]);
    const last = way.pop() ?? '';
    const parent = way.reduce((value, part) => (isMembers(value) ? value[part] : undefined), all[member]);
    const directory = directoryOf({ item: schema }, 'group');
    if (isMembers(parent) && directory)
      Object.assign(parent, { [last]: { ...directory.beside, [directory.name]: ids[at % ids.length] } });
  }
  return all;
}

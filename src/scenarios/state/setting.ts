import type { Operation } from '../../contract/operation';
import { changesOf, type Changes } from '../changes';

/** What scenarios of the stored policy are made for. */
export interface Setting {
  operation: Operation;
  changes: Changes;
  groups: readonly string[];
  /** Whether the provider is known to have the groups. */
  known: boolean;
}

export const settingOf = (operation: Operation, groups: readonly string[], known: boolean): Setting => ({
  operation,
  changes: changesOf(operation, groups),
  groups,
  known,
});

/** Rows that every update that is taken bears on. */
export const WRITTEN = ['SEM-APPLY', 'SEM-MERGE', 'SEM-STATE-RANGE', 'SEM-KEY', 'GET-SHAPE'];

/** Of an update that must be taken. */
export const DONE = { accept: 'RES-204' };

/** Whether a provider takes a group that it may not know is its own affair. */
export const acceptedOf = ({ known }: Setting): { accept?: string } => (known ? DONE : {});

export const targetsOf = (groups: readonly string[]) =>
  groups.map((id) => ({ targetType: 'group', id })) as [object, object, object];

/** The members of a state that no page says an update may set, where there are any. */
export function silentIn({ examples, states }: Operation, state: 'A' | 'B'): Record<string, unknown>[] {
  const members = Object.entries(examples[state]).filter(([name]) => !(name in states[state]));
  return members.length === 0 ? [] : [Object.fromEntries(members)];
}

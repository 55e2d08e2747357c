import type { Operation } from '../../contract/operation';
import { changesOf, type Changes } from '../changes';
import { fillable, type Fillable } from '../samples';
import { update, type Send } from '../scenario';

/** What the scenarios of a policy's state are made from. */
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

/** The rows that a read after an update bears on. */
export const WRITTEN = ['SEM-APPLY', 'SEM-MERGE', 'SEM-STATE-RANGE', 'SEM-KEY', 'GET-SHAPE'];

/** An update of a collection that is empty in the known states, where there is one that is documented to be set. */
export function filledOne(
  { operation, groups }: Setting,
  isMeant = (member: string): boolean => operation.isDocumented(member),
): (Fillable & { members: object }) | undefined {
  const first = fillable(operation, groups).empty.find(({ collection }) => isMeant(collection.member));
  return first && { ...first, members: { [first.collection.member]: first.items.slice(0, 1) } };
}

/** An update that sets nothing: whether it has to be accepted, no page says. */
export const nothing = ({ changes }: Setting): Send => update('nothing but the type', changes.body({}));

/** What filling a collection asks of the provider. */
export const acceptFilled = (
  { changes, known }: Setting,
  { needGroups }: Pick<Fillable, 'needGroups'>,
  members: Readonly<Record<string, unknown>>,
): { accept?: string } => (needGroups && !known ? {} : changes.accept(members));

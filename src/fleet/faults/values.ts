/** Faults in values that an update rarely has: between bounds, in several lists at once, for users among groups, null in a list. */
import type { Make } from './behaviour';
import { behindUpdate, readingAs, refusing, type Members } from './updates';

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;

const itemsOf = (value: unknown): Members[] => (Array.isArray(value) ? value.filter(isMembers) : []);

const isUser = ({ targetType }: Members): boolean => targetType === 'user';

/** Stores other items than were sent in the collections of targets. */
const targets = (edit: (items: readonly Members[]) => Members[]): Make =>
  behindUpdate((store, { json }) => {
    for (const name of ['includeTargets', 'excludeTargets'])
      if (name in json)
        store.set({ ...store.get(), [name]: edit(itemsOf((store.get() as unknown as Members)[name])) });
  });

export const values: Readonly<Record<string, Make>> = {
  'pin-length-of-a-few': refusing(
    ({ json: { pinLength } }) =>
      Number.isInteger(pinLength) && ![8, 10, 12, 20].includes(pinLength as number),
  ),
  'priority-of-a-few': refusing(({ json }) =>
    itemsOf(json['certificateUserBindings']).some(({ priority }) => Number(priority) > 2),
  ),
  'targets-null-dropped': readingAs(({ includeTargets, ...others }) =>
    Array.isArray(includeTargets) && includeTargets.includes(null)
      ? { ...others, includeTargets: includeTargets.filter((item) => item !== null) }
      : undefined,
  ),
  'targets-of-one-side-alone': behindUpdate((store, { json, before }) => {
    const both = [json['includeTargets'], json['excludeTargets']].every((list) => itemsOf(list).length > 0);
    if (both) store.set({ ...store.get(), excludeTargets: before.excludeTargets });
  }),
  'targets-users-dropped': targets((items) =>
    items.every(isUser) ? [...items] : items.filter((item) => !isUser(item)),
  ),
  'targets-users-as-groups': targets((items) => items.map((item) => ({ ...item, targetType: 'group' }))),
};

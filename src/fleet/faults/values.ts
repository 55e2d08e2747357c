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

const small = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** A value with the names of its parts as they are declared, in small letters at first. */
const declared = (value: unknown): unknown =>
  isMembers(value) && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([name, part]) => [small(name), declared(part)]))
    : value;

/**
 * Replaces an object that is sent as a whole.
 * @param under what stands in the place of the parts that are left out
 */
const replacingObjects = (under: (member: string, defaults: Members) => unknown): Make =>
  behindUpdate((store, { json, model }) => {
    const sent = Object.entries(json).filter(([, value]) => isMembers(value) && !Array.isArray(value));
    const defaults = model.defaults() as unknown as Members;
    const whole = sent.map(([member, value]) => [
      small(member),
      { ...(under(member, defaults) as Members), ...(declared(value) as Members) },
    ]);
    if (whole.length > 0) store.set({ ...store.get(), ...(Object.fromEntries(whole) as Members) });
  });

const removing = replacingObjects(() => ({}));
const resetting = replacingObjects((member, defaults) => defaults[member]);

export const values: Readonly<Record<string, Make>> = {
  'pin-length-of-a-few': refusing(
    ({ json: { pinLength } }) =>
      Number.isInteger(pinLength) && ![8, 10, 12, 20].includes(pinLength as number),
  ),
  'priority-of-a-few': refusing(({ json }) =>
    itemsOf(json['certificateUserBindings']).some(({ priority }) => Number(priority) > 2),
  ),
  'parts-of-features-removed': removing,
  'parts-of-keys-reset': resetting,
  'parts-of-setting-removed': removing,
  'parts-of-mode-reset': resetting,
  'parts-of-campaign-removed': removing,
  'objects-replaced': removing,
  'objects-replaced-by-defaults': resetting,
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

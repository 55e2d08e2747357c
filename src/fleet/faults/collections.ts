/** Faults in the handling of the two target collections. */
import type { Make } from './behaviour';
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';
import { behindUpdate, readingAs, type Members } from './updates';

type Collection = 'includeTargets' | 'excludeTargets';
type Target = PolicyConfiguration['includeTargets'][number];

const COLLECTIONS: readonly Collection[] = ['includeTargets', 'excludeTargets'];

/** Edits the collection that an update stores. */
const storing = (
  names: readonly Collection[],
  edit: (sent: Target[], before: readonly Target[]) => Target[],
): Make =>
  behindUpdate((store, { json, before }) => {
    const policy = store.get();
    for (const name of names.filter((candidate) => candidate in json))
      store.set({ ...store.get(), [name]: edit(policy[name], before[name]) });
  });

/** Appends the sent items to the stored ones. */
const appended = (name: Collection): Make =>
  storing([name], (sent, before) => [
    ...before.filter(({ id }) => !sent.some((target) => target.id === id)),
    ...sent,
  ]);

const everybody = (): Target => ({ targetType: 'group', id: 'all_users', isRegistrationRequired: false });

/** Accepts another kind of value as a collection. */
const taking = (test: (value: unknown) => boolean, to: (value: unknown) => unknown): Make =>
  readingAs((json) => {
    const names = COLLECTIONS.filter((name) => name in json && test(json[name]));
    const members = Object.fromEntries(names.map((name) => [name, to(json[name])]));
    return names.length === 0 ? undefined : { ...json, ...members };
  });

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asTarget = (id: unknown): unknown => (typeof id === 'string' ? { targetType: 'group', id } : id);

const withRegistration = (target: Target, isRegistrationRequired: boolean): Target =>
  'isRegistrationRequired' in target ? { ...target, isRegistrationRequired } : target;

const registered = (target: Target): boolean =>
  'isRegistrationRequired' in target && target.isRegistrationRequired === true;

export const collections: Readonly<Record<string, Make>> = {
  'collections-include-appended': appended('includeTargets'),
  'collections-exclude-appended': appended('excludeTargets'),
  'collections-last-dropped': storing(COLLECTIONS, (sent) => (sent.length > 1 ? sent.slice(0, -1) : sent)),
  'collections-first-dropped': storing(COLLECTIONS, (sent) => (sent.length > 1 ? sent.slice(1) : sent)),
  // Items are merged by the kind of target, not by its id.
  'collections-deduped-by-type': storing(['excludeTargets'], (sent) => [
    ...new Map(sent.map((target) => [target.targetType, target])).values(),
  ]),
  'collections-never-shorter': storing(COLLECTIONS, (sent, before) =>
    sent.length < before.length ? [...sent, ...before.slice(sent.length)] : sent,
  ),
  'collections-empty-ignored': storing(COLLECTIONS, (sent, before) => (sent.length > 0 ? sent : [...before])),
  'collections-emptied-for-everybody': storing(['includeTargets'], (sent) =>
    sent.length === 0 ? [everybody()] : sent,
  ),
  'collections-everybody-alone': storing(['includeTargets'], (sent) => {
    const found = sent.filter(({ id }) => id === 'all_users');
    return found.length > 0 ? found : sent;
  }),
  'collections-cut-at-20': storing(COLLECTIONS, (sent) => sent.slice(0, 20)),
  'collections-object-emptied': taking(isObject, () => []),
  'collections-object-wrapped': taking(isObject, (value) => [value]),
  'collections-null-emptied': taking(
    (value) => value === null,
    () => [],
  ),
  'collections-string-wrapped': taking(
    (value) => typeof value === 'string',
    (value) => [asTarget(value)],
  ),
  'collections-ids-taken': taking(
    (value) => Array.isArray(value) && value.some((item) => typeof item === 'string'),
    (value) => (value as unknown[]).map(asTarget),
  ),
  'collections-registration-lost': storing(['includeTargets'], (sent) =>
    sent.map((target) => withRegistration(target, false)),
  ),
  'collections-registration-kept': storing(['includeTargets'], (sent, before) =>
    sent.map((target) => {
      const known = before.find(({ id }) => id === target.id);
      return known ? withRegistration(target, registered(known)) : target;
    }),
  ),
  'collections-type-lost': storing(COLLECTIONS, (sent) =>
    sent.map((target) => ({ ...target, targetType: 'user' })),
  ),
  'collections-ids-cut': storing(COLLECTIONS, (sent) =>
    sent.map((target) => ({ ...target, id: target.id.slice(0, 32) })),
  ),
  'collections-swapped': behindUpdate((store, { json, before }) => {
    const { includeTargets, excludeTargets, ...rest } = store.get();
    store.set({
      ...rest,
      includeTargets: 'excludeTargets' in json ? excludeTargets : before.includeTargets,
      excludeTargets: 'includeTargets' in json ? includeTargets : before.excludeTargets,
    });
  }),
  'collections-exclude-included': behindUpdate((store, { json }) => {
    const policy = store.get();
    if ('excludeTargets' in json)
      store.set({ ...policy, includeTargets: [...policy.includeTargets, ...policy.excludeTargets] });
  }),
};

/** Faults in the merging of an update: members that it sends, and members that it does not send. */
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';
import { applied, done, isCarriedOut, type Make } from './behaviour';
import { behindUpdate, isUpdate, readingAs, sameJson, without, type Members } from './updates';

type Name = Exclude<keyof PolicyConfiguration, '@odata.type' | 'id'>;

const LIFETIMES: readonly Name[] = [
  'minimumLifetimeInMinutes',
  'defaultLifetimeInMinutes',
  'maximumLifetimeInMinutes',
];

/** Accepts one member and does not store it. */
export const forgotten = (member: string): Make =>
  behindUpdate((store, { json, before }) => {
    if (member in json) store.set({ ...store.get(), [member]: (before as Members)[member] });
  });

/** Changes one member after each update that does not send it. */
const changedUnsent = (
  member: Name,
  to: (policy: PolicyConfiguration, defaults: PolicyConfiguration) => unknown,
): Make =>
  behindUpdate((store, { json }) => {
    // Lifetimes may be recalculated when another lifetime is sent.
    const own = LIFETIMES.includes(member) ? LIFETIMES : [member];
    // This provider reads names without regard to case.
    const sent = Object.keys(json).map((name) => name.toLowerCase());
    const policy = store.get();
    if (!own.some((name) => sent.includes(name.toLowerCase())))
      store.set({ ...policy, [member]: to(policy, store.model.defaults()) });
  });

const resetUnsent = (member: Name): Make => changedUnsent(member, (_policy, defaults) => defaults[member]);

const firstMember = (json: Members): Members => {
  const [, ...others] = Object.keys(json).filter((name) => !name.includes('@'));
  return without(json, ...others);
};

const stateOf = (isUsableOnce: boolean): PolicyConfiguration['state'] =>
  isUsableOnce ? 'enabled' : 'disabled';

/** Swaps the two values. */
const swapped = (json: Members): Members => ({
  ...without(json, 'state', 'isUsableOnce'),
  ...('isUsableOnce' in json && { state: stateOf(json['isUsableOnce'] === true) }),
  ...('state' in json && { isUsableOnce: json['state'] === 'enabled' }),
});

const isSwappable = ({ state = 'enabled', isUsableOnce = true }: Members): boolean =>
  (state === 'enabled' || state === 'disabled') && typeof isUsableOnce === 'boolean';

export const merge: Readonly<Record<string, Make>> = {
  'merge-state-forgotten': forgotten('state'),
  'merge-length-forgotten': forgotten('defaultLength'),
  'merge-default-forgotten': forgotten('defaultLifetimeInMinutes'),
  'merge-minimum-forgotten': forgotten('minimumLifetimeInMinutes'),
  'merge-maximum-forgotten': forgotten('maximumLifetimeInMinutes'),
  'merge-once-forgotten': forgotten('isUsableOnce'),
  'merge-include-forgotten': forgotten('includeTargets'),
  'merge-exclude-forgotten': forgotten('excludeTargets'),
  'merge-state-reset': resetUnsent('state'),
  'merge-length-reset': resetUnsent('defaultLength'),
  // The value closest to the documented default that the other two lifetimes permit.
  'merge-default-reset': changedUnsent('defaultLifetimeInMinutes', (policy) =>
    Math.min(policy.maximumLifetimeInMinutes, Math.max(policy.minimumLifetimeInMinutes, 60)),
  ),
  'merge-minimum-reset': changedUnsent('minimumLifetimeInMinutes', (policy) =>
    Math.min(policy.defaultLifetimeInMinutes, 60),
  ),
  'merge-maximum-reset': changedUnsent('maximumLifetimeInMinutes', (policy) =>
    Math.max(policy.defaultLifetimeInMinutes, 480),
  ),
  'merge-once-reset': resetUnsent('isUsableOnce'),
  'merge-include-reset': resetUnsent('includeTargets'),
  'merge-exclude-reset': resetUnsent('excludeTargets'),
  'merge-all-reset': () => ({
    request: (call, store) => {
      const result = isUpdate(call)
        ? applied({ model: call.model, before: call.model.defaults() }, call.json)
        : undefined;
      if (!result?.ok) return {};
      store.set(result.next);
      return done(call);
    },
  }),
  'merge-once-inverted': changedUnsent('isUsableOnce', (policy) => !policy.isUsableOnce),
  'merge-state-inverted': behindUpdate((store, { json }) => {
    if ('state' in json) store.set({ ...store.get(), state: stateOf(store.get().state === 'disabled') });
  }),
  'merge-state-and-once-swapped': readingAs((json) =>
    ('state' in json || 'isUsableOnce' in json) && isSwappable(json) ? swapped(json) : undefined,
  ),
  'merge-state-and-once-swapped-together': readingAs((json) =>
    'state' in json && 'isUsableOnce' in json && isSwappable(json) ? swapped(json) : undefined,
  ),
  'merge-once-switches-on': behindUpdate((store, { json }) => {
    if ('isUsableOnce' in json && !('state' in json)) store.set({ ...store.get(), state: 'enabled' });
  }),
  'merge-lifetimes-touch-length': behindUpdate((store, { json }) => {
    if (LIFETIMES.some((name) => name in json) && !('defaultLength' in json))
      store.set({ ...store.get(), defaultLength: 8 });
  }),
  'merge-include-empties-exclude': behindUpdate((store, { json }) => {
    if ('includeTargets' in json && !('excludeTargets' in json))
      store.set({ ...store.get(), excludeTargets: [] });
  }),
  'merge-first-member-only': behindUpdate((store, call) => {
    const result = applied(call, firstMember(call.json));
    store.set(result.ok ? result.next : call.before);
  }),
  'merge-false-ignored': behindUpdate((store, { json, before }) => {
    if (json['isUsableOnce'] === false) store.set({ ...store.get(), isUsableOnce: before.isUsableOnce });
  }),
  'merge-default-pushed-to-maximum': behindUpdate((store, { json }) => {
    const policy = store.get();
    if (json['maximumLifetimeInMinutes'] !== undefined && json['defaultLifetimeInMinutes'] !== undefined)
      store.set({ ...policy, defaultLifetimeInMinutes: policy.maximumLifetimeInMinutes });
  }),
  // Each update is kept until the next one.
  'merge-one-update-late': () => {
    let waiting: PolicyConfiguration | undefined;
    return {
      response: (response, call, store) => {
        if (!isUpdate(call) || !isCarriedOut(response, call)) return response;
        const next = store.get();
        if (!sameJson(next, call.before)) store.set(waiting ?? call.before);
        waiting = next;
        return response;
      },
    };
  },
};

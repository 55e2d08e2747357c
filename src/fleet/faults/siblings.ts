/** Faults in members that other methods have: attestation, key restrictions, sign-in by text message. */
import type { Make } from './behaviour';
import { showingMember } from './read';
import { taking } from './types';
import { behindUpdate, isUpdate, readingAs, refusing, storingRaw, without, type Members } from './updates';

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {};

/** Resets a member to its first value after each update that sends nothing it might depend on. */
const resetUnsent = (member: string, ...others: string[]): Make =>
  behindUpdate((store, { json }) => {
    if ([member, ...others].some((name) => name in json)) return;
    store.set({ ...store.get(), [member]: membersOf(store.model.defaults())[member] });
  });

/** Edits the object that an update stores. */
const storingObject = (member: string, edit: (stored: Members, before: Members) => Members): Make =>
  behindUpdate((store, { json, before }) => {
    const policy = membersOf(store.get());
    if (member in json)
      store.set({
        ...store.get(),
        [member]: edit(membersOf(policy[member]), membersOf(membersOf(before)[member])),
      });
  });

/** Replaces the value of a part of the key restrictions. */
const takingInRestrictions = (
  part: string,
  is: (value: unknown) => boolean,
  to: (value: unknown) => unknown,
): Make =>
  readingAs((json) => {
    const restrictions = membersOf(json[RESTRICTIONS]);
    return part in restrictions && is(restrictions[part])
      ? { ...json, [RESTRICTIONS]: { ...restrictions, [part]: to(restrictions[part]) } }
      : undefined;
  });

const RESTRICTIONS = 'keyRestrictions';
const ATTESTATION = 'isAttestationEnforced';
const PROFILES = 'passkeyProfiles';
const DEFAULT_PROFILE = 'defaultPasskeyProfile';
const noProfiles: Members = { [PROFILES]: [] };
const BINDINGS = 'certificateUserBindings';
const NAME = 'displayName';
const SELF_SERVICE = 'isSelfServiceRegistrationAllowed';

/** A member with the opposite boolean. */
const opposite = (member: string, value: boolean): Members => ({ [member]: !value });

const isText = (value: unknown): value is string => typeof value === 'string';
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Whether two items of a list have the same value. */
const isTwice = (list: unknown, name: string): boolean => {
  const values = listOf(list).map((item) => JSON.stringify((item as Members)[name]));
  return new Set(values).size < values.length;
};

export const siblings: Readonly<Record<string, Make>> = {
  'attestation-reset': resetUnsent(ATTESTATION, RESTRICTIONS),
  'attestation-word-taken': taking(ATTESTATION, (value) => value === 'yes', Boolean),
  'priority-twice-taken': storingRaw(({ [BINDINGS]: bindings }) =>
    isTwice(bindings, 'priority') ? { [BINDINGS]: bindings } : undefined,
  ),
  'read-only-name-stored': storingRaw((json) =>
    typeof json[NAME] === 'string' ? { [NAME]: json[NAME] } : undefined,
  ),
  'self-service-reset': resetUnsent(SELF_SERVICE),
  'self-service-follows-attestation': behindUpdate((store, { json }) => {
    if (typeof json[ATTESTATION] === 'boolean' && !(SELF_SERVICE in json))
      store.set({ ...store.get(), ...opposite(SELF_SERVICE, json[ATTESTATION]) });
  }),
  'key-restrictions-reset': resetUnsent(RESTRICTIONS, ATTESTATION),
  'key-restrictions-type-kept': storingObject(RESTRICTIONS, (stored, { enforcementType }) => ({
    ...stored,
    enforcementType,
  })),
  'key-restrictions-never-enforced': storingObject(RESTRICTIONS, (stored) => ({
    ...stored,
    isEnforced: false,
  })),
  'key-restrictions-keys-appended': storingObject(RESTRICTIONS, (stored, before) => ({
    ...stored,
    aaGuids: [...new Set([...listOf(before['aaGuids']), ...listOf(stored['aaGuids'])])],
  })),
  'key-restrictions-one-key-only': storingObject(RESTRICTIONS, (stored) => ({
    ...stored,
    aaGuids: listOf(stored['aaGuids']).slice(0, 1),
  })),
  'key-restrictions-text-dropped': taking(RESTRICTIONS, isText, () => undefined),
  'key-restrictions-list-dropped': taking(RESTRICTIONS, Array.isArray, () => undefined),
  'key-restrictions-stranger-taken': takingInRestrictions(
    'enforcementType',
    (value) => value === 'stranger',
    () => 'block',
  ),
  'key-restrictions-keys-as-text-taken': takingInRestrictions('aaGuids', isText, (value) => [value]),
  'key-restrictions-shown-as-text': showingMember(RESTRICTIONS, (value) => JSON.stringify(value)),
  // The provider ignores key restrictions while the policy is disabled, and does not report it.
  'key-restrictions-dropped-while-disabled': () => ({
    request: (call) =>
      isUpdate(call) && RESTRICTIONS in call.json && call.before.state === 'disabled'
        ? { body: JSON.stringify(without(call.json, RESTRICTIONS)) }
        : {},
  }),
  'profiles-lost-by-updates': behindUpdate((store, { json }) => {
    // The other members that are sent may cause a recalculation.
    if (![PROFILES, DEFAULT_PROFILE, ATTESTATION, RESTRICTIONS].some((name) => name in json))
      store.set({ ...store.get(), ...noProfiles });
  }),
  'profiles-text-dropped': taking(PROFILES, isText, () => undefined),
  'profiles-refused-as-read': refusing(({ json, before }) => {
    const sent = json[PROFILES];
    // The key is in what a read shows, and in no other update of profiles.
    return 'id' in json && JSON.stringify(sent) === JSON.stringify(membersOf(before)[PROFILES]);
  }),
  'profiles-shown-as-text': showingMember(PROFILES, (value) => JSON.stringify(value)),
  'sign-in-shown-as-text': showingMember('includeTargets', (targets) =>
    listOf(targets).map((target) => ({
      ...membersOf(target),
      isUsableForSignIn: String(membersOf(target)['isUsableForSignIn']),
    })),
  ),
};

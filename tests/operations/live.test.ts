import { isWider } from '../../src/live/effects';
import { operationNamed } from '../../src/contract/operation';
import { target } from './support';

type Policy = Record<string, unknown>;
type Change = [what: string, change: Policy, wider: boolean];

const AAGUIDS = ['cb69481e-8ff7-4039-93ec-0a2729a154a8', '2fc0579f-8113-47ea-b116-bb5a8db9202a'];
const GUESTS = { targetType: 'group', id: 'guests' };

const sms: Policy = {
  state: 'enabled',
  includeTargets: [target({ isRegistrationRequired: true, isUsableForSignIn: false })],
  excludeTargets: [GUESTS],
};
const fido2: Policy = {
  state: 'enabled',
  isAttestationEnforced: true,
  isSelfServiceRegistrationAllowed: false,
  keyRestrictions: { isEnforced: true, enforcementType: 'allow', aaGuids: AAGUIDS },
  includeTargets: [target({ isRegistrationRequired: true })],
  excludeTargets: [GUESTS],
};

/** What all siblings have. */
const common = (parts: object): Change[] => [
  ['the same', {}, false],
  ['disabled, whatever else', { state: 'disabled', includeTargets: [{ id: 'all_users' }] }, false],
  ['a state that nobody knows', { state: 'stranger', excludeTargets: [] }, true],
  ['the same target in capitals', { includeTargets: [target({ ...parts, targetType: 'GROUP' })] }, false],
  ['another target', { includeTargets: [target({ ...parts, id: 'all_users' })] }, true],
  ['one target more', { includeTargets: [target(parts), target({ ...parts, id: 'x' })] }, true],
  ['a user of the same id', { includeTargets: [target({ ...parts, targetType: 'user' })] }, true],
  ['no target', { includeTargets: [] }, false],
  [
    'registration no longer required',
    { includeTargets: [target({ ...parts, isRegistrationRequired: false })] },
    true,
  ],
  ['a target without its flags', { includeTargets: [target()] }, false],
  ['nobody excluded', { excludeTargets: [] }, true],
  ['others excluded', { excludeTargets: [target()] }, true],
  ['one more excluded', { excludeTargets: [GUESTS, target()] }, false],
];

test.each<Change>([
  ...common({ isRegistrationRequired: true, isUsableForSignIn: false }),
  ['a text message alone signs in', { includeTargets: [target({ isUsableForSignIn: true })] }, true],
  ['a second factor only', { includeTargets: [target({ isUsableForSignIn: false })] }, false],
])('text messages: %s (%j) is wider: %s', (_what, change, wider) => {
  expect(isWider(operationNamed('sms'), { ...sms, ...change }, sms)).toBe(wider);
});

const restricted = (change: object): Policy => ({
  keyRestrictions: { ...(fido2['keyRestrictions'] as object), ...change },
});

test.each<Change>([
  ...common({ isRegistrationRequired: true }),
  ['attestation off', { isAttestationEnforced: false }, true],
  ['attestation of which nothing is known', { isAttestationEnforced: null }, true],
  ['self service on', { isSelfServiceRegistrationAllowed: true }, true],
  ['the restrictions in another order', restricted({ aaGuids: AAGUIDS.toReversed() }), false],
  ['one model less to allow, which nobody compares', restricted({ aaGuids: AAGUIDS.slice(1) }), true],
  ['a model more', restricted({ aaGuids: [...AAGUIDS, 'another'] }), true],
  ['a list to block', restricted({ enforcementType: 'block' }), true],
  ['restrictions off', restricted({ isEnforced: false }), true],
  ['no restrictions', { keyRestrictions: null }, true],
  ['profiles', { passkeyProfiles: [{ id: 'a' }] }, true],
  ['a profile for all', { defaultPasskeyProfile: 'a' }, true],
  ['a profile for a target', { includeTargets: [target({ allowedPasskeyProfiles: ['a'] })] }, true],
])('security keys: %s (%j) is wider: %s', (_what, change, wider) => {
  expect(isWider(operationNamed('fido2'), { ...fido2, ...change }, fido2)).toBe(wider);
});

test.each<[string, Policy, Policy]>([
  ['sms', sms, { includeTargets: [target({ isUsableForSignIn: true })] }],
  ['fido2', fido2, { isAttestationEnforced: false, isSelfServiceRegistrationAllowed: true }],
])('what a policy of %s allowed already is not wider, and nor is less', (name, policy, wide) => {
  const original = { ...policy, ...wide };
  expect(isWider(operationNamed(name), original, original)).toBe(false);
  expect(isWider(operationNamed(name), policy, original)).toBe(false);
});

test.each([
  ['sms', sms],
  ['fido2', fido2],
] as const)('enabled is wider where %s was disabled', (name, policy) => {
  expect(isWider(operationNamed(name), policy, { ...policy, state: 'disabled' })).toBe(true);
});

import { modelOf } from '../../src/provider';
import { applyTo } from '../../src/provider/policies/model';
import { operationNamed } from '../../src/contract/operation';
import { PAGES, type Sibling } from './support';

/**
 * The boundaries of an update's body, read off the pages and the CSDL and written by hand, so that a wrong line in a
 * slice can't hide in everything that is made from it; and held against the embedded provider too, whose policies are
 * written by hand as well. Whoever changes a line needs a page that says so.
 *
 * @see https://learn.microsoft.com/graph/api/smsauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/smsauthenticationmethodtarget
 * @see https://learn.microsoft.com/graph/api/fido2authenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/fido2keyrestrictions
 * @see https://graph.microsoft.com/v1.0/$metadata
 */
type Boundary = [member: string, value: unknown, side: Side, requirement: string];

/**
 * in: it conforms, and is taken. out: it breaks the row, and is refused. lenient: it only deviates from the row, and
 * is taken. taken: it breaks the row, and the provider takes it all the same, since it drops what a target or a profile
 * does not declare, and asks for no part of one. open: it breaks nothing, and the provider refuses it, as any may.
 */
type Side = 'in' | 'out' | 'lenient' | 'taken' | 'open';

const GROUP = '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52';
const AAGUID = 'cb69481e-8ff7-4039-93ec-0a2729a154a8';
const TAP = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';

/** Update pages, notes below the request body: the type is there, and it is this one. */
const types = (name: Sibling, other: Sibling): Boundary[] => {
  const { type } = PAGES[name];
  return [
    ['@odata.type', type, 'in', 'REQ-TYPE-VALUE'],
    ['@odata.type', undefined, 'out', 'REQ-TYPE'],
    ['@odata.type', type.toUpperCase(), 'lenient', 'REQ-TYPE-VALUE'],
    ['@odata.type', type.slice(1), 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', `${type} `, 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', PAGES[other].type, 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', TAP, 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', '#microsoft.graph.authenticationMethodConfiguration', 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', '', 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', null, 'out', 'REQ-TYPE-VALUE'],
    ['@odata.type', [type], 'out', 'REQ-TYPE-VALUE'],
  ];
};

/** Base resource, properties: enabled or disabled; the CSDL lets it be null, and no page says what null does. */
const states: Boundary[] = [
  ['state', 'enabled', 'in', 'REQ-STATE'],
  ['state', 'disabled', 'in', 'REQ-STATE'],
  ['state', 'Enabled', 'lenient', 'REQ-STATE'],
  ['state', 'DISABLED', 'lenient', 'REQ-STATE'],
  ['state', 'on', 'out', 'REQ-STATE'],
  ['state', 'default', 'out', 'REQ-STATE'],
  ['state', 'unknownFutureValue', 'out', 'REQ-STATE'],
  ['state', ' enabled', 'out', 'REQ-STATE'],
  ['state', '', 'out', 'REQ-STATE'],
  ['state', true, 'out', 'REQ-STATE'],
  ['state', 0, 'out', 'REQ-STATE'],
  ['state', ['enabled'], 'out', 'REQ-STATE'],
  ['state', null, 'open', 'REQ-NULL'],
];

/** Resource pages, properties: the key. OData: it can't be changed. */
const ids = (name: Sibling, other: Sibling): Boundary[] => [
  ['id', PAGES[name].key, 'in', 'REQ-ID-BODY'],
  ['id', PAGES[name].key.toLowerCase(), 'lenient', 'REQ-ID-BODY'],
  ['id', PAGES[other].key, 'out', 'REQ-ID-BODY'],
  ['id', 'TemporaryAccessPass', 'out', 'REQ-ID-BODY'],
  ['id', '', 'out', 'REQ-ID-BODY'],
  ['id', null, 'out', 'REQ-ID-BODY'],
];

/** Resource pages, properties and relationships: two collections of objects. */
const collections: Boundary[] = [
  ['includeTargets', 'REQ-INC-ARRAY'] as const,
  ['excludeTargets', 'REQ-EXC-ARRAY'] as const,
].flatMap(([member, requirement]): Boundary[] => [
  [member, [], 'in', requirement],
  [member, [{ id: GROUP, targetType: 'group' }], 'in', requirement],
  [member, [{ id: GROUP }, { id: 'all_users' }], 'in', requirement],
  [member, null, 'out', requirement],
  [member, { id: GROUP, targetType: 'group' }, 'out', requirement],
  [member, GROUP, 'out', requirement],
  [member, 0, 'out', requirement],
  [member, [GROUP], 'out', requirement],
  [member, [null], 'out', requirement],
  [member, [[]], 'out', requirement],
  [member, [{ targetType: 'group' }], 'out', 'REQ-TGT-ID'],
  [member, [{ id: '', targetType: 'group' }], 'out', 'REQ-TGT-ID'],
  [member, [{ id: null, targetType: 'group' }], 'out', 'REQ-TGT-ID'],
  [member, [{ id: GROUP, targetType: 'user' }], 'in', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: 'Group' }], 'lenient', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: 'unknownFutureValue' }], 'in', 'REQ-UFV'],
  [member, [{ id: GROUP, targetType: 'device' }], 'out', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: null }], 'out', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: 1 }], 'out', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, '@odata.type': '#microsoft.graph.anything' }], 'in', 'REQ-ANNOT'],
]);

/** CSDL: a flag of a target is a Boolean that can't be null. */
const flag = (part: string, requirement: string): Boundary[] => [
  ['includeTargets', [{ id: GROUP, [part]: true }], 'in', requirement],
  ['includeTargets', [{ id: GROUP, [part]: false }], 'in', requirement],
  ['includeTargets', [{ id: GROUP }, { id: 'all_users', [part]: 'true' }], 'out', requirement],
  ['includeTargets', [{ id: GROUP, [part]: '' }], 'out', requirement],
  ['includeTargets', [{ id: GROUP, [part]: 1 }], 'out', requirement],
  ['includeTargets', [{ id: GROUP, [part]: null }], 'out', requirement],
  ['includeTargets', [{ id: GROUP, [part]: [true] }], 'out', requirement],
  ['excludeTargets', [{ id: GROUP, [part]: true }], 'taken', 'REQ-EXC-MEMBERS'],
];

/** OData Protocol 4.01, 11.4.3, and OData JSON 4.01, 4.5; a passphrase's length is another method's. */
const strangers: Boundary[] = [
  ['@odata.context', 'https://graph.microsoft.com/v1.0/$metadata', 'in', 'REQ-ANNOT'],
  ['includeTargets@odata.context', 'https://graph.microsoft.com/v1.0/$metadata', 'in', 'REQ-ANNOT'],
  ['defaultLength', 12, 'out', 'REQ-UNKNOWN'],
  ['isUsableOnce', true, 'out', 'REQ-UNKNOWN'],
  ['minimumLifetimeInMinutes', 60, 'out', 'REQ-UNKNOWN'],
  ['includeTargets', [{ id: GROUP, displayName: 'All users' }], 'taken', 'REQ-UNKNOWN'],
];

const sms: Boundary[] = [
  ...types('sms', 'fido2'),
  ...states,
  ...ids('sms', 'fido2'),
  ...collections,
  ...flag('isRegistrationRequired', 'REQ-TGT-REG'),
  ...flag('isUsableForSignIn', 'REQ-TGT-SIGNIN'),
  ...strangers,
  // Members of the policy of security keys.
  ['isAttestationEnforced', true, 'out', 'REQ-UNKNOWN'],
  ['keyRestrictions', {}, 'out', 'REQ-UNKNOWN'],
  // A part of targets is no member of the policy.
  ['isUsableForSignIn', true, 'out', 'REQ-UNKNOWN'],
];

/** Resource page, properties: Boolean; the CSDL lets it be null. */
const boolean = (member: string, requirement: string): Boundary[] => [
  [member, true, 'in', requirement],
  [member, false, 'in', requirement],
  [member, 'yes', 'out', requirement],
  [member, '', 'out', requirement],
  [member, 1, 'out', requirement],
  [member, 0, 'out', requirement],
  [member, [true], 'out', requirement],
  [member, {}, 'out', requirement],
  [member, null, 'open', 'REQ-NULL'],
];

/** CSDL, fido2KeyRestrictions: a Boolean, an enumeration of two members and a sentinel, a collection of strings. */
const restrictions: Boundary[] = (
  [
    [{}, 'in'],
    [{ isEnforced: true, enforcementType: 'allow', aaGuids: [AAGUID] }, 'in'],
    [{ isEnforced: false, enforcementType: 'block', aaGuids: [] }, 'in'],
    [{ isEnforced: true }, 'in'],
    [{ isEnforced: 'true' }, 'out'],
    [{ isEnforced: 'false' }, 'out'],
    [{ isEnforced: 1 }, 'out'],
    [{ isEnforced: [true] }, 'out'],
    [{ enforcementType: 'Allow' }, 'lenient'],
    [{ enforcementType: 'BLOCK' }, 'lenient'],
    [{ enforcementType: 'deny' }, 'out'],
    [{ enforcementType: 'allowed' }, 'out'],
    [{ enforcementType: '' }, 'out'],
    [{ enforcementType: true }, 'out'],
    [{ enforcementType: 0 }, 'out'],
    [{ enforcementType: ['allow'] }, 'out'],
    [{ enforcementType: 'unknownFutureValue' }, 'in'],
    [{ aaGuids: [AAGUID, AAGUID.toUpperCase()] }, 'in'],
    // Strings in the model, and no GUIDs.
    [{ aaGuids: ['any text'] }, 'in'],
    [{ aaGuids: AAGUID }, 'out'],
    [{ aaGuids: { 0: AAGUID } }, 'out'],
    [{ aaGuids: null }, 'out'],
    [{ aaGuids: [1] }, 'out'],
    [{ aaGuids: [null] }, 'open'],
    [{ aaGuids: [AAGUID, [AAGUID]] }, 'out'],
    [[], 'out'],
    [[{ isEnforced: true }], 'out'],
    ['block', 'out'],
    ['', 'out'],
    [true, 'out'],
    [0, 'out'],
  ] as [unknown, Side][]
).map(([value, side]): Boundary => ['keyRestrictions', value, side, 'REQ-KEYRES']);

/** The page's example of a profile. */
const PROFILE = {
  id: '00000000-0000-0000-0000-000000000001',
  name: 'Default passkey profile',
  passkeyTypes: 'deviceBound,synced',
  attestationEnforcement: 'disabled',
  keyRestrictions: { isEnforced: false, enforcementType: 'allow', aaGuids: [] },
};

/** Page of passkeyProfile: five members, each required; pages and CSDL: a string, a collection of profiles, Guids of targets. */
const profiles: Boundary[] = [
  ['defaultPasskeyProfile', AAGUID, 'in', 'REQ-PASSKEY'],
  ['defaultPasskeyProfile', 1, 'out', 'REQ-PASSKEY'],
  ['defaultPasskeyProfile', [AAGUID], 'out', 'REQ-PASSKEY'],
  ['defaultPasskeyProfile', null, 'open', 'REQ-NULL'],
  ['passkeyProfiles', [], 'in', 'REQ-PASSKEY'],
  ['passkeyProfiles', [PROFILE], 'in', 'REQ-PASSKEY'],
  ['passkeyProfiles', [{ ...PROFILE, attestationEnforcement: 'registrationOnly' }], 'in', 'REQ-PASSKEY'],
  ['passkeyProfiles', [{ ...PROFILE, attestationEnforcement: 'RegistrationOnly' }], 'lenient', 'REQ-PASSKEY'],
  ['passkeyProfiles', [{ ...PROFILE, attestationEnforcement: 'unknownFutureValue' }], 'in', 'REQ-UFV'],
  ['passkeyProfiles', [{ ...PROFILE, passkeyTypes: 'synced' }], 'in', 'REQ-PASSKEY'],
  ['passkeyProfiles', [{ ...PROFILE, passkeyTypes: 'deviceBound' }], 'in', 'REQ-PASSKEY'],
  ['passkeyProfiles', [{ ...PROFILE, passkeyTypes: 'synced, deviceBound' }], 'in', 'REQ-PASSKEY'],
  ['passkeyProfiles', [{ ...PROFILE, passkeyTypes: 'usb' }], 'lenient', 'REQ-PASSKEY'],
  ['passkeyProfiles', [{ ...PROFILE, passkeyTypes: null }], 'open', 'REQ-NULL'],
  ['passkeyProfiles', [{ ...PROFILE, isDefault: true }], 'taken', 'REQ-UNKNOWN'],
  ...Object.keys(PROFILE).map((part): Boundary => {
    const parts: [string, unknown][] = Object.entries(PROFILE).filter(([name]) => name !== part);
    return ['passkeyProfiles', [Object.fromEntries(parts)], 'taken', 'REQ-PASSKEY-WHOLE'];
  }),
  ['passkeyProfiles', null, 'out', 'REQ-PASSKEY'],
  ['passkeyProfiles', { id: AAGUID }, 'out', 'REQ-PASSKEY'],
  ['passkeyProfiles', [AAGUID], 'out', 'REQ-PASSKEY'],
  ['includeTargets', [{ id: GROUP, allowedPasskeyProfiles: [] }], 'in', 'REQ-PASSKEY'],
  ['includeTargets', [{ id: GROUP, allowedPasskeyProfiles: [AAGUID] }], 'in', 'REQ-PASSKEY'],
  ['includeTargets', [{ id: GROUP, allowedPasskeyProfiles: AAGUID }], 'out', 'REQ-PASSKEY'],
  ['includeTargets', [{ id: GROUP, allowedPasskeyProfiles: [1] }], 'out', 'REQ-PASSKEY'],
  ['includeTargets', [{ id: GROUP, allowedPasskeyProfiles: null }], 'out', 'REQ-PASSKEY'],
  ['includeTargets', [{ id: GROUP, allowedPasskeyProfiles: ['a profile'] }], 'taken', 'REQ-PASSKEY'],
  ['passkeyProfiles', [{ ...PROFILE, id: 1 }], 'out', 'REQ-PASSKEY'],
  ['passkeyProfiles', [{ ...PROFILE, name: 1 }], 'out', 'REQ-PASSKEY'],
  ['passkeyProfiles', [{ ...PROFILE, passkeyTypes: ['synced'] }], 'out', 'REQ-PASSKEY'],
  ['passkeyProfiles', [{ ...PROFILE, attestationEnforcement: true }], 'out', 'REQ-PASSKEY'],
  ['passkeyProfiles', [{ ...PROFILE, attestationEnforcement: 'always' }], 'out', 'REQ-PASSKEY'],
  ['passkeyProfiles', [{ ...PROFILE, keyRestrictions: { aaGuids: AAGUID } }], 'out', 'REQ-KEYRES'],
];

const fido2: Boundary[] = [
  ...types('fido2', 'sms'),
  ...states,
  ...ids('fido2', 'sms'),
  ...collections,
  ...flag('isRegistrationRequired', 'REQ-TGT-REG'),
  ...strangers,
  ...boolean('isAttestationEnforced', 'REQ-ATTEST'),
  // As older copies of the update page have it; since April 2026 the example has a Boolean.
  ['isAttestationEnforced', 'true', 'out', 'REQ-ATTEST'],
  ['isAttestationEnforced', 'false', 'out', 'REQ-ATTEST'],
  ['isAttestationEnforced', '1', 'out', 'REQ-ATTEST'],
  ...boolean('isSelfServiceRegistrationAllowed', 'REQ-SELFREG'),
  // No sample of Microsoft's has it as a text.
  ['isSelfServiceRegistrationAllowed', 'true', 'out', 'REQ-SELFREG'],
  ['isSelfServiceRegistrationAllowed', 'false', 'out', 'REQ-SELFREG'],
  ...restrictions,
  ['keyRestrictions', { '@odata.type': '#microsoft.graph.fido2KeyRestrictions' }, 'in', 'REQ-ANNOT'],
  ['keyRestrictions', { isEnforce: true }, 'out', 'REQ-UNKNOWN'],
  ['keyRestrictions', null, 'open', 'REQ-NULL'],
  ['keyRestrictions', { isEnforced: null }, 'open', 'REQ-NULL'],
  ['keyRestrictions', { enforcementType: null }, 'open', 'REQ-NULL'],
  ...profiles,
  // The part of another method's targets.
  ['includeTargets', [{ id: GROUP, isUsableForSignIn: true }], 'taken', 'REQ-UNKNOWN'],
  ['aaGuids', [AAGUID], 'out', 'REQ-UNKNOWN'],
  ['isEnforced', true, 'out', 'REQ-UNKNOWN'],
];

/** Update page, example of April 2026. */
const FIDO2_EXAMPLE = {
  '@odata.type': PAGES.fido2.type,
  id: 'Fido2',
  state: 'enabled',
  isSelfServiceRegistrationAllowed: true,
  isAttestationEnforced: true,
  keyRestrictions: { isEnforced: false, enforcementType: 'block', aaGuids: [] },
  includeTargets: [
    {
      targetType: 'group',
      id: 'all_users',
      isRegistrationRequired: false,
      allowedPasskeyProfiles: [PROFILE.id],
    },
  ],
  excludeTargets: [],
  passkeyProfiles: [PROFILE],
};

const bodyOf = (name: Sibling, member: string, value: unknown): unknown =>
  JSON.parse(JSON.stringify({ '@odata.type': PAGES[name].type, [member]: value }));

describe.each<[Sibling, Boundary[]]>([
  ['sms', sms],
  ['fido2', fido2],
])('an update of %s', (name, table) => {
  const operation = operationNamed(name);
  const model = modelOf(name);

  test.each(table)('%s: %j is %s (%s) by the slice', (member, value, side, requirement) => {
    const breaches = operation.validateUpdate(bodyOf(name, member, value));
    expect([...new Set(breaches.map((breach) => breach.requirement))]).toEqual(
      side === 'in' || side === 'open' ? [] : [requirement],
    );
    for (const { pointer, lenient } of breaches) {
      expect(pointer.split('/')[1]).toBe(member);
      expect(lenient).toBe(side === 'lenient');
    }
  });

  test.each(table)('%s: %j is %s (%s) by the embedded provider', (member, value, side) => {
    const before = model.defaults();
    const { ok } = applyTo(model, before, bodyOf(name, member, value));
    expect(ok).toBe(side === 'in' || side === 'lenient' || side === 'taken');
    expect(before).toEqual(model.defaults());
  });

  test('has a line for each member and for what no type declares', () => {
    const members = new Set(table.map(([member]) => member));
    for (const member of operation.updatable) expect(members).toContain(member);
  });

  /** Update page, request body: a JSON representation of the resource, which is an object. */
  test.each([null, [], 'text', '', 8, true])('a body of %j is out (REQ-JSON)', (body) => {
    expect(operation.validateUpdate(body).map(({ requirement }) => requirement)).toEqual(['REQ-JSON']);
    expect(applyTo(model, model.defaults(), body).ok).toBe(false);
  });
});

/** Update pages, examples. */
test.each<[Sibling, object, string[]]>([
  ['sms', { '@odata.type': PAGES.sms.type, id: 'Sms', state: 'enabled' }, []],
  ['fido2', FIDO2_EXAMPLE, []],
])('the example of the page of %s is taken, and at most deviates', (name, body, requirements) => {
  const breaches = operationNamed(name).validateUpdate(body);
  expect(breaches.map(({ requirement, lenient }) => lenient && requirement)).toEqual(requirements);
  const result = applyTo(modelOf(name), modelOf(name).defaults(), body);
  expect(result).toMatchObject({ ok: true, next: { state: 'enabled' } });
});

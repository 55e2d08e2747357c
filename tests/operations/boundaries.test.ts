import { modelOf } from '../../src/provider';
import { applyTo } from '../../src/provider/policies/model';
import { operationNamed } from '../../src/contract/operation';
import {
  boolean,
  collections,
  flag,
  GROUP,
  hold,
  ids,
  states,
  strangers,
  types,
  type Boundary,
  type Side,
} from './boundary';
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
const AAGUID = 'cb69481e-8ff7-4039-93ec-0a2729a154a8';

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

describe.each<[Sibling, Boundary[]]>([
  ['sms', sms],
  ['fido2', fido2],
])('an update of %s', hold);

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

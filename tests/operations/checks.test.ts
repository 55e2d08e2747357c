import type { Exchange } from '../../src/exchanges/exchange';
import { judge } from '../../src/judge/judge';
import { registerOf } from '../../src/contract/register/register';
import { operationNamed } from '../../src/contract/operation';
import { context, exchange, refusal, ROOT, settled } from '../checks/support';
import { PAGES, target, updateOf, type Sibling } from './support';

const AAGUIDS = ['cb69481e-8ff7-4039-93ec-0a2729a154a8', '2fc0579f-8113-47ea-b116-bb5a8db9202a'];
const RESTRICTIONS = { isEnforced: true, enforcementType: 'allow', aaGuids: AAGUIDS };

const POLICIES = {
  sms: {
    '@odata.type': PAGES.sms.type,
    id: 'Sms',
    state: 'enabled',
    includeTargets: [target({ isRegistrationRequired: false, isUsableForSignIn: false })],
    excludeTargets: [],
  },
  fido2: {
    '@odata.type': PAGES.fido2.type,
    id: 'Fido2',
    state: 'enabled',
    isSelfServiceRegistrationAllowed: true,
    isAttestationEnforced: true,
    keyRestrictions: RESTRICTIONS,
    includeTargets: [target({ isRegistrationRequired: false })],
    excludeTargets: [],
  },
};

const urlOf = (name: Sibling): string => `${ROOT}${PAGES[name].path}`;

/** An update of a planned run, and its 204. */
const set = (name: Sibling, members: object, more: object = {}): Exchange =>
  exchange({ url: urlOf(name), json: updateOf(name, members), context: context(), ...more });

/** An update that a client sends of its own accord. */
const used = (name: Sibling, members: object): Exchange =>
  exchange({ url: urlOf(name), json: updateOf(name, members) });

/** A settled read that shows the policy with these members. */
const shown = (name: Sibling, members: object = {}): Exchange =>
  settled({ ...POLICIES[name], ...members }, { url: urlOf(name) });

interface Said {
  outcome: string | undefined;
  findings: string[];
}

/** What the check of an address says of exchanges. */
function said(name: Sibling, address: string, given: readonly Exchange[]): Said {
  const register = registerOf(operationNamed(name));
  const row = register.rows.find(({ checks }) => checks.includes(address));
  if (!row) throw new Error(`${address} is a check of no row`);
  const { requirements, findings } = judge([...given], { subject: row.actor, only: [address], register });
  return {
    outcome: requirements.find(({ id }) => id === row.id)?.outcome,
    findings: findings.filter(({ check }) => check === address).map(({ pointer }) => pointer ?? ''),
  };
}

const restricted = (change: object): object => ({ keyRestrictions: { ...RESTRICTIONS, ...change } });
const BEFORE = shown('fido2', restricted({ isEnforced: false, enforcementType: 'block', aaGuids: [] }));
const SENT = set('fido2', { keyRestrictions: RESTRICTIONS });

describe('restrictions that were sent', () => {
  test.each<[string, object]>([
    ['as they were sent', {}],
    ['with their models in another order', { aaGuids: AAGUIDS.toReversed() }],
    ['with models in capitals', { aaGuids: AAGUIDS.map((each) => each.toUpperCase()) }],
    ['with a part that nobody knows', { isSynced: false }],
  ])('may be read %s', (_how, change) => {
    expect(said('fido2', 'state/apply', [BEFORE, SENT, shown('fido2', restricted(change))])).toEqual({
      outcome: 'conforms',
      findings: [],
    });
  });

  test.each<[string, object]>([
    ['with one model missing', restricted({ aaGuids: AAGUIDS.slice(1) })],
    ['with another model in its place', restricted({ aaGuids: [AAGUIDS[0], 'another'] })],
    ['with a model more', restricted({ aaGuids: [...AAGUIDS, 'another'] })],
    ['with no models', restricted({ aaGuids: [] })],
    ['with a text for the models', restricted({ aaGuids: AAGUIDS[0] })],
    ['not enforced', restricted({ isEnforced: false })],
    ['enforced by a text', restricted({ isEnforced: 'true' })],
    ['to block', restricted({ enforcementType: 'block' })],
    ['without a part', { keyRestrictions: { isEnforced: true, aaGuids: AAGUIDS } }],
    ['as null', { keyRestrictions: null }],
    ['not at all', { keyRestrictions: undefined }],
  ])('may not be read %s', (_how, after) => {
    expect(said('fido2', 'state/apply', [BEFORE, SENT, shown('fido2', after)])).toEqual({
      outcome: 'violates',
      findings: ['/keyRestrictions'],
    });
  });

  test('are compared by the parts that were sent', () => {
    const part = set('fido2', { keyRestrictions: { isEnforced: false } });
    const after = (change: object) => [shown('fido2'), part, shown('fido2', restricted(change))];
    expect(said('fido2', 'state/apply', after({ isEnforced: false }))).toMatchObject({ outcome: 'conforms' });
    expect(said('fido2', 'state/apply', after({ isEnforced: false, aaGuids: [] })).findings).toEqual([]);
    expect(said('fido2', 'state/apply', after({})).findings).toEqual(['/keyRestrictions']);
  });

  test('may recalculate attestation, and nothing else', () => {
    const after = (change: object) => [BEFORE, SENT, shown('fido2', change)];
    expect(said('fido2', 'state/merge', after({ isAttestationEnforced: false })).findings).toEqual([]);
    expect(said('fido2', 'state/merge', after({ isSelfServiceRegistrationAllowed: false }))).toEqual({
      outcome: 'violates',
      findings: ['/isSelfServiceRegistrationAllowed'],
    });
  });
});

describe('restrictions that were not sent', () => {
  const after = (change: object) => [
    shown('fido2'),
    set('fido2', { state: 'disabled' }),
    shown('fido2', { state: 'disabled', ...restricted(change) }),
  ];

  test.each<[string, object]>([
    ['as they were', {}],
    ['with their models in another order', { aaGuids: AAGUIDS.toReversed() }],
  ])('may be read %s', (_how, change) => {
    expect(said('fido2', 'state/merge', after(change))).toEqual({ outcome: 'conforms', findings: [] });
  });

  test.each<[string, object]>([
    ['with one model missing', { aaGuids: AAGUIDS.slice(1) }],
    ['not enforced', { isEnforced: false }],
    ['to block', { enforcementType: 'block' }],
  ])('may not be read %s', (_how, change) => {
    expect(said('fido2', 'state/merge', after(change))).toEqual({
      outcome: 'violates',
      findings: ['/keyRestrictions'],
    });
  });
});

describe('the refusal of an update that conforms', () => {
  const refused = (name: Sibling, members: object, accept: string): Exchange =>
    refusal({ url: urlOf(name), json: updateOf(name, members), context: context({ accept }) });
  const NOTHING: Said = { outcome: 'not-exercised', findings: [] };
  const BREACH: Said = { outcome: 'violates', findings: ['status'] };

  test.each<[Sibling, object, Said]>([
    ['sms', { state: 'enabled' }, BREACH],
    ['sms', { excludeTargets: [target()] }, BREACH],
    ['sms', { includeTargets: [target()] }, NOTHING],
    ['sms', { state: 'enabled', includeTargets: [] }, NOTHING],
    ['fido2', { includeTargets: [target()] }, BREACH],
    ['fido2', { keyRestrictions: RESTRICTIONS }, BREACH],
    ['fido2', { keyRestrictions: { enforcementType: 'deny' } }, NOTHING],
    ['fido2', { passkeyProfiles: [] }, BREACH],
    ['fido2', { defaultPasskeyProfile: 'a', state: 'enabled' }, BREACH],
    ['fido2', { includeTargets: [target(), target({ allowedPasskeyProfiles: [] })] }, BREACH],
  ])('of %s, with %j', (name, members, wanted) => {
    for (const [address, row] of [
      ['response/acceptance', 'RES-204'],
      ['state/round-trip', 'SEM-ROUNDTRIP'],
    ] as const)
      expect(said(name, address, [shown(name), refused(name, members, row)])).toEqual(wanted);
  });
});

describe('targets of text messages that only the resource page lets be set', () => {
  const targets = [target({ isUsableForSignIn: true })];
  const sent = { includeTargets: targets };

  test.each<[string, object, Said]>([
    ['shown', sent, { outcome: 'conforms', findings: [] }],
    ['not shown', {}, { outcome: 'violates', findings: ['/includeTargets'] }],
    [
      'shown without the flag',
      { includeTargets: [target()] },
      { outcome: 'violates', findings: ['/includeTargets'] },
    ],
  ])('state/apply holds a provider that took them to them: %s', (_how, after, wanted) => {
    expect(said('sms', 'state/apply', [shown('sms'), set('sms', sent), shown('sms', after)])).toEqual(wanted);
  });
});

test.each<[object, string[]]>([
  [{ isAttestationEnforced: true }, ['REQ-DEPRECATED /isAttestationEnforced informational']],
  [{ keyRestrictions: RESTRICTIONS }, ['REQ-DEPRECATED /keyRestrictions informational']],
  [
    { isAttestationEnforced: 'true' },
    ['REQ-ATTEST /isAttestationEnforced violates', 'REQ-DEPRECATED /isAttestationEnforced informational'],
  ],
  [{ isSelfServiceRegistrationAllowed: true }, []],
  [
    { passkeyProfiles: [{ id: AAGUIDS[0], keyRestrictions: RESTRICTIONS }] },
    ['name', 'passkeyTypes', 'attestationEnforcement'].map(
      (part) => `REQ-PASSKEY-WHOLE /passkeyProfiles/0/${part} deviates`,
    ),
  ],
])('of a client of security keys that sends %j is told %j', (members, wanted) => {
  const register = registerOf(operationNamed('fido2'));
  const { findings } = judge([used('fido2', members)], { subject: 'client', register });
  expect(findings.map(({ requirement, pointer, outcome }) => `${requirement} ${pointer} ${outcome}`)).toEqual(
    wanted,
  );
});

test.each<[Sibling, object, string[]]>([
  ['sms', { includeTargets: [target({ isUsableForSignIn: 'true' })] }, ['REQ-TGT-SIGNIN']],
  ['sms', { defaultLength: 12 }, ['REQ-UNKNOWN']],
  ['fido2', { keyRestrictions: { enforcementType: 'deny' } }, ['REQ-KEYRES', 'REQ-DEPRECATED']],
  ['fido2', { isSelfServiceRegistrationAllowed: 'true' }, ['REQ-SELFREG']],
  ['fido2', { passkeyProfiles: {} }, ['REQ-PASSKEY']],
])('a client of %s that sends %j breaks %j', (name, members, wanted) => {
  const register = registerOf(operationNamed(name));
  const { findings } = judge([used(name, members)], { subject: 'client', register });
  expect(findings.map(({ requirement }) => requirement)).toEqual(wanted);
});

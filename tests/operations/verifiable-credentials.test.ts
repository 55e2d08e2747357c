import { operationNamed } from '../../src/contract/operation';
import { modelOf } from '../../src/provider';
import { applyTo } from '../../src/provider/policies/model';
import { collections, flag, GROUP, hold, states, strangers, types, type Boundary } from './boundary';
import { PAGES, updateOf } from './support';

/**
 * The boundaries of an update of the policy of verifiable credentials, read off the pages and the CSDL by hand.
 *
 * @see https://learn.microsoft.com/graph/api/verifiablecredentialsauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/verifiablecredentialauthenticationmethodtarget
 */
const PROFILE = '9dda0ae1-e007-4a1d-81ec-2cf4b1274610';
const name = 'verifiableCredentials';

const profiles = (value: unknown, side: Boundary[2]): Boundary => [
  'includeTargets',
  [{ id: GROUP, verifiedIdProfiles: value }],
  side,
  'REQ-TGT-PROFILES',
];

const table: Boundary[] = [
  // The page has no note on the type, and its example none: what is left out is advised against, and taken.
  ...types(name, 'sms').map(([member, value, side, row]): Boundary => [
    member,
    value,
    value === undefined ? 'taken' : side,
    row,
  ]),
  ...states,
  ['id', PAGES[name].key, 'in', 'REQ-ID-BODY'],
  ['id', 'verifiableCredentials', 'lenient', 'REQ-ID-BODY'],
  ['id', 'Sms', 'out', 'REQ-ID-BODY'],
  ['id', '', 'out', 'REQ-ID-BODY'],
  ['id', null, 'out', 'REQ-ID-BODY'],
  ...collections,
  ...flag('isRegistrationRequired', 'REQ-TGT-REG'),
  ...strangers,
  // Page of the target, properties: a collection of GUIDs; CSDL: not null.
  profiles([], 'in'),
  profiles([PROFILE], 'in'),
  profiles([PROFILE, PROFILE.toUpperCase()], 'in'),
  profiles(PROFILE, 'out'),
  profiles(null, 'out'),
  profiles({}, 'out'),
  profiles(['default'], 'out'),
  profiles([''], 'out'),
  profiles([7], 'out'),
  // Of a tool that sends it, and of no type.
  ['includeTargets', [{ id: 'all_users', isRegistrable: true }], 'taken', 'REQ-UNKNOWN'],
  ['isOfficePhoneAllowed', true, 'out', 'REQ-UNKNOWN'],
];

describe('an update of verifiable credentials', () => hold(name, table));

test('the example of the page, which has no type, is taken, and deviates at most', () => {
  const [breach, ...others] = operationNamed(name).validateUpdate({ state: 'disabled' });
  expect(others).toEqual([]);
  expect(breach).toMatchObject({ requirement: 'REQ-TYPE' });
  const model = modelOf(name);
  expect(applyTo(model, model.defaults(), { state: 'enabled' })).toMatchObject({
    next: { state: 'enabled' },
  });
});

test('profiles are stored as they were sent, and are none where they were not', () => {
  const model = modelOf(name);
  const includeTargets = [
    { targetType: 'group', id: GROUP, verifiedIdProfiles: [PROFILE] },
    { targetType: 'group', id: 'all_users' },
  ];
  expect(applyTo(model, model.defaults(), updateOf(name, { includeTargets }))).toMatchObject({
    next: { includeTargets: [{ verifiedIdProfiles: [PROFILE] }, { verifiedIdProfiles: [] }] },
  });
});

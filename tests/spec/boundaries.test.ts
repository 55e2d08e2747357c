import { validateUpdate } from '../../src/contract/operation';

/**
 * The boundaries of an update's body, read off the documentation and written by hand, so that a wrong
 * bound in the slice can't hide in everything that is made from the slice. The slice has no say here:
 * whoever changes a line needs a page that says so.
 *
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration
 * @see https://learn.microsoft.com/graph/api/resources/authenticationmethodtarget
 * @see https://learn.microsoft.com/graph/api/resources/excludetarget
 */
type Boundary = [member: string, value: unknown, side: 'in' | 'out', requirement: string];

const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const GROUP = '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52';

/** Policy resource, properties: from 8 to 48 characters. */
const lengths: Boundary[] = [
  ['defaultLength', 7, 'out', 'REQ-LEN'],
  ['defaultLength', 8, 'in', 'REQ-LEN'],
  ['defaultLength', 9, 'in', 'REQ-LEN'],
  ['defaultLength', 47, 'in', 'REQ-LEN'],
  ['defaultLength', 48, 'in', 'REQ-LEN'],
  ['defaultLength', 49, 'out', 'REQ-LEN'],
  ['defaultLength', 0, 'out', 'REQ-LEN'],
  ['defaultLength', -8, 'out', 'REQ-LEN'],
];

/** Policy resource, properties: from 10 to 43200 minutes, for the shortest and the longest lifetime. */
const lifetimes: Boundary[] = [
  ['minimumLifetimeInMinutes', 9, 'out', 'REQ-MIN'],
  ['minimumLifetimeInMinutes', 10, 'in', 'REQ-MIN'],
  ['minimumLifetimeInMinutes', 11, 'in', 'REQ-MIN'],
  ['minimumLifetimeInMinutes', 43199, 'in', 'REQ-MIN'],
  ['minimumLifetimeInMinutes', 43200, 'in', 'REQ-MIN'],
  ['minimumLifetimeInMinutes', 43201, 'out', 'REQ-MIN'],
  ['minimumLifetimeInMinutes', 0, 'out', 'REQ-MIN'],
  ['minimumLifetimeInMinutes', -10, 'out', 'REQ-MIN'],
  ['maximumLifetimeInMinutes', 9, 'out', 'REQ-MAX'],
  ['maximumLifetimeInMinutes', 10, 'in', 'REQ-MAX'],
  ['maximumLifetimeInMinutes', 11, 'in', 'REQ-MAX'],
  ['maximumLifetimeInMinutes', 43199, 'in', 'REQ-MAX'],
  ['maximumLifetimeInMinutes', 43200, 'in', 'REQ-MAX'],
  ['maximumLifetimeInMinutes', 43201, 'out', 'REQ-MAX'],
  ['maximumLifetimeInMinutes', 0, 'out', 'REQ-MAX'],
  ['maximumLifetimeInMinutes', -10, 'out', 'REQ-MAX'],
  ['defaultLifetimeInMinutes', 10, 'in', 'REQ-DEF'],
  ['defaultLifetimeInMinutes', 60, 'in', 'REQ-DEF'],
  ['defaultLifetimeInMinutes', 43200, 'in', 'REQ-DEF'],
];

/** Policy resource, properties: the tables give Int for these four; the CSDL, Edm.Int32. */
const integers: Boundary[] = [
  ['defaultLength', 'REQ-LEN'] as const,
  ['defaultLifetimeInMinutes', 'REQ-DEF'] as const,
  ['minimumLifetimeInMinutes', 'REQ-MIN'] as const,
  ['maximumLifetimeInMinutes', 'REQ-MAX'] as const,
].flatMap(([member, requirement]): Boundary[] => [
  [member, '20', 'out', requirement],
  [member, '', 'out', requirement],
  [member, 20.5, 'out', requirement],
  [member, true, 'out', requirement],
  [member, false, 'out', requirement],
  [member, [20], 'out', requirement],
  [member, {}, 'out', requirement],
  [member, 2147483648, 'out', requirement],
]);

/** Base resource, properties: enabled or disabled. */
const states: Boundary[] = [
  ['state', 'enabled', 'in', 'REQ-STATE'],
  ['state', 'disabled', 'in', 'REQ-STATE'],
  ['state', 'on', 'out', 'REQ-STATE'],
  ['state', 'default', 'out', 'REQ-STATE'],
  ['state', 'unknownFutureValue', 'out', 'REQ-STATE'],
  ['state', ' enabled', 'out', 'REQ-STATE'],
  ['state', '', 'out', 'REQ-STATE'],
  ['state', true, 'out', 'REQ-STATE'],
  ['state', 0, 'out', 'REQ-STATE'],
  ['state', ['enabled'], 'out', 'REQ-STATE'],
  ['state', {}, 'out', 'REQ-STATE'],
];

/** Policy resource, properties: Boolean. */
const booleans: Boundary[] = [
  ['isUsableOnce', true, 'in', 'REQ-ONCE'],
  ['isUsableOnce', false, 'in', 'REQ-ONCE'],
  ['isUsableOnce', 'true', 'out', 'REQ-ONCE'],
  ['isUsableOnce', 'false', 'out', 'REQ-ONCE'],
  ['isUsableOnce', '', 'out', 'REQ-ONCE'],
  ['isUsableOnce', 0, 'out', 'REQ-ONCE'],
  ['isUsableOnce', 1, 'out', 'REQ-ONCE'],
  ['isUsableOnce', [true], 'out', 'REQ-ONCE'],
  ['isUsableOnce', {}, 'out', 'REQ-ONCE'],
];

/** The CSDL lets the scalars be null and no page forbids it. */
const nulls: Boundary[] = [
  ['state', null, 'in', 'REQ-NULL'],
  ['defaultLength', null, 'in', 'REQ-NULL'],
  ['defaultLifetimeInMinutes', null, 'in', 'REQ-NULL'],
  ['minimumLifetimeInMinutes', null, 'in', 'REQ-NULL'],
  ['maximumLifetimeInMinutes', null, 'in', 'REQ-NULL'],
  ['isUsableOnce', null, 'in', 'REQ-NULL'],
];

/** Update page, note below the request body: this one value. */
const types: Boundary[] = [
  ['@odata.type', TYPE, 'in', 'REQ-TYPE-VALUE'],
  ['@odata.type', undefined, 'out', 'REQ-TYPE'],
  ['@odata.type', '', 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', '#', 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', TYPE.slice(1), 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', `${TYPE} `, 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', '#temporaryAccessPassAuthenticationMethodConfiguration', 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', '#microsoft.graph.authenticationMethodConfiguration', 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', '#microsoft.graph.smsAuthenticationMethodConfiguration', 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', '#microsoft.graph.fido2AuthenticationMethodConfiguration', 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', null, 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', 1, 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', true, 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', [TYPE], 'out', 'REQ-TYPE-VALUE'],
  ['@odata.type', {}, 'out', 'REQ-TYPE-VALUE'],
];

/** Get page, example: the key as the service returns it. OData: a key can't be changed. */
const ids: Boundary[] = [
  ['id', 'TemporaryAccessPass', 'in', 'REQ-ID-BODY'],
  ['id', 'Sms', 'out', 'REQ-ID-BODY'],
  ['id', '', 'out', 'REQ-ID-BODY'],
  ['id', null, 'out', 'REQ-ID-BODY'],
  ['id', 1, 'out', 'REQ-ID-BODY'],
];

/** Policy resource, properties and relationships: two collections of objects. */
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
  [member, '', 'out', requirement],
  [member, 0, 'out', requirement],
  [member, false, 'out', requirement],
  [member, [GROUP], 'out', requirement],
  [member, [null], 'out', requirement],
  [member, [[]], 'out', requirement],
  [member, [1], 'out', requirement],
]);

/** Target and exclude target resources, properties; the sentinel is REQ-UFV's, which is no matter of the schema. */
const targets: Boundary[] = ['includeTargets', 'excludeTargets'].flatMap((member): Boundary[] => [
  [member, [{ id: 'all_users', targetType: 'group' }], 'in', 'REQ-TGT-ID'],
  [member, [{ targetType: 'group' }], 'out', 'REQ-TGT-ID'],
  [member, [{ id: '', targetType: 'group' }], 'out', 'REQ-TGT-ID'],
  [member, [{ id: null, targetType: 'group' }], 'out', 'REQ-TGT-ID'],
  [member, [{ id: 7, targetType: 'group' }], 'out', 'REQ-TGT-ID'],
  [member, [{ id: [GROUP], targetType: 'group' }], 'out', 'REQ-TGT-ID'],
  [member, [{ id: GROUP, targetType: 'group' }], 'in', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: 'user' }], 'in', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: 'unknownFutureValue' }], 'in', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: 'device' }], 'out', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: 'groups' }], 'out', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: '' }], 'out', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: null }], 'out', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, targetType: 1 }], 'out', 'REQ-TGT-TYPE'],
  [member, [{ id: GROUP, '@odata.type': '#microsoft.graph.anything' }], 'in', 'REQ-UNKNOWN'],
]);

const targetMembers: Boundary[] = [
  ['includeTargets', [{ id: GROUP, isRegistrationRequired: true }], 'in', 'REQ-TGT-REG'],
  ['includeTargets', [{ id: GROUP, isRegistrationRequired: false }], 'in', 'REQ-TGT-REG'],
  ['includeTargets', [{ id: GROUP, isRegistrationRequired: 'false' }], 'out', 'REQ-TGT-REG'],
  ['includeTargets', [{ id: GROUP, isRegistrationRequired: 0 }], 'out', 'REQ-TGT-REG'],
  ['includeTargets', [{ id: GROUP, isRegistrationRequired: null }], 'out', 'REQ-TGT-REG'],
  ['includeTargets', [{ id: GROUP, displayName: 'All users' }], 'out', 'REQ-UNKNOWN'],
  ['excludeTargets', [{ id: GROUP, isRegistrationRequired: false }], 'out', 'REQ-EXC-MEMBERS'],
  ['excludeTargets', [{ id: GROUP, displayName: 'Guests' }], 'out', 'REQ-EXC-MEMBERS'],
];

/** OData Protocol 4.01, 11.4.3: no members that the type doesn't declare; OData JSON 4.01, 4.5: annotations may be. */
const strangers: Boundary[] = [
  ['@odata.context', 'https://graph.microsoft.com/v1.0/$metadata', 'in', 'REQ-ANNOT'],
  ['includeTargets@odata.context', 'https://graph.microsoft.com/v1.0/$metadata', 'in', 'REQ-ANNOT'],
  ['@example.note', 1, 'in', 'REQ-ANNOT'],
  ['lifetimeInMinutes', 60, 'out', 'REQ-UNKNOWN'],
  ['defaultLifetime', 60, 'out', 'REQ-UNKNOWN'],
  ['startDateTime', '2026-11-22T00:00:00Z', 'out', 'REQ-UNKNOWN'],
];

const table = [
  lengths,
  lifetimes,
  integers,
  states,
  booleans,
  nulls,
  types,
  ids,
  collections,
  targets,
  targetMembers,
  strangers,
].flat();

test.each(table)('%s: %j is %s (%s)', (member, value, side, requirement) => {
  const breaches = validateUpdate(JSON.parse(JSON.stringify({ '@odata.type': TYPE, [member]: value })));
  expect([...new Set(breaches.map((breach) => breach.requirement))]).toEqual(
    side === 'in' ? [] : [requirement],
  );
  for (const { pointer } of breaches) expect(pointer.split('/')[1]).toBe(member);
});

/** Policy resource, properties: the default lies between the minimum and the maximum, which may all be the same. */
type Order = [
  minimum: number | null | undefined,
  standard: number | null | undefined,
  maximum: number | null | undefined,
];

test.each<[...Order, side: 'in' | 'out', ...requirements: string[]]>([
  [10, 10, 60, 'in'],
  [10, 60, 60, 'in'],
  [60, 60, 60, 'in'],
  [10, 43200, 43200, 'in'],
  [11, 10, 60, 'out', 'REQ-DEF'],
  [10, 61, 60, 'out', 'REQ-DEF'],
  [60, 59, undefined, 'out', 'REQ-DEF'],
  [60, 60, undefined, 'in'],
  [60, 61, undefined, 'in'],
  [undefined, 61, 60, 'out', 'REQ-DEF'],
  [undefined, 60, 60, 'in'],
  [undefined, 59, 60, 'in'],
  [60, undefined, 60, 'in'],
  [60, undefined, 61, 'in'],
  [61, undefined, 60, 'out', 'REQ-MINMAX'],
  [61, 60, 60, 'out', 'REQ-DEF', 'REQ-MINMAX'],
  [61, 61, 60, 'out', 'REQ-DEF', 'REQ-MINMAX'],
  [null, 60, null, 'in'],
  [60, null, 60, 'in'],
  [61, null, 60, 'out', 'REQ-MINMAX'],
])('minimum %s, default %s, maximum %s: %s', (minimum, standard, maximum, side, ...requirements) => {
  const body = {
    '@odata.type': TYPE,
    minimumLifetimeInMinutes: minimum,
    defaultLifetimeInMinutes: standard,
    maximumLifetimeInMinutes: maximum,
  };
  const breaches = validateUpdate(JSON.parse(JSON.stringify(body)));
  expect([...new Set(breaches.map((breach) => breach.requirement))].sort()).toEqual(
    side === 'in' ? [] : requirements,
  );
});

/** Update page, request body: a JSON representation of the resource, which is an object. */
test.each([null, [], [{ '@odata.type': TYPE }], 'text', '', 8, true])(
  'a body of %j is out (REQ-JSON)',
  (body) => {
    expect(validateUpdate(body).map(({ requirement, pointer }) => [requirement, pointer])).toEqual([
      ['REQ-JSON', ''],
    ]);
  },
);

/** Update page, note: the annotation must be there whatever else is. */
test.each([{}, { isUsableOnce: true }])('a body of %j is out (REQ-TYPE)', (body) => {
  expect(validateUpdate(body).map(({ requirement }) => requirement)).toEqual(['REQ-TYPE']);
});

/** Update page, example; get page, example. */
test('the documented update and the documented policy are in', () => {
  expect(validateUpdate({ '@odata.type': TYPE, isUsableOnce: true })).toEqual([]);
  expect(
    validateUpdate({
      '@odata.context':
        'https://graph.microsoft.com/v1.0/$metadata#authenticationMethodConfigurations/$entity',
      '@odata.type': TYPE,
      id: 'TemporaryAccessPass',
      state: 'enabled',
      defaultLifetimeInMinutes: 60,
      defaultLength: 8,
      minimumLifetimeInMinutes: 60,
      maximumLifetimeInMinutes: 480,
      isUsableOnce: false,
      'includeTargets@odata.context': 'https://graph.microsoft.com/beta/$metadata#policies',
      includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
      excludeTargets: [],
    }),
  ).toEqual([]);
});

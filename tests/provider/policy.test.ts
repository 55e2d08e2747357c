import {
  type PolicyConfiguration,
  applyUpdate,
  defaultPolicy,
} from '../../src/provider/policies/temporary-access-pass';

const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const ALL_USERS = { targetType: 'group', id: 'all_users', isRegistrationRequired: false };

const update = (members: object, current = defaultPolicy()) =>
  applyUpdate(current, { '@odata.type': TYPE, ...members });

describe('the defaults', () => {
  test('are those that the pages document', () => {
    expect(defaultPolicy()).toEqual({
      '@odata.type': TYPE,
      id: 'TemporaryAccessPass',
      state: 'disabled',
      defaultLength: 8,
      defaultLifetimeInMinutes: 60,
      minimumLifetimeInMinutes: 60,
      maximumLifetimeInMinutes: 480,
      isUsableOnce: false,
      includeTargets: [ALL_USERS],
      excludeTargets: [],
    });
  });
});

describe('accepts', () => {
  const cases: [name: string, members: object, changes: Partial<PolicyConfiguration>][] = [
    ['the type alone', {}, {}],
    ['the example of the page', { isUsableOnce: true }, { isUsableOnce: true }],
    ['state enabled', { state: 'enabled' }, { state: 'enabled' }],
    ['a state in another letter case', { state: 'Enabled' }, { state: 'enabled' }],
    ['defaultLength at its lower bound', { defaultLength: 8 }, { defaultLength: 8 }],
    ['defaultLength at its upper bound', { defaultLength: 48 }, { defaultLength: 48 }],
    [
      'minimumLifetimeInMinutes at its lower bound',
      { minimumLifetimeInMinutes: 10 },
      { minimumLifetimeInMinutes: 10 },
    ],
    [
      'maximumLifetimeInMinutes at its upper bound',
      { maximumLifetimeInMinutes: 43200 },
      { maximumLifetimeInMinutes: 43200 },
    ],
    ['all lifetimes at the lower bound', lifetimes(10, 10, 10), lifetimes(10, 10, 10)],
    ['all lifetimes at the upper bound', lifetimes(43200, 43200, 43200), lifetimes(43200, 43200, 43200)],
    ['a default equal to the stored minimum', { defaultLifetimeInMinutes: 60 }, {}],
    [
      'a default equal to the stored maximum',
      { defaultLifetimeInMinutes: 480 },
      { defaultLifetimeInMinutes: 480 },
    ],
    [
      'a maximum equal to the stored default',
      { maximumLifetimeInMinutes: 60 },
      { maximumLifetimeInMinutes: 60 },
    ],
    [
      'names in another letter case',
      { IsUsableOnce: true, DEFAULTLENGTH: 9 },
      { isUsableOnce: true, defaultLength: 9 },
    ],
    ['the key as id', { id: 'TemporaryAccessPass' }, {}],
    ['the key as id in another letter case', { id: 'temporaryAccessPass' }, {}],
    [
      'an unknown annotation',
      { '@odata.context': 'x', 'includeTargets@odata.context': 1, '@contoso.note': null },
      {},
    ],
    ['no targets at all', { includeTargets: [] }, { includeTargets: [] }],
    [
      'a target with its id only',
      { includeTargets: [{ id: 'a' }], excludeTargets: [{ id: 'b' }] },
      {
        includeTargets: [{ targetType: 'group', id: 'a', isRegistrationRequired: false }],
        excludeTargets: [{ targetType: 'group', id: 'b' }],
      },
    ],
    [
      'a user as target, in any letter case',
      { includeTargets: [{ ID: 'a', TargetType: 'User', isRegistrationRequired: true }] },
      { includeTargets: [{ targetType: 'user', id: 'a', isRegistrationRequired: true }] },
    ],
    [
      'unknownFutureValue, as if it were absent',
      { excludeTargets: [{ id: 'a', targetType: 'unknownFutureValue' }] },
      { excludeTargets: [{ targetType: 'group', id: 'a' }] },
    ],
    [
      'undeclared members of a target, and drops them',
      { includeTargets: [{ ...ALL_USERS, displayName: 'All users', '@odata.type': 'x' }] },
      {},
    ],
    [
      'isRegistrationRequired of an excluded target, and drops it',
      { excludeTargets: [{ id: 'a', targetType: 'group', isRegistrationRequired: true }] },
      { excludeTargets: [{ targetType: 'group', id: 'a' }] },
    ],
  ];
  test.each(cases)('%s', (_name, members, changes) => {
    expect(update(members)).toEqual({ ok: true, next: { ...defaultPolicy(), ...changes } });
  });

  test.each([
    ['in another letter case', { '@odata.type': TYPE.toLowerCase(), isUsableOnce: true }],
    ['under a name in another letter case', { '@OData.Type': TYPE, isUsableOnce: true }],
    ['behind the members', { isUsableOnce: true, '@odata.type': TYPE }],
  ])('the type %s', (_name, body) => {
    expect(applyUpdate(defaultPolicy(), body)).toMatchObject({ ok: true, next: { isUsableOnce: true } });
  });
});

describe('refuses', () => {
  test.each<[name: string, body: unknown]>([
    ['an array', []],
    ['null', null],
    ['a string', 'x'],
    ['a number', 1],
    ['a body without @odata.type', { isUsableOnce: true }],
    ['an empty @odata.type', { '@odata.type': '' }],
    ['a null @odata.type', { '@odata.type': null }],
    ['an @odata.type that is no string', { '@odata.type': 1 }],
    ['the type without #', { '@odata.type': TYPE.slice(1) }],
    ['the base type', { '@odata.type': '#microsoft.graph.authenticationMethodConfiguration' }],
    ['a sibling type', { '@odata.type': '#microsoft.graph.smsAuthenticationMethodConfiguration' }],
  ])('%s', (_name, body) => {
    expect(applyUpdate(defaultPolicy(), body)).toEqual({
      ok: false,
      code: 'RequestBodyRead',
      message: expect.any(String),
    });
  });

  test.each<[name: string, members: object]>([
    ['an undeclared member', { lifetimeInMinutes: 60 }],
    ['a member named like one of Object', { constructor: 1 }],
    ['another id', { id: 'Sms' }],
    ['an id that is no string', { id: 1 }],
    ['an unknown state', { state: 'default' }],
    ['a boolean state', { state: true }],
    ['a length as a string', { defaultLength: '8' }],
    ['a length with a fraction', { defaultLength: 8.5 }],
    ['a minimum as a string', { minimumLifetimeInMinutes: '60' }],
    ['a maximum as a boolean', { maximumLifetimeInMinutes: true }],
    ['a default as a string', { defaultLifetimeInMinutes: '60' }],
    ['a boolean as a string', { isUsableOnce: 'true' }],
    ['a boolean as a number', { isUsableOnce: 1 }],
    ['includeTargets that is null', { includeTargets: null }],
    ['includeTargets that is an object', { includeTargets: ALL_USERS }],
    ['excludeTargets that is a string', { excludeTargets: 'all_users' }],
    ['a target that is a string', { includeTargets: ['all_users'] }],
    ['a target that is null', { excludeTargets: [null] }],
    ['a target that is an array', { excludeTargets: [[]] }],
    ['a target without id', { includeTargets: [{ targetType: 'group' }] }],
    ['a target with an empty id', { excludeTargets: [{ id: '' }] }],
    ['a target whose id is a number', { excludeTargets: [{ id: 1 }] }],
    ['an unknown targetType', { includeTargets: [{ id: 'a', targetType: 'role' }] }],
    ['a targetType that is null', { includeTargets: [{ id: 'a', targetType: null }] }],
    [
      'isRegistrationRequired as a string',
      { includeTargets: [{ id: 'a', isRegistrationRequired: 'false' }] },
    ],
    ['isRegistrationRequired that is null', { includeTargets: [{ id: 'a', isRegistrationRequired: null }] }],
    ...[
      'state',
      'defaultLength',
      'defaultLifetimeInMinutes',
      'minimumLifetimeInMinutes',
      'maximumLifetimeInMinutes',
      'isUsableOnce',
    ].map((name): [string, object] => [`${name} that is null`, { [name]: null }]),
  ])('%s', (_name, members) => {
    expect(update(members)).toMatchObject({ ok: false, code: 'RequestBodyRead' });
  });

  test.each<[name: string, members: object]>([
    ['defaultLength below its lower bound', { defaultLength: 7 }],
    ['defaultLength above its upper bound', { defaultLength: 49 }],
    ['minimumLifetimeInMinutes below its lower bound', { minimumLifetimeInMinutes: 9 }],
    ['minimumLifetimeInMinutes above its upper bound', lifetimes(43201, 43201, 43201)],
    ['maximumLifetimeInMinutes below its lower bound', lifetimes(9, 9, 9)],
    ['maximumLifetimeInMinutes above its upper bound', { maximumLifetimeInMinutes: 43201 }],
    ['a default below the minimum sent with it', lifetimes(60, 59, 480)],
    ['a default above the maximum sent with it', lifetimes(60, 481, 480)],
    ['a default below the stored minimum', { defaultLifetimeInMinutes: 59 }],
    ['a default above the stored maximum', { defaultLifetimeInMinutes: 481 }],
    ['a minimum above the stored default', { minimumLifetimeInMinutes: 61 }],
    ['a maximum below the stored default', { maximumLifetimeInMinutes: 59 }],
    ['a minimum above the maximum', { minimumLifetimeInMinutes: 481, maximumLifetimeInMinutes: 480 }],
  ])('%s', (_name, members) => {
    expect(update(members)).toMatchObject({ ok: false, code: 'BadRequest' });
  });
});

describe('an update', () => {
  const before: PolicyConfiguration = {
    ...defaultPolicy(),
    state: 'enabled',
    defaultLength: 12,
    includeTargets: [ALL_USERS, { ...ALL_USERS, id: 'a' }],
    excludeTargets: [{ targetType: 'group', id: 'b' }],
  };

  test('keeps the members that are not sent', () => {
    expect(update({ isUsableOnce: true }, before)).toEqual({
      ok: true,
      next: { ...before, isUsableOnce: true },
    });
  });

  test('replaces a collection of targets as a whole', () => {
    const includeTargets = [{ ...ALL_USERS, id: 'c' }];
    expect(update({ includeTargets }, before)).toEqual({ ok: true, next: { ...before, includeTargets } });
  });

  test('leaves the policy before it as it was', () => {
    const untouched = structuredClone(before);
    update({ state: 'disabled', includeTargets: [], defaultLength: 20 }, before);
    expect(before).toEqual(untouched);
  });

  test('yields nothing when its last member is refused', () => {
    expect(update({ state: 'disabled', defaultLength: 20, isUsableOnce: 'true' }, before)).not.toHaveProperty(
      'next',
    );
  });
});

function lifetimes(minimum: number, standard: number, maximum: number) {
  return {
    minimumLifetimeInMinutes: minimum,
    defaultLifetimeInMinutes: standard,
    maximumLifetimeInMinutes: maximum,
  };
}

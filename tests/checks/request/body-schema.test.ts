import { Redactor } from '../../../src/exchanges/redact';
import {
  deviates,
  exchange,
  item,
  batch,
  judgeOne,
  target,
  testCheck,
  TYPE,
  update,
  violates,
} from '../support';

/** Bodies that the checks made from the slice have nothing to say of: there is no object to hold to it. */
const NO_OBJECT = {
  'a body that is not JSON': exchange({ text: '{' }),
  'a body that is an array': exchange({ json: [] }),
  'a read': exchange({ method: 'GET' }),
  'a reset': exchange({ method: 'DELETE' }),
  'a PUT': exchange({ method: 'PUT', json: {} }),
};
const TYPE_TOLD = `"${TYPE}"`;

describe('request/odata-type', () => {
  testCheck('request/odata-type', 'REQ-TYPE', {
    needs: ['requestBody'],
    holds: {
      'the type': exchange(),
      'the type in another letter case of its name': exchange({ json: { '@ODATA.TYPE': TYPE } }),
      'a type of another value, which request/odata-type-value judges': exchange({
        json: { '@odata.type': '#microsoft.graph.smsAuthenticationMethodConfiguration' },
      }),
      'an update inside a batch': batch([item('1')], []),
    },
    breaks: {
      'a body without it': [
        exchange({ json: { isUsableOnce: true } }),
        violates('/@odata.type', 'present', 'nothing'),
      ],
      'an empty object': [exchange({ json: {} }), violates('/@odata.type', 'present', 'nothing')],
      'a name that only resembles it': [
        exchange({ json: { 'odata.type': TYPE } }),
        violates('/@odata.type', 'present', 'nothing'),
      ],
      'an update inside a batch without it': [
        batch([item('1', { body: { isUsableOnce: true } })], []),
        violates('/@odata.type', 'present', 'nothing'),
      ],
    },
    silent: NO_OBJECT,
  });
});

describe('request/odata-type-value', () => {
  const typed = (type: unknown) => exchange({ json: { '@odata.type': type } });
  testCheck('request/odata-type-value', 'REQ-TYPE-VALUE', {
    needs: ['requestBody'],
    holds: { 'the type of the page': typed(TYPE) },
    breaks: {
      'another letter case, which only deviates': [
        typed(TYPE.toLowerCase()),
        deviates('/@odata.type', TYPE_TOLD, `"${TYPE.toLowerCase()}"`),
      ],
      'a type without its #': [
        typed(TYPE.slice(1)),
        violates('/@odata.type', TYPE_TOLD, `"${TYPE.slice(1)}"`),
      ],
      'a sibling': [
        typed('#microsoft.graph.smsAuthenticationMethodConfiguration'),
        violates('/@odata.type', TYPE_TOLD, '"#microsoft.graph.smsAuthenticationMethodConfiguration"'),
      ],
      'the abstract base': [
        typed('#microsoft.graph.authenticationMethodConfiguration'),
        violates('/@odata.type', TYPE_TOLD, '"#microsoft.graph.authenticationMethodConfiguration"'),
      ],
      null: [typed(null), violates('/@odata.type', 'a string', 'null')],
      'a number': [typed(1), violates('/@odata.type', 'a string', '1')],
    },
    silent: { 'a body without it': exchange({ json: {} }), ...NO_OBJECT },
  });
});

describe('request/id', () => {
  testCheck('request/id', 'REQ-ID-BODY', {
    needs: ['requestBody'],
    holds: { 'the key': update({ id: 'TemporaryAccessPass' }) },
    breaks: {
      'another key': [update({ id: 'Sms' }), violates('/id', '"TemporaryAccessPass"', '"Sms"')],
      'the key in another letter case, which only deviates': [
        update({ id: 'temporaryAccessPass' }),
        deviates('/id', '"TemporaryAccessPass"', '"temporaryAccessPass"'),
      ],
      null: [update({ id: null }), violates('/id', 'a string', 'null')],
    },
    silent: { 'a body without id': exchange(), ...NO_OBJECT },
  });
});

describe('request/state', () => {
  testCheck('request/state', 'REQ-STATE', {
    needs: ['requestBody'],
    holds: { enabled: update({ state: 'enabled' }), disabled: update({ state: 'disabled' }) },
    breaks: {
      'a stranger': [update({ state: 'on' }), violates('/state', '"enabled" or "disabled"', '"on"')],
      'another letter case, which only deviates': [
        update({ state: 'Enabled' }),
        deviates('/state', '"enabled" or "disabled"', '"Enabled"'),
      ],
      'a boolean': [update({ state: true }), violates('/state', 'a string', 'true')],
      'the number of a member': [update({ state: 0 }), violates('/state', 'a string', '0')],
      'a stranger under a name in Pascal case': [
        update({ State: 'on' }),
        violates('/state', '"enabled" or "disabled"', '"on"'),
      ],
    },
    silent: { 'a body without state': exchange(), ...NO_OBJECT },
  });
});

describe('request/default-length', () => {
  testCheck('request/default-length', 'REQ-LEN', {
    needs: ['requestBody'],
    holds: {
      'the lower bound': update({ defaultLength: 8 }),
      'the upper bound': update({ defaultLength: 48 }),
      'an integer written with a fraction of nothing': exchange({
        text: `{"@odata.type":"${TYPE}","defaultLength":12.0}`,
      }),
    },
    breaks: {
      'one below': [update({ defaultLength: 7 }), violates('/defaultLength', 'at least 8', '7')],
      'one above': [update({ defaultLength: 49 }), violates('/defaultLength', 'at most 48', '49')],
      'a number as a string': [
        update({ defaultLength: '8' }),
        violates('/defaultLength', 'an integer', '"8"'),
      ],
      'a fraction': [update({ defaultLength: 8.5 }), violates('/defaultLength', 'an integer', '8.5')],
      'a boolean': [update({ defaultLength: true }), violates('/defaultLength', 'an integer', 'true')],
    },
    silent: {
      'a body without it': exchange(),
      ...NO_OBJECT,
      'a null, on which the pages are silent': update({ defaultLength: null }),
    },
  });
});

describe('request/minimum-lifetime', () => {
  testCheck('request/minimum-lifetime', 'REQ-MIN', {
    needs: ['requestBody'],
    holds: {
      'the lower bound': update({ minimumLifetimeInMinutes: 10 }),
      'the upper bound': update({ minimumLifetimeInMinutes: 43200 }),
    },
    breaks: {
      'one below': [
        update({ minimumLifetimeInMinutes: 9 }),
        violates('/minimumLifetimeInMinutes', 'at least 10', '9'),
      ],
      'one above': [
        update({ minimumLifetimeInMinutes: 43201 }),
        violates('/minimumLifetimeInMinutes', 'at most 43200', '43201'),
      ],
      'a string': [
        update({ minimumLifetimeInMinutes: '60' }),
        violates('/minimumLifetimeInMinutes', 'an integer', '"60"'),
      ],
    },
    silent: { 'a body without it': exchange(), ...NO_OBJECT },
  });
});

describe('request/maximum-lifetime', () => {
  testCheck('request/maximum-lifetime', 'REQ-MAX', {
    needs: ['requestBody'],
    holds: {
      'the lower bound': update({ maximumLifetimeInMinutes: 10 }),
      'the upper bound': update({ maximumLifetimeInMinutes: 43200 }),
    },
    breaks: {
      'one below': [
        update({ maximumLifetimeInMinutes: 9 }),
        violates('/maximumLifetimeInMinutes', 'at least 10', '9'),
      ],
      'one above': [
        update({ maximumLifetimeInMinutes: 43201 }),
        violates('/maximumLifetimeInMinutes', 'at most 43200', '43201'),
      ],
      'a string': [
        update({ maximumLifetimeInMinutes: '480' }),
        violates('/maximumLifetimeInMinutes', 'an integer', '"480"'),
      ],
    },
    silent: { 'a body without it': exchange(), ...NO_OBJECT },
  });
});

describe('request/default-lifetime', () => {
  const lifetimes = (minimum: unknown, byDefault: unknown, maximum: unknown) =>
    update({
      minimumLifetimeInMinutes: minimum,
      defaultLifetimeInMinutes: byDefault,
      maximumLifetimeInMinutes: maximum,
    });
  testCheck('request/default-lifetime', 'REQ-DEF', {
    needs: ['requestBody'],
    holds: {
      'a value between its bounds': lifetimes(30, 60, 120),
      'a value at its lower bound': lifetimes(60, 60, 120),
      'a value at its upper bound': lifetimes(30, 120, 120),
      'three equal values': lifetimes(25, 25, 25),
      'a value whose bounds are not in the body': update({ defaultLifetimeInMinutes: 60 }),
      'a value beside bounds that are null': lifetimes(null, 60, null),
    },
    breaks: {
      'a value below the minimum': [
        lifetimes(60, 59, 120),
        violates('/defaultLifetimeInMinutes', 'at least minimumLifetimeInMinutes (60)', '59'),
      ],
      'a value above the maximum': [
        lifetimes(60, 121, 120),
        violates('/defaultLifetimeInMinutes', 'at most maximumLifetimeInMinutes (120)', '121'),
      ],
      'a value above the maximum, the minimum not sent': [
        update({ defaultLifetimeInMinutes: 61, maximumLifetimeInMinutes: 60 }),
        violates('/defaultLifetimeInMinutes', 'at most maximumLifetimeInMinutes (60)', '61'),
      ],
      'a string': [lifetimes(10, '60', 120), violates('/defaultLifetimeInMinutes', 'an integer', '"60"')],
      'a value that no 32 bits hold': [
        update({ defaultLifetimeInMinutes: 2147483648 }),
        violates('/defaultLifetimeInMinutes', 'of the format int32', '2147483648'),
      ],
      'a value below the minimum, names in Pascal case': [
        update({ MinimumLifetimeInMinutes: 60, DefaultLifetimeInMinutes: 30 }),
        violates('/defaultLifetimeInMinutes', 'at least minimumLifetimeInMinutes (60)', '30'),
      ],
    },
    silent: {
      'a body without lifetimes': exchange(),
      ...NO_OBJECT,
      'a limit without a default': update({ minimumLifetimeInMinutes: 60 }),
    },
  });
});

describe('request/lifetime-order', () => {
  const between = (minimum: unknown, maximum: unknown) =>
    update({ minimumLifetimeInMinutes: minimum, maximumLifetimeInMinutes: maximum });
  testCheck('request/lifetime-order', 'REQ-MINMAX', {
    needs: ['requestBody'],
    holds: { 'a minimum below the maximum': between(60, 480), 'two equal values': between(60, 60) },
    breaks: {
      'a minimum above the maximum': [
        between(61, 60),
        deviates('/minimumLifetimeInMinutes', 'at most maximumLifetimeInMinutes (60)', '61'),
      ],
    },
    silent: {
      'a body without them': exchange(),
      ...NO_OBJECT,
      'one of the two alone': update({ minimumLifetimeInMinutes: 60 }),
    },
  });
});

describe('request/usable-once', () => {
  testCheck('request/usable-once', 'REQ-ONCE', {
    needs: ['requestBody'],
    holds: { true: update({ isUsableOnce: true }), false: update({ isUsableOnce: false }) },
    breaks: {
      'a string': [update({ isUsableOnce: 'true' }), violates('/isUsableOnce', 'true or false', '"true"')],
      'a number': [update({ isUsableOnce: 1 }), violates('/isUsableOnce', 'true or false', '1')],
      'a string under a name in Pascal case': [
        update({ IsUsableOnce: 'true' }),
        violates('/isUsableOnce', 'true or false', '"true"'),
      ],
    },
    silent: { 'a body without it': update({ state: 'enabled' }), ...NO_OBJECT },
  });
});

describe('request/include-targets', () => {
  const including = (includeTargets: unknown) => update({ includeTargets });
  testCheck('request/include-targets', 'REQ-INC-ARRAY', {
    needs: ['requestBody'],
    holds: { 'an array of objects': including([target()]), 'an empty array': including([]) },
    breaks: {
      'an object, as PowerShell unrolls one target': [
        including({ id: 'all_users' }),
        violates('/includeTargets', 'an array', '{"id":"all_users"}'),
      ],
      null: [including(null), violates('/includeTargets', 'an array', 'null')],
      'an array of strings': [
        including([target(), 'all_users']),
        violates('/includeTargets/1', 'an object', '"all_users"'),
      ],
      'an array of arrays': [including([[]]), violates('/includeTargets/0', 'an object', '[]')],
      'null under a name in Pascal case': [
        update({ IncludeTargets: null }),
        violates('/includeTargets', 'an array', 'null'),
      ],
    },
    silent: { 'a body without it': update({ excludeTargets: null }), ...NO_OBJECT },
  });
});

describe('request/exclude-targets', () => {
  const excluding = (excludeTargets: unknown) => update({ excludeTargets });
  testCheck('request/exclude-targets', 'REQ-EXC-ARRAY', {
    needs: ['requestBody'],
    holds: { 'an array of objects': excluding([target()]), 'an empty array': excluding([]) },
    breaks: {
      'an object': [excluding({ id: 'a' }), violates('/excludeTargets', 'an array', '{"id":"a"}')],
      null: [excluding(null), violates('/excludeTargets', 'an array', 'null')],
      'an array of numbers': [excluding([1]), violates('/excludeTargets/0', 'an object', '1')],
    },
    silent: { 'a body without it': update({ includeTargets: null }), ...NO_OBJECT },
  });
});

describe('request/target-id', () => {
  testCheck('request/target-id', 'REQ-TGT-ID', {
    needs: ['requestBody'],
    holds: {
      'an id': update({ includeTargets: [target()] }),
      'all users': update({ includeTargets: [{ id: 'all_users' }] }),
      'an id among those excluded': update({ excludeTargets: [target()] }),
      'an id under a name in Pascal case': update({ includeTargets: [{ Id: 'all_users' }] }),
    },
    breaks: {
      'a target without id': [
        update({ includeTargets: [target(), { targetType: 'group' }] }),
        violates('/includeTargets/1/id', 'present', 'nothing'),
      ],
      'an excluded target without id': [
        update({ excludeTargets: [{ targetType: 'group' }] }),
        violates('/excludeTargets/0/id', 'present', 'nothing'),
      ],
      'an empty id': [
        update({ includeTargets: [target({ id: '' })] }),
        violates('/includeTargets/0/id', 'a string that is not empty', '""'),
      ],
      'a number': [
        update({ excludeTargets: [target({ id: 7 })] }),
        violates('/excludeTargets/0/id', 'a string', '7'),
      ],
      null: [
        update({ includeTargets: [target({ id: null })] }),
        violates('/includeTargets/0/id', 'a string', 'null'),
      ],
    },
    silent: {
      'a body without targets': exchange(),
      ...NO_OBJECT,
      'a collection without targets': update({ includeTargets: [] }),
    },
  });
});

describe('request/target-type', () => {
  const typed = (targetType: unknown) => update({ includeTargets: [target({ targetType })] });
  const EXPECTED = '"user" or "group" or "unknownFutureValue"';
  testCheck('request/target-type', 'REQ-TGT-TYPE', {
    needs: ['requestBody'],
    holds: {
      'a group': typed('group'),
      'a user': typed('user'),
      'the sentinel, which only request/unknown-future-value tells of': typed('unknownFutureValue'),
      'a group among those excluded': update({ excludeTargets: [target()] }),
    },
    breaks: {
      'a stranger': [typed('device'), violates('/includeTargets/0/targetType', EXPECTED, '"device"')],
      'another letter case, which only deviates': [
        typed('Group'),
        deviates('/includeTargets/0/targetType', EXPECTED, '"Group"'),
      ],
      'a number': [typed(1), violates('/includeTargets/0/targetType', 'a string', '1')],
      'a stranger among those excluded': [
        update({ excludeTargets: [target({ targetType: 'role' })] }),
        violates('/excludeTargets/0/targetType', EXPECTED, '"role"'),
      ],
    },
    silent: {
      'a target without it': update({ includeTargets: [{ id: 'all_users' }] }),
      'a body without targets': exchange(),
      ...NO_OBJECT,
    },
  });
});

describe('request/target-registration', () => {
  const registering = (isRegistrationRequired: unknown) =>
    update({ includeTargets: [target({ isRegistrationRequired })] });
  testCheck('request/target-registration', 'REQ-TGT-REG', {
    needs: ['requestBody'],
    holds: { true: registering(true), false: registering(false) },
    breaks: {
      'a string': [
        registering('false'),
        violates('/includeTargets/0/isRegistrationRequired', 'true or false', '"false"'),
      ],
      null: [
        registering(null),
        violates('/includeTargets/0/isRegistrationRequired', 'true or false', 'null'),
      ],
    },
    silent: {
      'a target without it, as nine clients send it': update({ includeTargets: [target()] }),
      'a body without targets': exchange(),
      ...NO_OBJECT,
    },
  });
});

describe('request/exclude-members', () => {
  testCheck('request/exclude-members', 'REQ-EXC-MEMBERS', {
    needs: ['requestBody'],
    holds: {
      'id and targetType': update({ excludeTargets: [target()] }),
      'an annotation': update({
        excludeTargets: [target({ '@odata.type': '#microsoft.graph.excludeTarget' })],
      }),
    },
    breaks: {
      isRegistrationRequired: [
        update({ excludeTargets: [target({ isRegistrationRequired: false })] }),
        deviates('/excludeTargets/0/isRegistrationRequired', 'absent, since it is declared nowhere', 'false'),
      ],
      displayName: [
        update({ excludeTargets: [target(), target({ displayName: 'Pilot' })] }),
        deviates('/excludeTargets/1/displayName', 'absent, since it is declared nowhere', '"Pilot"'),
      ],
    },
    silent: {
      'the same member in includeTargets': update({
        includeTargets: [target({ isRegistrationRequired: false })],
      }),
      'a body without it': exchange(),
      ...NO_OBJECT,
      'a collection without targets': update({ excludeTargets: [] }),
    },
  });
});

describe('request/unknown-members', () => {
  const ABSENT = 'absent, since it is declared nowhere';
  testCheck('request/unknown-members', 'REQ-UNKNOWN', {
    needs: ['requestBody'],
    holds: {
      'a body and targets with declared members': update({ includeTargets: [target()] }),
      'annotations, on the body, a member and a target': update({
        '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata',
        'includeTargets@odata.context': 'https://graph.microsoft.com/v1.0/$metadata',
        includeTargets: [target({ '@odata.type': 'microsoft.graph.authenticationMethodTarget' })],
      }),
      'a body without targets': exchange(),
      'a body whose member names were learnt as a secret': new Redactor().exchange(
        exchange({ headers: { Authorization: 'Bearer isUsableOnce' } }),
      ),
    },
    breaks: {
      'a member of another type': [
        update({ lifetimeInMinutes: 60 }),
        deviates('/lifetimeInMinutes', ABSENT, '60'),
      ],
      'displayName in a target, as the portal sends it': [
        update({ includeTargets: [target({ displayName: 'All users' })] }),
        deviates('/includeTargets/0/displayName', ABSENT, '"All users"'),
      ],
      'useForSignIn, which only a page of 2021 has': [
        update({ includeTargets: [target({ useForSignIn: true })] }),
        deviates('/includeTargets/0/useForSignIn', ABSENT, 'true'),
      ],
      'a name with a slash': [update({ 'a/b': 1 }), deviates('/a~1b', ABSENT, '1')],
    },
    silent: NO_OBJECT,
  });
});

test.each([
  ['state', 'request/state'],
  ['defaultLength', 'request/default-length'],
  ['minimumLifetimeInMinutes', 'request/minimum-lifetime'],
  ['maximumLifetimeInMinutes', 'request/maximum-lifetime'],
  ['defaultLifetimeInMinutes', 'request/default-lifetime'],
  ['isUsableOnce', 'request/usable-once'],
])('finds nothing in a %s of null, on which the pages are silent', (member, address) => {
  expect(judgeOne(address, update({ [member]: null })).findings).toEqual([]);
});

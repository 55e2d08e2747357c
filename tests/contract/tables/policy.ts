import {
  BOUNDS,
  GROUP,
  INTEGERS,
  IN_ORDER,
  KEY,
  NO_BOOLEANS,
  NO_INTEGERS,
  NO_STATES,
  NO_STRINGS,
  NULLABLE,
  OTHER_TYPES,
  OUT_OF_ORDER,
  READ_EXAMPLE,
  TYPE,
  lifetimes,
} from '../documented';
import { refuseEach, type Conforming, type Table, type Told, type Violating } from '../table';

const policy = (members: object) => ({ '@odata.type': TYPE, id: KEY, ...members });
const only = (member: string) => (value: unknown) => policy({ [member]: value });

const bounds = BOUNDS.flatMap(({ member, least, most }): Violating[] => [
  ...refuseEach(
    [least - 1, 0, -least],
    only(member),
    `/${member}`,
    `${member} must be at least ${least}`,
    'SEM-STATE-RANGE',
  ),
  ...refuseEach(
    [most + 1],
    only(member),
    `/${member}`,
    `${member} must be at most ${most}`,
    'SEM-STATE-RANGE',
  ),
  [
    `${member} beyond 32 bits`,
    policy({ [member]: 2147483648 }),
    [`/${member}`, `${member} must be at most ${most}, got 2147483648 (SEM-STATE-RANGE)`],
    [`/${member}`, `${member} must be an integer of 32 bits, got 2147483648 (GET-SHAPE)`],
  ],
]);

const orders = OUT_OF_ORDER.map(({ breaks, ...read }): Violating => {
  const { minimum, standard, maximum } = read;
  const told = {
    above: `defaultLifetimeInMinutes must be at least minimumLifetimeInMinutes (${minimum}), got ${standard} (SEM-STATE-RANGE)`,
    below: `defaultLifetimeInMinutes must be at most maximumLifetimeInMinutes (${maximum}), got ${standard} (SEM-STATE-RANGE)`,
    ends: `minimumLifetimeInMinutes must be at most maximumLifetimeInMinutes (${maximum}), got ${minimum} (SEM-STATE-RANGE)`,
  };
  const breaches = breaks.map((which): Told => [
    which === 'ends' ? '/minimumLifetimeInMinutes' : '/defaultLifetimeInMinutes',
    told[which],
  ]);
  return [`the lifetimes ${JSON.stringify(read)}`, policy(lifetimes(read)), ...breaches];
});

export const policyTable: Table = {
  schema: 'temporaryAccessPassAuthenticationMethodConfiguration',
  conforming: [
    ['the example of the page', READ_EXAMPLE],
    ['the type and the key alone', policy({})],
    ['a further member', policy({ lifetimeInMinutes: 60 })],
    ['annotations of any kind', policy({ '@contoso.note': 1, 'defaultLength@contoso.note': null })],
    ...BOUNDS.flatMap(({ member, least, most }): Conforming[] =>
      [least, most].map((value) => [`${member} ${value}`, policy({ [member]: value })]),
    ),
    ...NULLABLE.map((member): Conforming => [`${member} null`, policy({ [member]: null })]),
    ...['enabled', 'disabled'].map((state): Conforming => [`state ${state}`, policy({ state })]),
    ['a targetType of a later day', policy({ includeTargets: [{ id: GROUP, targetType: 'device' }] })],
    ...IN_ORDER.map((read): Conforming => [`the lifetimes ${JSON.stringify(read)}`, policy(lifetimes(read))]),
  ],
  violating: [
    ...refuseEach([null, [], 'text', 8], (body) => body, '', 'the body must be an object', 'GET-SHAPE'),
    ['no type', { id: KEY }, ['/@odata.type', '@odata.type must be present (GET-SHAPE)']],
    ['no key', { '@odata.type': TYPE }, ['/id', 'id must be present (GET-SHAPE)']],
    ...refuseEach(
      OTHER_TYPES,
      only('@odata.type'),
      '/@odata.type',
      `@odata.type must be "${TYPE}"`,
      'GET-SHAPE',
    ),
    ...['@odata.type', '@odata.context'].flatMap((member) =>
      refuseEach(NO_STRINGS, only(member), `/${member}`, `${member} must be a string`, 'GET-SHAPE'),
    ),
    ...refuseEach(
      ['Sms', '', 'temporaryAccessPass'],
      only('id'),
      '/id',
      'id must be "TemporaryAccessPass"',
      'SEM-KEY',
    ),
    ...NO_STRINGS.map((value): Violating => {
      const given = JSON.stringify(value);
      return [
        `a key that is no string but ${given}`,
        policy({ id: value }),
        ['/id', `id must be a string, got ${given} (GET-SHAPE)`],
        ['/id', `id must be "TemporaryAccessPass", got ${given} (SEM-KEY)`],
      ];
    }),
    ...bounds,
    ...INTEGERS.flatMap((member) =>
      refuseEach(NO_INTEGERS, only(member), `/${member}`, `${member} must be an integer`, 'GET-SHAPE'),
    ),
    ...refuseEach(
      [2147483648, -2147483649],
      only('defaultLifetimeInMinutes'),
      '/defaultLifetimeInMinutes',
      'defaultLifetimeInMinutes must be an integer of 32 bits',
      'GET-SHAPE',
    ),
    ...refuseEach(NO_STATES, only('state'), '/state', 'state must be "enabled" or "disabled"', 'GET-SHAPE'),
    ...refuseEach([true, 0, {}], only('state'), '/state', 'state must be a string', 'GET-SHAPE'),
    ...refuseEach(
      NO_BOOLEANS,
      only('isUsableOnce'),
      '/isUsableOnce',
      'isUsableOnce must be true or false',
      'GET-SHAPE',
    ),
    ...['includeTargets', 'excludeTargets'].flatMap((member) => [
      ...refuseEach(
        [null, {}, GROUP, 0],
        only(member),
        `/${member}`,
        `${member} must be an array`,
        'GET-SHAPE',
      ),
      ...refuseEach(
        [null, GROUP, []],
        (target) => policy({ [member]: [target] }),
        `/${member}/0`,
        `${member}.0 must be an object`,
        'GET-SHAPE',
      ),
    ]),
    ...orders,
  ],
};

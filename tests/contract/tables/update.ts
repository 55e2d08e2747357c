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

const update = (members: object) => ({ '@odata.type': TYPE, ...members });
const only = (member: string) => (value: unknown) => update({ [member]: value });

const ROWS = {
  defaultLength: 'REQ-LEN',
  minimumLifetimeInMinutes: 'REQ-MIN',
  maximumLifetimeInMinutes: 'REQ-MAX',
  defaultLifetimeInMinutes: 'REQ-DEF',
} as const;

const bounds = BOUNDS.flatMap(({ member, least, most }): Violating[] => [
  ...refuseEach(
    [least - 1, 0, -least],
    only(member),
    `/${member}`,
    `${member} must be at least ${least}`,
    ROWS[member],
  ),
  ...refuseEach(
    [most + 1, 2147483648],
    only(member),
    `/${member}`,
    `${member} must be at most ${most}`,
    ROWS[member],
  ),
]);

const atBounds = BOUNDS.flatMap(({ member, least, most }): Conforming[] =>
  [least, least + 1, most - 1, most].map((value) => [`${member} ${value}`, update({ [member]: value })]),
);

const integers = INTEGERS.flatMap((member) =>
  refuseEach(NO_INTEGERS, only(member), `/${member}`, `${member} must be an integer`, ROWS[member]),
);

/** Edm.Int32 ends here. */
const int32 = refuseEach(
  [2147483648, -2147483649],
  only('defaultLifetimeInMinutes'),
  '/defaultLifetimeInMinutes',
  'defaultLifetimeInMinutes must be an integer of 32 bits',
  'REQ-DEF',
);

const states = [
  ...refuseEach(NO_STATES, only('state'), '/state', 'state must be "enabled" or "disabled"', 'REQ-STATE'),
  ...refuseEach([true, 0, ['enabled'], {}], only('state'), '/state', 'state must be a string', 'REQ-STATE'),
];

const booleans = refuseEach(
  NO_BOOLEANS,
  only('isUsableOnce'),
  '/isUsableOnce',
  'isUsableOnce must be true or false',
  'REQ-ONCE',
);

const types = [
  ...refuseEach(
    OTHER_TYPES,
    only('@odata.type'),
    '/@odata.type',
    `@odata.type must be "${TYPE}"`,
    'REQ-TYPE-VALUE',
  ),
  ...refuseEach(
    NO_STRINGS,
    only('@odata.type'),
    '/@odata.type',
    '@odata.type must be a string',
    'REQ-TYPE-VALUE',
  ),
];

const keys = [
  ...refuseEach(
    ['Sms', '', 'temporaryAccessPass'],
    only('id'),
    '/id',
    'id must be "TemporaryAccessPass"',
    'REQ-ID-BODY',
  ),
  ...refuseEach(NO_STRINGS, only('id'), '/id', 'id must be a string', 'REQ-ID-BODY'),
];

const collections = [
  ['includeTargets', 'REQ-INC-ARRAY'] as const,
  ['excludeTargets', 'REQ-EXC-ARRAY'] as const,
].flatMap(([member, row]) => [
  ...refuseEach(
    [null, { id: GROUP }, GROUP, '', 0, false],
    only(member),
    `/${member}`,
    `${member} must be an array`,
    row,
  ),
  ...refuseEach(
    [GROUP, null, [], 1, true],
    (target) => update({ [member]: [{ id: GROUP }, target] }),
    `/${member}/1`,
    `${member}.1 must be an object`,
    row,
  ),
]);

const strangers = [
  'lifetimeInMinutes',
  'defaultLifetime',
  'useForSignIn',
  'IsUsableOnce',
  'constructor',
  'toString',
  '__proto__',
  'a/b',
  'a~b',
  '',
].map((member): Violating => {
  const pointer = `/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const told = `${member || '""'} must be absent, since it is declared nowhere, got 60 (REQ-UNKNOWN)`;
  // Not written as a literal, where __proto__ would be no member.
  return [
    `the stranger "${member}"`,
    JSON.parse(`{"@odata.type":"${TYPE}","${member}":60}`),
    [pointer, told],
  ];
});

const orders = OUT_OF_ORDER.map(({ breaks, ...sent }): Violating => {
  const { minimum, standard, maximum } = sent;
  const told = {
    above: `defaultLifetimeInMinutes must be at least minimumLifetimeInMinutes (${minimum}), got ${standard} (REQ-DEF)`,
    below: `defaultLifetimeInMinutes must be at most maximumLifetimeInMinutes (${maximum}), got ${standard} (REQ-DEF)`,
    ends: `minimumLifetimeInMinutes must be at most maximumLifetimeInMinutes (${maximum}), got ${minimum} (REQ-MINMAX)`,
  };
  const breaches = breaks.map((which): Told => [
    which === 'ends' ? '/minimumLifetimeInMinutes' : '/defaultLifetimeInMinutes',
    told[which],
  ]);
  return [`the lifetimes ${JSON.stringify(sent)}`, update(lifetimes(sent)), ...breaches];
});

const TYPE_MISSING: Told = ['/@odata.type', '@odata.type must be present (REQ-TYPE)'];

export const updateTable: Table = {
  schema: 'temporaryAccessPassAuthenticationMethodConfigurationUpdate',
  conforming: [
    ['the type alone', update({})],
    ['the example of the page', update({ isUsableOnce: true })],
    ['the type behind the members', { isUsableOnce: true, '@odata.type': TYPE }],
    ['what a read answers', READ_EXAMPLE],
    ['the key', update({ id: KEY })],
    ...atBounds,
    ...[0, -1, 2147483647, -2147483648].map((value): Conforming => [
      `defaultLifetimeInMinutes ${value} alone, whose bounds are its neighbours`,
      update({ defaultLifetimeInMinutes: value }),
    ]),
    ['a whole number written with a fraction', JSON.parse(`{"@odata.type":"${TYPE}","defaultLength":20.0}`)],
    ...['enabled', 'disabled'].map((state): Conforming => [`state ${state}`, update({ state })]),
    ...[true, false].map((isUsableOnce): Conforming => [
      `isUsableOnce ${isUsableOnce}`,
      update({ isUsableOnce }),
    ]),
    ...NULLABLE.map((member): Conforming => [`${member} null`, update({ [member]: null })]),
    ...['includeTargets', 'excludeTargets'].flatMap((member): Conforming[] => [
      [`${member} empty`, update({ [member]: [] })],
      [`${member} with one target twice`, update({ [member]: [{ id: GROUP }, { id: GROUP }] })],
    ]),
    ...[
      '@odata.context',
      'includeTargets@odata.context',
      '@contoso.note',
      'defaultLength@contoso.note',
    ].flatMap((member): Conforming[] =>
      ['x', 1, null, {}].map((value) => [
        `the annotation ${member} ${JSON.stringify(value)}`,
        update({ [member]: value }),
      ]),
    ),
    ...IN_ORDER.map((sent): Conforming => [`the lifetimes ${JSON.stringify(sent)}`, update(lifetimes(sent))]),
  ],
  violating: [
    ...refuseEach(
      [null, [], [update({})], 'text', '', 8, true],
      (body) => body,
      '',
      'the body must be an object',
      'REQ-JSON',
    ),
    ['an empty object', {}, TYPE_MISSING],
    ['members without the type', { isUsableOnce: true }, TYPE_MISSING],
    ['an annotation that only looks like the type', { '@type': TYPE }, TYPE_MISSING],
    ...types,
    ...keys,
    ...bounds,
    ...integers,
    ...int32,
    ...states,
    ...booleans,
    ...collections,
    ...strangers,
    ...orders,
    [
      'six mistakes at once',
      {
        state: 'on',
        defaultLength: 100,
        isUsableOnce: 'true',
        includeTargets: [{ id: '' }],
        startDateTime: '2026-11-22T00:00:00Z',
      },
      TYPE_MISSING,
      [
        '/startDateTime',
        'startDateTime must be absent, since it is declared nowhere, got "2026-11-22T00:00:00Z" (REQ-UNKNOWN)',
      ],
      ['/state', 'state must be "enabled" or "disabled", got "on" (REQ-STATE)'],
      ['/defaultLength', 'defaultLength must be at most 48, got 100 (REQ-LEN)'],
      ['/isUsableOnce', 'isUsableOnce must be true or false, got "true" (REQ-ONCE)'],
      ['/includeTargets/0/id', 'includeTargets.0.id must be a string that is not empty, got "" (REQ-TGT-ID)'],
    ],
  ],
};

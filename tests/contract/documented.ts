/**
 * What the pages say, written by hand: the tables of this folder take their bounds from here and never
 * from the slice, so that a wrong bound in the slice turns rows red.
 *
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration
 */
export const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
export const KEY = 'TemporaryAccessPass';
export const GROUP = '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52';

/** Policy resource, properties: both ends are included. */
export const BOUNDS = [
  { member: 'defaultLength', least: 8, most: 48 },
  { member: 'minimumLifetimeInMinutes', least: 10, most: 43200 },
  { member: 'maximumLifetimeInMinutes', least: 10, most: 43200 },
] as const;

/** CSDL: Edm.Int32, which says nothing finer for the default lifetime. */
export const INTEGERS = [...BOUNDS.map(({ member }) => member), 'defaultLifetimeInMinutes'] as const;

/** CSDL: these may be null; collections, the key and the type may not. */
export const NULLABLE = [...INTEGERS, 'state', 'isUsableOnce'] as const;

/** Values that are no Edm.Int32 in JSON, whatever a lenient reader makes of them. */
export const NO_INTEGERS: readonly unknown[] = ['20', '', 20.5, true, false, [20], { value: 20 }];
export const NO_BOOLEANS: readonly unknown[] = ['true', 'false', '', 0, 1, [true], {}];
export const NO_STRINGS: readonly unknown[] = [null, 1, true, [KEY], {}];

/** Base resource, properties: spelt so, and nothing else; the letter case of values is judged elsewhere. */
export const NO_STATES = ['on', 'default', 'unknownFutureValue', 'Enabled', 'DISABLED', ' enabled', ''];

/** Graph's other configurations, and misspellings of this one. */
export const OTHER_TYPES = [
  '',
  '#',
  TYPE.slice(1),
  `${TYPE} `,
  TYPE.toLowerCase(),
  '#temporaryAccessPassAuthenticationMethodConfiguration',
  '#microsoft.graph.authenticationMethodConfiguration',
  '#microsoft.graph.smsAuthenticationMethodConfiguration',
  '#microsoft.graph.fido2AuthenticationMethodConfiguration',
];

/** The body of the get page's example. */
export const READ_EXAMPLE = {
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#authenticationMethodConfigurations/$entity',
  '@odata.type': TYPE,
  id: KEY,
  state: 'enabled',
  defaultLifetimeInMinutes: 60,
  defaultLength: 8,
  minimumLifetimeInMinutes: 60,
  maximumLifetimeInMinutes: 480,
  isUsableOnce: false,
  'includeTargets@odata.context': 'https://graph.microsoft.com/beta/$metadata#policies',
  includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
  excludeTargets: [],
};

/** Lifetimes as one body has them; a member that is undefined isn't sent. */
export interface Lifetimes {
  minimum?: number | null;
  standard?: number | null;
  maximum?: number | null;
}

export const lifetimes = ({ minimum, standard, maximum }: Lifetimes): object => ({
  ...(minimum !== undefined && { minimumLifetimeInMinutes: minimum }),
  ...(standard !== undefined && { defaultLifetimeInMinutes: standard }),
  ...(maximum !== undefined && { maximumLifetimeInMinutes: maximum }),
});

/** The default lies between the minimum and the maximum, and all three may be the same. */
export const IN_ORDER: readonly Lifetimes[] = [
  { minimum: 60, standard: 60 },
  { minimum: 60, standard: 61 },
  { standard: 60, maximum: 60 },
  { standard: 59, maximum: 60 },
  { minimum: 60, maximum: 60 },
  { minimum: 60, maximum: 61 },
  { minimum: 60, standard: 60, maximum: 60 },
  { minimum: 10, standard: 10, maximum: 43200 },
  { minimum: 10, standard: 43200, maximum: 43200 },
  { minimum: null, standard: 60, maximum: null },
  { minimum: 60, standard: null, maximum: 60 },
];

/** Which of the three orders are broken: the default above the minimum, below the maximum; the minimum below the maximum. */
export const OUT_OF_ORDER: readonly (Lifetimes & { breaks: ('above' | 'below' | 'ends')[] })[] = [
  { minimum: 60, standard: 59, breaks: ['above'] },
  { standard: 61, maximum: 60, breaks: ['below'] },
  { minimum: 61, maximum: 60, breaks: ['ends'] },
  { minimum: 61, standard: 60, maximum: 480, breaks: ['above'] },
  { minimum: 10, standard: 481, maximum: 480, breaks: ['below'] },
  { minimum: 61, standard: null, maximum: 60, breaks: ['ends'] },
  { minimum: 61, standard: 61, maximum: 60, breaks: ['below', 'ends'] },
  { minimum: 61, standard: 60, maximum: 60, breaks: ['above', 'ends'] },
];

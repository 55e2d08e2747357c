import { operationNamed } from '../../src/contract/operation';
import { inWords } from '../../src/drift/words';
import { driftOf, edited, lineOfEdit, siblingMaterial } from './support';

const PASS = 'temporaryAccessPassAuthenticationMethodConfiguration';
const BINDING = 'x509CertificateUserBinding';
const CERTIFICATE = 'x509CertificateAuthenticationMethodConfiguration';

/** What is done to which page of which operation, and what it is found as, with what the page says then. */
type Edit = [
  what: string,
  operation: string,
  file: string,
  find: string | RegExp,
  put: string,
  found: [key: string, says: string][],
];

const range = (type: string, name: string, says: string): [string, string] => [
  `property/${type}.${name}/range`,
  says,
];
const DEFAULT = 'defaultLifetimeInMinutes';

const edits: Edit[] = [
  [
    'a word that demands a member is taken out',
    'x509Certificate',
    'binding.md',
    'looked for. Required.',
    'looked for.',
    [[`property/${BINDING}.userProperty/required`, 'no']],
  ],
  [
    'a member is demanded in a sentence',
    'x509Certificate',
    'binding.md',
    'taken from.',
    'taken from. This property is required.',
    [[`property/${BINDING}.x509CertificateField/required`, 'yes']],
  ],
  [
    'a bound without a number is taken out',
    'x509Certificate',
    'binding.md',
    'a non-negative',
    'an',
    [range(BINDING, 'priority', 'no range')],
  ],
  [
    'a bound without a number is another',
    'x509Certificate',
    'binding.md',
    'a non-negative',
    'a positive',
    [range(BINDING, 'priority', '1 and more, without a maximum')],
  ],
  [
    'the one value of a member is another',
    'x509Certificate',
    'resource.md',
    'Names the policy.',
    'Names the policy. The value is always `X509`.',
    [[`property/${CERTIFICATE}.id/values`, 'X509']],
  ],
  [
    'a member is inherited from a type that is no base',
    'x509Certificate',
    'resource.md',
    'Names the policy.',
    'Names the policy. Inherited from [policyBase](base.md).',
    [[`type/${CERTIFICATE}/base`, 'policyBase']],
  ],
  [
    'a member of any value gets a range',
    'x509Certificate',
    'resource.md',
    'What was revoked.',
    'What was revoked, at most 5 times.',
    [range(CERTIFICATE, 'crlValidationConfiguration', 'up to 5, without a minimum')],
  ],
  [
    'a member without a default gets one',
    'voice',
    'resource.md',
    'Whether office phones may be used.',
    'Whether office phones may be used. The default value is `false`.',
    [[`property/voiceAuthenticationMethodConfiguration.isOfficePhoneAllowed/default`, 'false']],
  ],
  [
    'a member that may be any text gets a list',
    'externalAuthenticationMethod',
    'setting.md',
    /^(\|clientId\|String\|)/m,
    '$1Possible values are: `one`, `two`. ',
    [['property/openIdConnectSetting.clientId/values', 'one, two']],
  ],
  [
    'a member gets an order',
    'temporaryAccessPass',
    'resource.md',
    'Must be between 8 and 48 characters.',
    'Must be between 8 and 48 characters, and between **minimumLifetimeInMinutes** and **maximumLifetimeInMinutes**.',
    [
      [`order/${PASS}/minimumLifetimeInMinutes/defaultLength`, 'at most'],
      [`order/${PASS}/defaultLength/maximumLifetimeInMinutes`, 'at most'],
    ],
  ],
  [
    'a range is taken out',
    'temporaryAccessPass',
    'resource.md',
    ' Must be between 8 and 48 characters.',
    '',
    [range(PASS, 'defaultLength', 'no range')],
  ],
  [
    'a range is in another unit',
    'temporaryAccessPass',
    'resource.md',
    '43,200 minutes',
    '43,200 hours',
    [range(PASS, 'maximumLifetimeInMinutes', '600..2592000')],
  ],
  [
    'what a member is between is taken out',
    'temporaryAccessPass',
    'resource.md',
    / Any integer between the .*?\./,
    '',
    [
      [`order/${PASS}/minimumLifetimeInMinutes/${DEFAULT}`, 'absent'],
      [`order/${PASS}/${DEFAULT}/maximumLifetimeInMinutes`, 'absent'],
    ],
  ],
  [
    'a read is to have a body',
    'temporaryAccessPass',
    'get.md',
    'None is sent.',
    'Supply a JSON representation of it.',
    [['GET/request/body', 'yes']],
  ],
];

/** The pages alone: an edit of them needs no schema. */
const pagesOf = (operation: string): Record<string, string> =>
  Object.fromEntries(Object.entries(siblingMaterial(operation)).filter(([file]) => file.endsWith('.md')));

const held = async (operation: string, material: Record<string, string>) =>
  driftOf(material, { operation: operationNamed(operation) });

test.each(edits)('%s (%s, %s), and nothing else is found', async (_, operation, file, find, put, found) => {
  const before = pagesOf(operation);
  const material = edited(file, find, put, before);
  const { contradictions: old } = await held(operation, before);
  const { contradictions } = await held(operation, material);
  const fresh = contradictions.filter(({ key }) => !old.some((each) => each.key === key));
  expect(fresh.map(({ key, actual }) => [key, inWords(actual)])).toEqual(found);
  const line = lineOfEdit(before[file] ?? '', material[file] ?? '');
  for (const { places } of fresh) expect(places).toContainEqual({ file, line });
});

test('a whole page without its table of headers demands none, and an excerpt says nothing of them', async () => {
  const material = edited('get.md', /\n## Request headers\n(?:\|.*\n)+/, '', pagesOf('temporaryAccessPass'));
  const excerpt = await held('temporaryAccessPass', material);
  expect(excerpt.contradictions).toEqual([]);
  const whole = await held(
    'temporaryAccessPass',
    edited('get.md', '---\n', '---\ndoc_type: apiPageType\n', material),
  );
  expect(whole.contradictions).toMatchObject([{ key: 'GET/header/authorization/required', actual: false }]);
});

test.each([
  ['x509Certificate', 'binding.md', 'looked for. Required.', 'looked for. It is required.'],
  ['x509Certificate', 'binding.md', / Required\./g, ''],
  ['x509Certificate', 'resource.md', 'Names the policy.', 'The value is always `X509Certificate`.'],
  ['x509Certificate', 'resource.md', 'Names the policy.', 'Names it. Inherited from [entity](entity.md).'],
  ['temporaryAccessPass', 'resource.md', '43,200 minutes', '43,200 minutes (equivalent to 30 days)'],
  ['temporaryAccessPass', 'resource.md', 'between 10 and 43,200 minutes', 'between 10 minutes and 30 days'],
  ['temporaryAccessPass', 'resource.md', 'between 8 and 48 characters', 'eight characters, or as many as 48'],
  [
    'temporaryAccessPass',
    'resource.md',
    /Any integer between the .*?\./,
    'Neither below **minimumLifetimeInMinutes** nor above **maximumLifetimeInMinutes**.',
  ],
  ['temporaryAccessPass', 'get.md', 'None is sent.', "Don't supply a request body for this method."],
  ['temporaryAccessPass', 'get.md', 'None is sent.', "A request body isn't required."],
  [
    'voice',
    'resource.md',
    'Whether office phones may be used.',
    'Can be `true` or `false`. Possible values are: `true`, `false`.',
  ],
])('says the same of %s in %s in other words: %s', async (operation, file, find, put) => {
  const before = pagesOf(operation);
  const { contradictions: old } = await held(operation, before);
  const { contradictions } = await held(operation, edited(file, find, put, before));
  expect(contradictions.map(({ key }) => key)).toEqual(old.map(({ key }) => key));
});

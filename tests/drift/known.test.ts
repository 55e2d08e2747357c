import { inWords } from '../../src/drift/words';
import { driftOf, edited, knownIn, LEDGER, MATERIAL } from './support';

const RESOURCE = MATERIAL['resource.md'] ?? '';
const UPDATE = MATERIAL['update.md'] ?? '';
const GET = MATERIAL['get.md'] ?? '';
const CSDL = MATERIAL['v1.0-Prod.csdl'] ?? '';

/** What Microsoft's material has today, written small: each with the entry of the ledger that knows it. */
const known: [id: string, documents: Record<string, string>, key: string, actual: string][] = [
  [
    'D1',
    {
      'openapi.yaml': (MATERIAL['openapi.yaml'] ?? '').replace(
        /'204':\n +description: Done/,
        `2XX:
          description: Success
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/microsoft.graph.authenticationMethodConfiguration'`,
      ),
    },
    'PATCH/response/body',
    'authenticationMethodConfiguration',
  ],
  [
    'D2',
    {
      'openapi.yaml': (MATERIAL['openapi.yaml'] ?? '')
        .replace(/ {4}microsoft.graph.temporaryAccessPass[\s\S]*?(?= {4}microsoft.graph.excludeTarget)/, '')
        .replace(/ {6}required:\n +- '@odata.type'\n/, ''),
    },
    'type/temporaryAccessPassAuthenticationMethodConfiguration',
    'absent',
  ],
  [
    'D4',
    { 'resource.md': RESOURCE.replace('|defaultLength|Int32|', '|defaultLength|Int|') },
    'property/temporaryAccessPassAuthenticationMethodConfiguration.defaultLength/type',
    'Int',
  ],
  [
    'D5',
    {
      'update.md': UPDATE.replace(
        'Send the properties that change, as JSON.',
        'All properties and relationships of the object can be updated.',
      ),
    },
    'property/temporaryAccessPassAuthenticationMethodConfiguration.id/updatable',
    'yes',
  ],
  [
    'D6',
    { 'update.md': UPDATE.replace(/(v1.0\/.*)TemporaryAccessPass/, '$1temporaryAccessPass') },
    'PATCH/path',
    '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass',
  ],
  [
    'D7',
    {
      'get.md': GET.replace(
        '  "includeTargets": [',
        '  "includeTargets@odata.context": "https://graph.microsoft.com/beta/$metadata#x",\n  "includeTargets": [',
      ),
    },
    'GET/response/context',
    'beta, where v1.0 was asked (includeTargets@odata.context)',
  ],
  [
    'D8',
    {
      'v1.0-Mooncake.csdl': CSDL.replace(
        / {6}<EntityType Name="temporaryAccessPass[\s\S]*?<\/EntityType>\n/,
        '',
      ),
    },
    'type/temporaryAccessPassAuthenticationMethodConfiguration',
    'absent',
  ],
  [
    'D8',
    { 'beta-update.md': UPDATE.replaceAll('/v1.0/', '/beta/').replace('global-us.md', 'all-clouds.md') },
    'cloud/china',
    'yes',
  ],
  [
    'D9',
    {
      'resource.md': RESOURCE.replace('"#microsoft.graph.excludeTarget"', '"microsoft.graph.excludeTarget"'),
    },
    'type/excludeTarget/@odata.type',
    'microsoft.graph.excludeTarget',
  ],
  [
    'D11',
    {
      'base.md':
        '# authenticationMethodConfiguration resource type\n\nThe base of:\n\n+ [temporaryAccessPassAuthenticationMethodConfiguration](smsauthenticationmethodconfiguration.md)\n',
    },
    'type/temporaryAccessPassAuthenticationMethodConfiguration/page',
    'smsauthenticationmethodconfiguration',
  ],
  [
    'D14',
    {
      'get.md': GET.replace('|Application|Policy.Read.AuthenticationMethod', '|Application|Policy.Read.All'),
    },
    'GET/permission/application',
    'Policy.Read.All, Policy.ReadWrite.AuthenticationMethod',
  ],
  [
    'D15',
    {
      'beta/target.md': (MATERIAL['target.md'] ?? '').replace(
        '`user`, `group`',
        '`group`, `unknownFutureValue`',
      ),
    },
    'enum/authenticationMethodTargetType.user',
    'absent',
  ],
];

test.each(known)(
  'finds %s without a ledger, and knows it with one: %#',
  async (id, documents, key, actual) => {
    const without = await driftOf({ ...MATERIAL, ...documents });
    const found = without.contradictions.find((each) => each.key === key);
    expect(found && inWords(found.actual)).toBe(actual);
    expect(found?.places).not.toEqual([]);
    expect(found?.against).not.toEqual([]);
    expect(without.verdict).toBe('drifts');

    const withLedger = await driftOf({ ...MATERIAL, ...documents }, { ledger: LEDGER });
    expect(withLedger.contradictions.filter(({ disagreement }) => disagreement === null)).toEqual([]);
    expect(knownIn(withLedger)).toEqual([id]);
    expect(withLedger.verdict).toBe('agrees');
  },
);

test('the ledger has an entry for each of D1 to D15, watched or with a reason', () => {
  expect(LEDGER.map(({ id }) => id)).toEqual(Array.from({ length: 15 }, (_, at) => `D${at + 1}`));
  for (const { matches, unwatched } of LEDGER) expect(matches ?? unwatched).toBeDefined();
});

test('every watched entry is of a contradiction that a test finds', () => {
  const watched = LEDGER.filter(({ matches }) => matches).map(({ id }) => id);
  expect([...new Set(known.map(([id]) => id))]).toEqual(watched);
});

test('a tick for China on a page of v1.0 is new, though that of beta is known', async () => {
  const { contradictions, verdict } = await driftOf(
    edited('includes/global-us.md', ':x:', ':white_check_mark:'),
    {
      ledger: LEDGER,
    },
  );
  expect(contradictions).toMatchObject([{ key: 'cloud/china', disagreement: null }]);
  expect(verdict).toBe('drifts');
});

test('an entry that nothing fits any more is stale, and fails where that is asked for', async () => {
  const stale = { id: 'D6', title: 't', sources: ['s'], since: '2026-01-01', decision: 'd', why: 'w' };
  const ledger = [
    { ...stale, matches: [{ statement: '*/path', source: 'docs' as const, says: '/elsewhere' }] },
  ];
  const lenient = await driftOf(MATERIAL, { ledger });
  expect(lenient).toMatchObject({
    verdict: 'agrees',
    stale: [{ disagreement: 'D6', statement: '*/path', source: 'docs', says: '/elsewhere' }],
  });
  expect((await driftOf(MATERIAL, { ledger, strict: true })).verdict).toBe('stale');
});

test('an entry whose source is not at hand is not stale', async () => {
  const { 'openapi.yaml': only = '' } = MATERIAL;
  const { stale } = await driftOf({ 'openapi.yaml': only }, { ledger: LEDGER });
  expect(stale.map(({ disagreement }) => disagreement)).toEqual(['D1', 'D2', 'D2']);
});

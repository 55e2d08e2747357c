import { Readable } from 'node:stream';
import { parse, stringify } from 'yaml';
import { sourceOf } from '../../src/exchanges/readers/source';
import { defaultOperation } from '../../src/contract/operation';
import {
  membersIn,
  orderIn,
  rangeIn,
  statusesIn,
  bodyIn,
  typeInTable,
} from '../../src/drift/sources/docs/prose';
import { inWords } from '../../src/drift/words';
import { driftOf, MATERIAL } from './support';

const { 'openapi.yaml': OPENAPI = '', 'v1.0-Prod.csdl': CSDL = '', 'update.md': UPDATE = '' } = MATERIAL;

describe('words of a description', () => {
  test.each([
    ['Must be between 8 and 48 characters.', '8..48'],
    ['Value can be between 10 and 43,200 minutes (30 days).', '10..43200'],
    ['A value from 1 to 5.', '1..5'],
    ['The length (8-48 characters).', '8..48'],
    ['At least 8.', '8..'],
    ['No more than 48 characters.', '..48'],
    ['Equivalent to 30 days.', undefined],
    ['Between the minimum and the maximum.', undefined],
  ])('%s', (text, range) => expect(rangeIn(text)).toBe(range));

  test.each([
    ['Possible values are: `enabled`, `disabled`.', ['enabled', 'disabled']],
    [
      'Possible values are `group`, and `unknownFutureValue`. The value `user` is old.',
      ['group', 'unknownFutureValue'],
    ],
    ['If `true`, it is on.', undefined],
  ])('%s', (text, members) => expect(membersIn(text)).toEqual(members));

  test.each([
    ['String', 'Edm.String'],
    ['Int32', 'Edm.Int32'],
    ['Int', 'Int'],
    ['Edm.Boolean', 'Edm.Boolean'],
    ['excludeTarget collection', 'Collection(excludeTarget)'],
    ['Collection(Edm.String)', 'Collection(Edm.String)'],
    ['String collection', 'Collection(Edm.String)'],
    ['microsoft.graph.excludeTarget', 'excludeTarget'],
  ])('the type %s', (cell, type) => expect(typeInTable(cell)).toBe(type));

  test.each([
    ['8..48', '8..48'],
    ['8..', '8 and more, without a maximum'],
    ['..48', 'up to 48, without a minimum'],
    ['8..?', 'a minimum of 8'],
    ['?..48', 'a maximum of 48'],
    ['a..b', 'a..b'],
  ])('the range %s is told as %s', (range, words) => expect(inWords(range)).toBe(words));

  test('an order, statuses and bodies', () => {
    expect(orderIn('between the **least** and **most**')).toEqual(['least', 'most']);
    expect(orderIn('between 1 and 2')).toBeUndefined();
    expect(statusesIn('returns a `204 No Content` response code')).toEqual(['204']);
    expect(statusesIn('a file of 200 lines')).toEqual([]);
    expect(bodyIn("It doesn't return anything in the response body.")).toBe('none');
    expect(bodyIn('a code and a [thing](../thing.md) object in the response body')).toBe('thing');
    expect(bodyIn('a code')).toBeUndefined();
  });
});

describe('pages', () => {
  test('of another operation are passed over', async () => {
    const sibling = UPDATE.replaceAll('temporaryAccessPass', 'sms').replaceAll('TemporaryAccessPass', 'sms');
    const { verdict, sources } = await driftOf({ 'sms.md': sibling });
    expect(verdict).toBe('nothing compared');
    expect(sources).toMatchObject([{ statements: 0, passedOver: 'it is of another operation' }]);
  });

  test('with other line ends, and without front matter, are read alike', async () => {
    const lines = (text: string): number[] =>
      text.split('\n').flatMap((line, at) => (/^PATCH /.test(line) ? [at + 1] : []));
    const bare = UPDATE.replace(/^---[\s\S]*?---\n\n/, '');
    const { statements } = await driftOf({ ...MATERIAL, 'update.md': bare.replaceAll('\n', '\r\n') });
    const path = statements.find(({ key }) => key === 'PATCH/path');
    const told = path?.cells.flatMap(({ said }) => said).filter(({ place }) => place.file === 'update.md');
    expect(told?.map(({ place }) => place.line)).toEqual(lines(bare));
  });

  test('a table of clouds that no page includes speaks for itself', async () => {
    const { contradictions } = await driftOf({
      'all-clouds.md': (MATERIAL['includes/global-us.md'] ?? '').replace(':x:', ':heavy_check_mark:'),
    });
    expect(contradictions).toMatchObject([
      { key: 'cloud/china', actual: true, places: [{ file: 'all-clouds.md', line: 7 }] },
    ]);
  });

  test('what is on no page is found beside it', async () => {
    const asked: string[] = [];
    const { contradictions } = await driftOf(
      { 'pages/update.md': UPDATE },
      {
        resolve(from, target) {
          asked.push(`${from} ${target}`);
          const text = (MATERIAL['includes/update-permissions.md'] ?? '').replaceAll(
            '.ReadWrite.',
            '.Write.',
          );
          return Promise.resolve(target.includes('permissions') ? { name: 'beside.md', text } : undefined);
        },
      },
    );
    expect(asked).toEqual([
      'pages/update.md includes/global-us.md',
      'pages/update.md includes/update-permissions.md',
    ]);
    expect(contradictions[0]).toMatchObject({
      key: 'PATCH/permission/delegatedWork',
      places: [{ file: 'beside.md', line: 7, via: { file: 'pages/update.md', line: 16 } }],
    });
  });
});

describe('CSDL', () => {
  test('of another namespace is passed over', async () => {
    const { sources, verdict } = await driftOf({
      'a.csdl': CSDL.replace('Namespace="microsoft.graph"', 'Namespace="other"'),
    });
    expect(verdict).toBe('nothing compared');
    expect(sources).toMatchObject([{ passedOver: 'it has no schema microsoft.graph' }]);
  });

  test.each([
    ['no XML', 'hello', /a\.csdl: it is no XML: .* \(line 1\)$/],
    ['a part of it', CSDL.slice(0, 500), /a\.csdl: it is no XML: unclosed tag/],
    ['other XML', '<a/>', /a\.csdl: it is XML, but no CSDL/],
  ])('refuses %s in one line', async (_what, text, message) => {
    await expect(driftOf({ 'a.csdl': text })).rejects.toThrow(message);
  });

  test.each([
    ['Maximum', 48, []],
    ['Minimum', 8, []],
    ['Maximum', 50, [['?..50', 'widening', 'a maximum of 50']]],
    ['Minimum', 10, [['10..?', 'breaking', 'a minimum of 10']]],
  ] as const)('a %s of %d on its own says nothing of the other bound', async (term, value, found) => {
    const bound = `<Annotation Term="Org.OData.Validation.V1.${term}" Int="${value}"/>`;
    const { contradictions } = await driftOf({
      'a.csdl': CSDL.replace(
        '"defaultLength" Type="Edm.Int32" />',
        `"defaultLength" Type="Edm.Int32">${bound}</Property>`,
      ),
    });
    expect(contradictions.map(({ actual, clients, message }) => [actual, clients, message])).toEqual(
      found.map(([actual, clients, words]) => [
        actual,
        clients,
        `property/temporaryAccessPassAuthenticationMethodConfiguration.defaultLength/range: the slice says 8..48, the CSDL says ${words}`,
      ]),
    );
  });

  test('a base that leads back to itself ends', async () => {
    const looped = CSDL.replace(
      'Name="entity" Abstract',
      'Name="entity" BaseType="graph.authenticationMethodConfiguration" Abstract',
    );
    expect((await driftOf({ 'a.csdl': looped })).counts.agreed).toBeGreaterThan(40);
  });

  test('names of clouds are told by the names of files', async () => {
    const without = CSDL.replace(/ {6}<EntityType Name="temporaryAccessPass[\s\S]*?<\/EntityType>\n/, '');
    const { sources, statements } = await driftOf({ 'v1.0-Mooncake.csdl': without, 'beta-Prod.csdl': CSDL });
    expect(sources).toMatchObject([
      { version: 'v1.0', cloud: 'china' },
      { version: 'beta', cloud: 'global' },
    ]);
    expect(statements.find(({ key }) => key === 'cloud/china')?.cells).toMatchObject([{ state: 'agreed' }]);
  });
});

describe('OpenAPI', () => {
  test('in JSON says what it says in YAML, with pointers for places', async () => {
    const changed = OPENAPI.replace("'204':", "'202':");
    const yaml = await driftOf({ 'a.yaml': changed });
    const json = await driftOf({ 'a.json': JSON.stringify(parse(changed)) });
    expect(json.counts).toEqual(yaml.counts);
    expect(json.contradictions[0]?.places[0]?.pointer).toMatch(/\/patch\/responses\/202$/);
  });

  test('the slice of the package agrees with itself', async () => {
    const { counts, contradictions } = await driftOf({
      'spec.json': JSON.stringify(defaultOperation().slice),
    });
    expect(contradictions).toEqual([]);
    expect(counts.agreed).toBeGreaterThan(60);
  });

  test('an excerpt without components says nothing of types', async () => {
    const { contradictions, counts } = await driftOf({
      'a.yaml': OPENAPI.slice(0, OPENAPI.indexOf('components:')),
    });
    expect(contradictions).toEqual([]);
    expect(counts.agreed).toBeGreaterThan(3);
  });

  test('a module without the path is passed over', async () => {
    const { sources, verdict } = await driftOf({
      'a.yaml': 'openapi: 3.0.4\npaths:\n  /users:\n    get: {}\n',
    });
    expect(verdict).toBe('nothing compared');
    expect(sources).toMatchObject([{ passedOver: 'it has no path of the operation' }]);
  });

  test('references that go in a circle end', async () => {
    const looped = OPENAPI.replace(
      '    microsoft.graph.entity:\n',
      "    microsoft.graph.entity:\n      allOf:\n        - $ref: '#/components/schemas/microsoft.graph.authenticationMethodConfiguration'\n",
    );
    expect((await driftOf({ 'a.yaml': looped })).counts.agreed).toBeGreaterThan(40);
  });

  test.each([
    ['another indentation', (text: string) => stringify(parse(text), { indent: 4, indentSeq: false })],
    ['other line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['comments and blank lines', (text: string) => text.replaceAll('\n', '\n# comment\n\n')],
    [
      'keys in double quotes',
      (text: string) => text.replaceAll(/^( {4})(microsoft\.graph\.\w+):/gm, '$1"$2":'),
    ],
  ])('is read with %s', async (_what, change) => {
    const [before, after] = [
      await driftOf({ 'a.yaml': OPENAPI }),
      await driftOf({ 'a.yaml': change(OPENAPI) }),
    ];
    expect(after.counts).toEqual(before.counts);
  });

  test.each([
    ['no description', 'hello: there\n', 'a.yaml: it is no OpenAPI description: it has no paths'],
    ['broken JSON', '{"paths": {', 'a.yaml: it is no JSON'],
    ['a broken path', OPENAPI.replace('    patch:', '    patch: ['), 'cannot be read as YAML'],
  ])('refuses %s in one line', async (_what, text, message) => {
    await expect(driftOf({ 'a.yaml': text })).rejects.toThrow(message);
  });
});

describe('evidence', () => {
  const line = (method: string, status: number, body: unknown, prefer?: string): string =>
    JSON.stringify({
      request: {
        method,
        url: `https://graph.microsoft.com/v1.0${defaultOperation().path}`,
        headers: { ...(prefer !== undefined && { Prefer: prefer }) },
      },
      response: { status, headers: { 'Content-Type': 'application/json' }, body },
    });
  const policy = {
    '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
    id: 'TemporaryAccessPass',
    defaultLength: 8,
    minimumLifetimeInMinutes: 10,
    maximumLifetimeInMinutes: 60,
  };
  const evidence = (...lines: string[]) =>
    driftOf(
      {},
      { evidence: [sourceOf('log.ndjson', Readable.from([Buffer.from(`${lines.join('\n')}\n`)]))] },
    );

  test.each<[what: string, lines: string[], keys: string[]]>([
    ['an empty 204 and a policy', [line('PATCH', 204, null), line('GET', 200, policy)], []],
    [
      'an update that is answered with the policy',
      [line('PATCH', 200, policy)],
      ['PATCH/response/status', 'PATCH/response/body'],
    ],
    [
      'the same where the client asked for it',
      [line('GET', 200, policy), line('PATCH', 200, policy, 'return=representation')],
      [],
    ],
    ['a refusal', [line('GET', 200, policy), line('PATCH', 400, { error: {} })], []],
    [
      'a value out of range',
      [line('GET', 200, { ...policy, defaultLength: 5 })],
      ['property/temporaryAccessPassAuthenticationMethodConfiguration.defaultLength/range'],
    ],
    [
      'a member that nobody knows',
      [line('GET', 200, { ...policy, fresh: 1 })],
      ['property/temporaryAccessPassAuthenticationMethodConfiguration.fresh'],
    ],
    [
      'a state that nobody knows',
      [line('GET', 200, { ...policy, state: 'paused' })],
      ['enum/authenticationMethodState.paused'],
    ],
    [
      'limits in the wrong order',
      [line('GET', 200, { ...policy, minimumLifetimeInMinutes: 61 })],
      [
        'order/temporaryAccessPassAuthenticationMethodConfiguration/minimumLifetimeInMinutes/maximumLifetimeInMinutes',
      ],
    ],
  ])('%s', async (_what, lines, keys) => {
    const { contradictions, verdict } = await evidence(...lines);
    expect(contradictions.map(({ key }) => key)).toEqual(keys);
    expect(verdict).toBe(keys.length > 0 ? 'drifts' : 'agrees');
  });

  test('names the line and the member', async () => {
    const { contradictions } = await evidence(
      line('GET', 200, policy),
      line('GET', 200, { ...policy, defaultLength: 99 }),
    );
    expect(contradictions[0]?.places).toEqual([{ file: 'log.ndjson', line: 2, pointer: '/defaultLength' }]);
  });

  test('that is none is refused', async () => {
    await expect(evidence('hello')).rejects.toThrow(/log\.ndjson/);
  });
});

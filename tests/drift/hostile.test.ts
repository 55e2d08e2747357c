import { LIMITS } from '../../src/bounds/limits';
import { pageOf } from '../../src/drift/sources/docs/markdown';
import { UsageError } from '../../src/usage-error';
import { growthOf, LINEAR } from '../bounds/growth';
import { driftOf, edited, LEDGER, MATERIAL } from './support';

const T = 'temporaryAccessPassAuthenticationMethodConfiguration';
const ITEM = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/{id}';

const keysOf = async (documents: Readonly<Record<string, string>>): Promise<string[]> =>
  (await driftOf(documents)).contradictions.map(({ key }) => key);

test.each([
  '8 to 64 characters.',
  'Minimum 8, maximum 64.',
  'Must be 8 or more characters.',
  "Can't exceed 50 characters.",
  'Must not be longer than 40 characters.',
  'Must be fewer than 60 characters.',
  'Must be larger than 8.',
  'Allowed range: [8, 64].',
  '6 <= length <= 48',
])('finds a range that was changed into "%s"', async (words) => {
  const material = edited('resource.md', /(\|defaultLength\|Int32\|).*\|/, `$1${words}|`);
  expect(await keysOf(material)).toEqual([`property/${T}.defaultLength/range`]);
});

test.each(['8-48 characters', '8 to 48 characters.', 'Minimum 8, maximum 48.', 'From 8 through 48.'])(
  'finds nothing in "%s"',
  async (words) => {
    const material = edited('resource.md', /(\|defaultLength\|Int32\|).*\|/, `$1${words}|`);
    expect(await keysOf(material)).toEqual([]);
  },
);

test.each([
  ['Can be `enabled`, `disabled`, or `paused`.', ['enum/authenticationMethodState.paused']],
  ['Possible values: `enabled`, `disabled`, `paused`.', ['enum/authenticationMethodState.paused']],
  ['Possible values are: enabled, disabled, paused.', ['enum/authenticationMethodState.paused']],
  ['Can be switched off with `disabled`.', []],
])('reads the members in "%s"', async (words, keys) => {
  const material = edited('resource.md', /Possible values are: `enabled`, `disabled`\./, words);
  expect(await keysOf(material)).toEqual(keys);
});

test('a member that a page adds is no new name of the sentinel, which the page leaves out', async () => {
  expect(await keysOf(edited('target.md', '`user`, `group`', '`user`, `group`, `role`'))).toEqual([
    'enum/authenticationMethodTargetType.role',
  ]);
});

test.each([
  ["isn't required", ['PATCH/request/@odata.type/required']],
  ['must not be included', ['PATCH/request/@odata.type/required']],
  ['must be included if possible', ['PATCH/request/@odata.type/required']],
  ['must be included. Others may be left out', []],
])('reads "%s" of @odata.type', async (words, keys) => {
  expect(await keysOf(edited('update.md', 'must be included', words))).toEqual(keys);
});

test('finds the value of @odata.type whatever its namespace was changed into', async () => {
  expect(await keysOf(edited('update.md', '`#microsoft.graph.', '`#microsoft.graf.'))).toEqual([
    'PATCH/request/@odata.type/value',
  ]);
});

test('a table of permissions without a row for applications has none for them', async () => {
  expect(await keysOf(edited('get.md', /\|Application\|.*\n/, ''))).toEqual(['GET/permission/application']);
});

test('a description whose request has another schema, or that has the path no more', async () => {
  const text = (schema: string, path = ITEM): string =>
    `paths:\n  /policies/authenticationMethodsPolicy/authenticationMethodConfigurations:\n    get: {}\n  '${path}':\n    patch:\n      requestBody:\n        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/microsoft.graph.${schema}'\n`;
  expect(await keysOf({ 'a.yaml': text('authenticationMethodConfiguration') })).toEqual([]);
  const { contradictions } = await driftOf({ 'a.yaml': text('policyBase') });
  expect(contradictions).toMatchObject([
    { key: 'PATCH/request/type', actual: 'policyBase', places: [{ file: 'a.yaml', line: 10 }] },
  ]);
  expect(await keysOf({ 'a.yaml': text('authenticationMethodConfiguration', '/x') })).toEqual(['PATCH/path']);
});

test('statuses without quotes have their own line', async () => {
  const { contradictions } = await driftOf({
    'a.yaml': `paths:\n  '${ITEM}':\n    patch:\n      responses:\n        200:\n          description: Done\n`,
  });
  expect(contradictions).toMatchObject([{ key: 'PATCH/response/status', places: [{ line: 5 }] }]);
});

test.each([
  ['UTF-16 in a page', { 'a.md': '#\0 \0U\0' }, 'a.md: it is not text in UTF-8'],
  ['UTF-16 in CSDL', { 'a.csdl': '<\0?\0' }, 'a.csdl: it is not text in UTF-8'],
  ['UTF-16 in a description', { 'a.yaml': 'p\0a\0' }, 'a.yaml: it is not text in UTF-8'],
  [
    'a page that is larger than any',
    { 'a.md': `# U\n\n${'a'.repeat(600_000)}` },
    'a.md: it is larger than the limit of 524288 characters',
  ],
  ['an alias to nowhere', { 'a.yaml': `paths:\n  '${ITEM}':\n    patch: *x\n` }, 'Unresolved alias'],
])('refuses %s in one line', async (_, documents, words) => {
  const refused = driftOf(documents);
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(words);
});

test('a type without # is known of targets, and not of the resource itself', async () => {
  const material = edited('get.md', `"#microsoft.graph.${T}"`, `"microsoft.graph.${T}"`);
  const { contradictions } = await driftOf(material, { ledger: LEDGER });
  expect(contradictions).toMatchObject([{ key: `type/${T}/@odata.type`, disagreement: null }]);
  expect(MATERIAL['get.md']).toContain(`"#microsoft.graph.${T}"`);
});

test.each([
  ['microsoft.graph.excludeTarget', 'harmless'],
  ['#microsoft.graph.otherTarget', 'breaking'],
])('a type that is written as %s is %s', async (type, effect) => {
  const material = edited('resource.md', '"#microsoft.graph.excludeTarget"', `"${type}"`);
  const { contradictions } = await driftOf(material);
  expect(contradictions).toMatchObject([
    { key: 'type/excludeTarget/@odata.type', clients: effect, providers: effect },
  ]);
});

test.each(['constructor', '__proto__', 'toString'])(
  'a word of a page or a description that names what every object has, %s, is a word like others',
  async (word) => {
    const page = edited('update.md', /^# Update /m, `# ${word} `);
    const described = edited('openapi.yaml', /type: boolean/, `type: ${word}`, page);
    const represented = edited('resource.md', '"Integer"', `"${word}"`, described);
    const { sources } = await driftOf(represented);
    expect(sources.map(({ passedOver }) => passedOver)).not.toContain('it is of another operation');
    const types = await keysOf({ 'openapi.yaml': represented['openapi.yaml'] ?? '' });
    expect(types).toEqual([`property/${T}.isUsableOnce/type`]);
  },
);

test.each(['[', '> ', '|a', '`', '<!-- {', '- ', '*a_', '[!INCLUDE [a]('])(
  'a page of nothing but %s takes time that grows with it alone',
  (piece) => {
    expect(growthOf((n) => pageOf(`# U\n\n${piece.repeat(n)}`), 512)).toBeLessThan(LINEAR);
  },
);

test('schemas that refer to each other by many ways are read once', async () => {
  const base = (at: number): object => ({ $ref: `#/components/schemas/s${at}` });
  const schemas = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [
      `s${at}`,
      at < 19
        ? { allOf: Array<object>(4).fill(base(at + 1)) }
        : { allOf: [base(0)], properties: { novel: { type: 'string' } } },
    ]),
  );
  const description = {
    openapi: '3.0.0',
    info: { title: 'x', version: 'v1.0' },
    paths: { [ITEM]: { patch: {} } },
    components: { schemas: { ...schemas, [`microsoft.graph.${T}`]: base(0) } },
  };
  expect(await keysOf({ 'a.json': JSON.stringify(description) })).toContain(`property/${T}.novel`);
});

test('a document that says too much of the operation is refused, with the limit', async () => {
  const members = Array.from({ length: 20_001 }, (_, at) => `<Property Name="p${at}" Type="Edm.String"/>`);
  const csdl = `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
    <Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
    <EntityType Name="${T}">${members.join('')}</EntityType></Schema></edmx:DataServices></edmx:Edmx>`;
  const refused = driftOf({ 'a.csdl': csdl });
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(
    'a.csdl: it makes more than 20000 statements about the operation; GRAPH_CONTRACT_LIMITS=stated=40000 raises it',
  );
});

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

test('a description in JSON that is nested too deep is refused, with the limit', async () => {
  const description = (levels: number): Record<string, string> => ({
    'a.json': `{"openapi":"3.0.0","paths":{},"x":${nested(levels)}}`,
  });
  await expect(driftOf(description(LIMITS.depth - 1))).resolves.toBeDefined();
  const refused = driftOf(description(LIMITS.depth));
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(/^a\.json: nested more than 128 levels deep at byte \d+; /);
});

test('an example of a page that is nested too deep is not looked into', async () => {
  const example = (levels: number): Record<string, string> =>
    edited('get.md', '"defaultLength": 10', `"defaultLength": 49, "x": ${nested(levels)}`);
  const found = (levels: number): Promise<string[]> => keysOf(example(levels));
  expect(await found(LIMITS.depth - 1)).toContain(`property/${T}.defaultLength/range`);
  expect(await found(LIMITS.depth)).not.toContain(`property/${T}.defaultLength/range`);
});

import { parse, stringify } from 'yaml';
import { defaultOperation } from '../../../src/contract/operation';
import { driftOf, MATERIAL } from '../support';

const { 'openapi.yaml': OPENAPI = '' } = MATERIAL;

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
  ['no description', 'hello: there\n', 'a.yaml: it is not an OpenAPI description: it has no paths'],
  ['broken JSON', '{"paths": {', 'a.yaml: it is not JSON'],
  ['a broken path', OPENAPI.replace('    patch:', '    patch: ['), 'cannot be read as YAML'],
])('refuses %s in one line', async (_what, text, message) => {
  await expect(driftOf({ 'a.yaml': text })).rejects.toThrow(message);
});

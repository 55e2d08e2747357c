import { loadRegister } from '../../src/contract/register/register';
import type { Actor } from '../../src/contract/register/row';
import { defaultOperation } from '../../src/contract/operation';

type Node = Record<string, unknown>;

const { byId } = loadRegister();
const slice = defaultOperation().slice as unknown as Node;
const components = slice['components'] as { schemas: Node; parameters: Node };

/** The keywords by which a schema refuses a value. */
const CONSTRAINTS = [
  'type',
  'const',
  'enum',
  'format',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'required',
];

/** Keywords that hold a schema, a list of them, or a map of them. */
const CHILDREN = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'allOf', 'anyOf', 'oneOf'];
const MAPS = ['properties', 'patternProperties'];

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every object of the document below this one, with its place. */
function* nodesBelow(value: unknown, place = ''): Generator<[place: string, node: Node]> {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) yield [place, value];
  for (const [name, child] of Object.entries(value)) yield* nodesBelow(child, `${place}/${name}`);
}

/** Every schema at or below this one, with its place; a member named `type` isn't mistaken for the keyword. */
function* schemasBelow(schema: unknown, place: string): Generator<[place: string, schema: Node]> {
  if (!isNode(schema)) return;
  yield [place, schema];
  for (const name of CHILDREN) {
    const child = schema[name];
    const list: unknown[] = Array.isArray(child) ? child : [child];
    for (const [index, item] of list.entries()) yield* schemasBelow(item, `${place}/${name}${index || ''}`);
  }
  for (const name of MAPS) {
    for (const [key, child] of Object.entries(schema[name] ?? {}))
      yield* schemasBelow(child, `${place}/${name}/${key}`);
  }
}

/** The rows that a node names, whether once or keyword by keyword. */
function namedBy(node: Node): string[] {
  const named = node['x-requirement'];
  if (named === undefined) return [];
  return isNode(named) ? Object.values(named).map(String) : [String(named)];
}

/** The constraining keywords of a schema that no row stands for. */
function uncovered(schema: Node): string[] {
  const named = schema['x-requirement'];
  const keywords = CONSTRAINTS.filter((keyword) => keyword in schema);
  if (schema['additionalProperties'] === false) keywords.push('additionalProperties');
  const missing = keywords.filter((keyword) =>
    isNode(named) ? named[keyword] === undefined : named === undefined,
  );
  const links = (schema['x-ascending'] ?? []) as Node[];
  return [
    ...missing,
    ...links.filter((link) => typeof link['x-requirement'] !== 'string').map(() => 'x-ascending'),
  ];
}

const naming = [...nodesBelow(slice)].filter(([, node]) => 'x-requirement' in node);
const schemas = [
  ...Object.entries(components.schemas).flatMap(([name, schema]) => [...schemasBelow(schema, name)]),
  ...Object.entries(components.parameters).flatMap(([name, parameter]) => [
    ...schemasBelow((parameter as Node)['schema'], name),
  ]),
];

test('there are constraints to look at', () => {
  expect(naming.length).toBeGreaterThan(60);
  expect(schemas.length).toBeGreaterThan(60);
});

test.each(naming)('%s names rows of the register', (_place, node) => {
  for (const id of namedBy(node)) expect(byId.has(id) ? id : `no row ${id}`).toBe(id);
});

test.each(schemas)('%s has a row for each of its constraints', (_place, schema) => {
  expect(uncovered(schema)).toEqual([]);
});

test.each(schemas)('%s maps rows only to keywords that it has', (_place, schema) => {
  const named = schema['x-requirement'];
  if (isNode(named)) for (const keyword of Object.keys(named)) expect(Object.keys(schema)).toContain(keyword);
});

test.each<[string, Actor]>([
  ['temporaryAccessPassAuthenticationMethodConfigurationUpdate', 'client'],
  ['authenticationMethodTargetUpdate', 'client'],
  ['excludeTargetUpdate', 'client'],
  ['batchRequest', 'client'],
  ['temporaryAccessPassAuthenticationMethodConfiguration', 'provider'],
  ['authenticationMethodTarget', 'provider'],
  ['excludeTarget', 'provider'],
  ['errorResponse', 'provider'],
  ['batchResponse', 'provider'],
])('%s names only rows of the %s', (name, actor) => {
  const named = [...nodesBelow(components.schemas[name])].flatMap(([, node]) => namedBy(node));
  expect(new Set(named.map((id) => byId.get(id)?.actor))).toEqual(new Set([actor]));
});

test.each<[string, Node, string[]]>([
  ['no row at all', { type: 'string', minLength: 1 }, ['type', 'minLength']],
  ['a map with a gap', { type: 'string', pattern: 'a', 'x-requirement': { type: 'REQ-TYPE' } }, ['pattern']],
  ['a closed object', { additionalProperties: false, 'x-requirement': {} }, ['additionalProperties']],
  ['an order', { 'x-requirement': 'REQ-DEF', 'x-ascending': [{ members: ['a', 'b'] }] }, ['x-ascending']],
])('a constraint with %s is found', (_name, schema, missing) => {
  expect(uncovered(schema)).toEqual(missing);
});

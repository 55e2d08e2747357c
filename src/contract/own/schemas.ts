import { describe } from '../describe';
import { namesThere } from '../nearest';
import type { SchemaNode, Slice } from '../slice';
import type { Fault, Way } from './faults';

const FILE = 'openapi.yaml';

/** What is wrong with schemas, each looked at on its own: names of members that are not there, limits that nothing keeps. */
export function schemaFaults({ components: { schemas } }: Slice): Fault[] {
  const faults: Fault[] = [];
  const add = (at: Way, says: string): void => {
    faults.push({ file: FILE, at, says });
  };
  for (const [name, schema] of Object.entries(schemas))
    for (const { node, at } of nodesBelow(schema, ['components', 'schemas', name])) {
      names(node, at, schemas, add);
      limits(node, at, add);
      values(node, at, add);
    }
  return faults;
}

type Add = (at: Way, says: string) => void;
type Schemas = Slice['components']['schemas'];

/** A schema and those within it; what it refers to is another's. */
function* nodesBelow(node: SchemaNode, at: Way): Iterable<{ node: SchemaNode; at: Way }> {
  yield { node, at };
  for (const [name, property] of Object.entries(node.properties ?? {}))
    yield* nodesBelow(property, [...at, 'properties', name]);
  if (node.items) yield* nodesBelow(node.items, [...at, 'items']);
}

/** Keywords that name members name such as the schema has. */
function names(node: SchemaNode, at: Way, schemas: Schemas, add: Add): void {
  const check = (given: readonly string[], of: SchemaNode, way: Way): void => {
    const known = Object.keys(of.properties ?? {});
    for (const [index, name] of given.entries())
      if (!known.includes(name)) add([...way, index], `no member is named ${name}${namesThere(known, name)}`);
  };
  check(node.required ?? [], node, [...at, 'required']);
  check(node['x-key'] ?? [], node, [...at, 'x-key']);
  for (const [index, group] of (node['x-recalculated'] ?? []).entries())
    check(group, node, [...at, 'x-recalculated', index]);
  for (const [index, { members, subject }] of (node['x-ascending'] ?? []).entries()) {
    check(members, node, [...at, 'x-ascending', index, 'members']);
    if (!members.includes(subject))
      add([...at, 'x-ascending', index, 'subject'], `must be one of the members, ${members.join(' or ')}`);
  }
  const ring = ringIn(node);
  if (ring) add([...at, 'x-ascending'], `orders in a ring, so that all must be equal: ${ring.join(' → ')}`);
  if (node['x-unique']) check(node['x-unique'], followed(node.items ?? {}, schemas), [...at, 'x-unique']);
}

const followed = (node: SchemaNode, schemas: Schemas): SchemaNode =>
  schemas[node.$ref?.replace('#/components/schemas/', '') ?? ''] ?? node;

/** Members whose orders form a cycle. */
function ringIn({ 'x-ascending': pairs = [] }: SchemaNode): string[] | undefined {
  const above = (name: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
    for (const { members } of pairs) {
      const ring = members[0] === name ? above(members[1], [...way, name]) : undefined;
      if (ring) return ring;
    }
    return undefined;
  };
  for (const { members } of pairs) {
    const ring = above(members[0], []);
    if (ring) return ring;
  }
  return undefined;
}

const LIMITS_OF = [
  ['minimum', 'maximum'],
  ['exclusiveMinimum', 'exclusiveMaximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
] as const;

/** Each keyword, with the JSON type that it says something of. */
const TYPE_OF: Readonly<Record<string, readonly string[]>> = {
  minimum: ['number', 'integer'],
  maximum: ['number', 'integer'],
  exclusiveMinimum: ['number', 'integer'],
  exclusiveMaximum: ['number', 'integer'],
  multipleOf: ['number', 'integer'],
  minLength: ['string'],
  maxLength: ['string'],
  pattern: ['string'],
  items: ['array'],
  minItems: ['array'],
  maxItems: ['array'],
  uniqueItems: ['array'],
  properties: ['object'],
  required: ['object'],
  additionalProperties: ['object'],
  patternProperties: ['object'],
  format: ['string', 'number', 'integer'],
};

/** The least is not above the most, and a limit is one of the type that the schema has. */
function limits(node: SchemaNode, at: Way, add: Add): void {
  const written = node as Readonly<Record<string, unknown>>;
  for (const [least, most] of LIMITS_OF) {
    const [low, high] = [written[least], written[most]];
    if (typeof low === 'number' && typeof high === 'number' && low > high)
      add([...at, least], `is above ${most}, so that nothing conforms: ${low} and ${high}`);
  }
  const types = [node.type ?? []].flat();
  for (const [keyword, wanted] of Object.entries(TYPE_OF)) {
    if (written[keyword] === undefined || wanted.some((type) => types.includes(type))) continue;
    const what = wanted.join(' or ');
    add(
      [...at, keyword],
      types.length === 0
        ? `has no type beside it; it is for ${what}`
        : `says nothing of ${types.join(' or ')}; it is for ${what}`,
    );
  }
  if (node.pattern === undefined) return;
  try {
    new RegExp(node.pattern, 'u');
  } catch (error) {
    add([...at, 'pattern'], `is not a regular expression: ${(error as Error).message.split(': ').pop()}`);
  }
}

/** Values that stand in a schema are of its type. */
function values(node: SchemaNode, at: Way, add: Add): void {
  const types = [node.type ?? []].flat();
  if (types.length === 0) return;
  const check = (value: unknown, way: Way): void => {
    if (!types.some((type) => isOf(type, value)))
      add(way, `must be ${types.join(' or ')}, as type says; it is ${describe(value)}`);
  };
  for (const keyword of ['const', 'x-default', 'x-closed'] as const)
    if (node[keyword] !== undefined) check(node[keyword], [...at, keyword]);
  for (const keyword of ['enum', 'examples'] as const)
    for (const [index, value] of (node[keyword] ?? []).entries()) check(value, [...at, keyword, index]);
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

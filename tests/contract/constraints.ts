import { fromPointer } from '../../src/contract/pointer';
import { defaultOperation } from '../../src/contract/operation';
import { KEYWORDS, type SchemaNode } from '../../src/contract/slice';
import type { Breach } from '../../src/contract/validators';

/** The keywords by which a schema of the slice refuses a value, but for those that take a line each. */
const SINGLE = ['type', 'const', 'enum', 'format', 'pattern', 'minimum', 'maximum', 'minLength', 'maxItems'];
/** What says nothing of a value, or leads to a schema that is looked at by itself. */
const SILENT = [
  '$ref',
  'title',
  'description',
  'properties',
  'patternProperties',
  'items',
  'examples',
  ...KEYWORDS.filter((keyword) => keyword !== 'x-ascending'),
];

type Node = SchemaNode & { additionalProperties?: false | SchemaNode };

/** The schemas of the slice by the names that `validate` has for them, read without the code that makes those names. */
export function schemasOfSlice(): Map<string, Node> {
  const { schemas, parameters, headers, responses } = defaultOperation().slice.components;
  const named = Object.values(responses).flatMap((response) => Object.entries(response.headers ?? {}));
  const nameOf = (key: string) => named.find(([, { $ref }]) => $ref.endsWith(`/${key}`))?.[0];
  return new Map<string, Node>([
    ...Object.entries(schemas),
    ...Object.values(parameters).map(({ name, schema }) => [`request-header:${name}`, schema] as const),
    ...Object.entries(headers).map(
      ([key, { schema }]) => [`response-header:${nameOf(key) ?? key}`, schema] as const,
    ),
  ]);
}

/** Every constraint of the slice: the place of its schema, its keyword, and what of it where a keyword has several. */
export const constraintsOfSlice = (): string[] =>
  [...schemasOfSlice()].flatMap(([name, schema]) => [...constraintsBelow(schema, name)]);

function* constraintsBelow(node: Node, place: string): Generator<string> {
  if (node.$ref !== undefined) return;
  for (const keyword of Object.keys(node)) {
    if (SINGLE.includes(keyword)) {
      if (!isShadowed(node, keyword)) yield `${place} ${keyword}`;
    } else if (keyword === 'required') {
      for (const member of node.required ?? []) yield `${place} required ${member}`;
    } else if (keyword === 'x-ascending') {
      for (const { members } of node['x-ascending'] ?? []) yield `${place} x-ascending ${members.join(' ')}`;
    } else if (keyword === 'additionalProperties') {
      if (node.additionalProperties === false) yield `${place} additionalProperties`;
    } else if (!SILENT.includes(keyword)) {
      throw new Error(`${place} has the keyword ${keyword}, which these tests do not know`);
    }
  }
  for (const [step, child] of childrenOf(node)) yield* constraintsBelow(child, `${place}/${step}`);
}

function childrenOf({ properties, items, additionalProperties }: Node): [step: string, child: Node][] {
  return [
    ...Object.entries(properties ?? {}),
    ...(items ? [['*', items] as [string, Node]] : []),
    ...(additionalProperties ? [['*', additionalProperties] as [string, Node]] : []),
  ];
}

/** Whatever breaks a format of 32 bits breaks bounds that are narrower, and one row is told of one place once. */
function isShadowed(node: Node, keyword: string): boolean {
  const rows = node['x-requirement'];
  return (
    keyword === 'format' &&
    node.minimum !== undefined &&
    node.maximum !== undefined &&
    typeof rows === 'string'
  );
}

/** The constraint, as {@link constraintsOfSlice} writes it, that a breach is of. */
export function constraintOf(schema: string, { pointer, keyword, expected }: Breach): string {
  const steps = fromPointer(pointer);
  // These three are told of the member, and stand in the schema of the object that has it.
  const member = ['required', 'additionalProperties', 'x-ascending'].includes(keyword)
    ? steps.pop()
    : undefined;
  const { place, node } = follow(schema, steps);
  if (keyword === 'required') return `${place} required ${member}`;
  if (keyword !== 'x-ascending') return `${place} ${keyword}`;
  const pair = node['x-ascending']?.find(
    ({ members, subject }) => subject === member && members.some((other) => expected.includes(other)),
  );
  return `${place} x-ascending ${pair?.members.join(' ')}`;
}

/** The schema that a place in a document is held to; a reference starts anew. */
function follow(schema: string, steps: readonly string[]): { place: string; node: Node } {
  let place = schema;
  let node = schemasOfSlice().get(schema) as Node;
  for (const step of steps) {
    const named = node.properties?.[step];
    node = named ?? (node.items as Node | undefined) ?? (node.additionalProperties as Node);
    place = node.$ref?.split('/').pop() ?? `${place}/${named ? step : '*'}`;
    if (node.$ref !== undefined) node = schemasOfSlice().get(place) as Node;
  }
  return { place, node };
}

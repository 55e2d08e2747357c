import type { Operation } from '../../../contract/operation';
import { resolve, type SchemaNode } from '../../../contract/slice';
import { isCollection, jsonKindOf } from '../../edm-types';
import { KEYS } from '../../keys';
import { rangeOf } from '../../ranges';
import { DECLARED, IN_ORDER, type OwnStatement } from '../../statements';
import type { KnownProperty, KnownType } from '../../subject';
import type { Beside, SliceFiles, Way } from './files';
import { refName } from './references';

/** A type that the body of an update contains, and its schema. */
export interface Declared {
  known: KnownType;
  id: string;
  node: SchemaNode;
  /** The schema of the type in reads, if it differs. */
  shown: SchemaNode | undefined;
}

/** The types that the body of an update contains, with the resource's own type first. */
export function declaredIn({ name: operation, slice }: Operation, beside: Beside): Declared[] {
  return Object.entries(beside.types).map(([name, { bases }]) => {
    const id = slice.components.schemas[`${name}Update`] ? `${name}Update` : name;
    const node = slice.components.schemas[id];
    if (!node) throw new Error(`the slice of ${operation} has no schema of ${name}`);
    const properties = new Map(
      propertiesIn(node).map(([property, schema]) => [
        property,
        {
          ...propertyOf(enumerationOf(beside, name, property), schema, beside),
          ...(schema['x-deprecated'] !== undefined && { isDeprecated: true }),
          ...(schema['x-known'] &&
            !beside.flags?.[enumerationOf(beside, name, property) ?? ''] && { values: schema['x-known'] }),
          ...(typeof schema.const === 'string' && { values: [schema.const] }),
          ...(isBounded(schema) && { range: rangeOf(schema.minimum, schema.maximum) }),
          ...(node.required?.includes(property) === true &&
            property !== beside.types[name]?.key && { isRequired: true }),
          ...(schema.readOnly === true && { isReadOnly: true }),
        },
      ]),
    );
    const orders = (node['x-ascending'] ?? []).map(({ members }) => members);
    return { known: { name, bases, properties, orders }, id, node, shown: slice.components.schemas[name] };
  });
}

/** The properties of a schema without annotations. */
export const propertiesIn = ({ properties = {} }: SchemaNode): [string, SchemaNode][] =>
  Object.entries(properties).filter(([property]) => !property.includes('@'));

/** The enumeration of a property's values, either for one type or for the name in all types. */
export const enumerationOf = ({ enumerations }: Beside, type: string, property: string): string | undefined =>
  enumerations[`${type}.${property}`] ?? enumerations[property];

function propertyOf(named: string | undefined, schema: SchemaNode, { flags }: Beside): KnownProperty {
  const isFlags = named !== undefined && flags?.[named] !== undefined;
  const nullable = [resolve(schema).type ?? []].flat().includes('null');
  if (named === undefined || !(schema.enum || isFlags)) return { type: typeOf(schema), nullable };
  return { type: named, nullable, enumeration: named, ...(isFlags && { isFlags }) };
}

const isBounded = ({ minimum, maximum }: SchemaNode): boolean =>
  minimum !== undefined || maximum !== undefined;

/** The type of a schema in CSDL notation. */
function typeOf(schema: SchemaNode & { format?: string }): string {
  const [word] = [schema.type ?? []].flat().filter((each) => each !== 'null');
  if (word === 'array') return `Collection(${typeOf(schema.items ?? {})})`;
  return SCALARS[`${word}/${schema.format}`] ?? SCALARS[word ?? ''] ?? refName(schema).replace(/Update$/, '');
}

const SCALARS: Readonly<Record<string, string>> = {
  integer: 'Edm.Int32',
  boolean: 'Edm.Boolean',
  number: 'Edm.Double',
  string: 'Edm.String',
  'string/uuid': 'Edm.Guid',
  'string/date-time': 'Edm.DateTimeOffset',
};

/** The statements of the slice on a type: its base, its key, its properties and their orders. */
export function* typeStatements(
  { known, id, node, shown }: Declared,
  all: readonly Declared[],
  files: SliceFiles,
): Generator<OwnStatement> {
  const { name, bases, properties } = known;
  const place = ['components', 'schemas', id];
  yield files.slice(KEYS.type(name), DECLARED, place);
  yield files.slice(KEYS.annotation(name), `#microsoft.graph.${name}`, place);
  const [base] = bases;
  if (base !== undefined) yield files.besides(KEYS.base(name), base, ['types', name, 'bases']);
  yield files.slice(KEYS.page(name), name.toLowerCase(), place);
  const { key } = files.beside.types[name] ?? {};
  if (key !== undefined) yield files.besides(KEYS.key(name), key, ['types', name, 'key']);
  for (const [property, facts] of properties) {
    const schema = node.properties?.[property] ?? {};
    const at = [...place, 'properties', property];
    const kind = jsonKindOf(facts.type, (other) => all.some((each) => each.known.name === other));
    yield* propertyStatements(name, property, { ...facts, kind }, schema, at, files);
    if (name === all[0]?.known.name || property !== key)
      yield files.slice(
        KEYS.updatable(name, property),
        schema.const === undefined && schema.readOnly !== true,
        at,
        rowOf(resolve(schema)),
      );
    const isRequired = node.required?.includes(property) === true;
    // An update need not name the resource itself, and pages say of its key no more than that it is one.
    if (property !== key || (isRequired && name !== all[0]?.known.name))
      yield files.slice(KEYS.required(name, property), isRequired, [...place, 'required']);
    if (facts.values)
      yield files.slice(
        KEYS.values(name, property),
        facts.values,
        [...at, schema.const === undefined ? 'x-known' : 'const'],
        rowOf(resolve(schema)),
      );
    if (facts.isDeprecated) yield files.slice(KEYS.deprecated(name, property), true, at, 'REQ-DEPRECATED');
    const { 'x-default': byDefault } = shown?.properties?.[property] ?? {};
    if (byDefault !== undefined)
      yield files.slice(KEYS.default(name, property), String(byDefault), [
        ...['components', 'schemas', name, 'properties', property],
        'x-default',
      ]);
  }
  for (const [index, { members, 'x-requirement': row }] of (node['x-ascending'] ?? []).entries())
    yield files.slice(KEYS.order(name, ...members), IN_ORDER, [...place, 'x-ascending', index], row);
}

function* propertyStatements(
  type: string,
  property: string,
  facts: KnownProperty & { kind: string },
  schema: SchemaNode,
  at: Way,
  { slice }: SliceFiles,
): Generator<OwnStatement> {
  const row = rowOf(resolve(schema));
  yield slice(KEYS.property(type, property), DECLARED, at, row);
  yield slice(KEYS.propertyType(type, property), facts.type, at, row);
  yield slice(KEYS.json(type, property), facts.kind, at, row);
  if (isCollection(facts.type)) yield slice(KEYS.itemsNullable(type, property), false, at, row);
  if (facts.nullable !== undefined) yield slice(KEYS.nullable(type, property), facts.nullable, at, row);
  if (facts.range !== undefined) yield slice(KEYS.range(type, property), facts.range, at, row);
}

/** The row that a schema's constraints name; the first one if they name several. */
export function rowOf({ 'x-requirement': named }: SchemaNode): string | undefined {
  return typeof named === 'string' ? named : Object.values(named ?? {})[0];
}

import { KEYS } from '../../keys';
import { rangeOf, UNSAID } from '../../ranges';
import { DECLARED, said, type Statement } from '../../statements';
import type { KnownProperty, KnownType, Subject } from '../../subject';
import {
  alternativesIn,
  isNode,
  listIn,
  placeIn,
  placeOfType,
  typeIn,
  type Description,
  type Located,
  type Node,
} from './description';
import { memberStatements } from './enumerations';

/** The statements of a property's schema: type, members, null, bounds, and whether it can be set. */
export function* propertyStatements(
  type: KnownType,
  name: string,
  property: Located,
  { subject }: Description,
): Generator<Statement> {
  const place = placeIn(property);
  yield said(KEYS.property(type.name, name), DECLARED, place);
  const known = type.properties.get(name);
  if (!known) return;
  const { node } = property;
  const parts = [node, ...alternativesIn(node)];
  yield* typeStatements(KEYS.propertyType(type.name, name), known, property, subject);
  const items = node['items'];
  if (isNode(items) && items['nullable'] === true)
    yield said(KEYS.itemsNullable(type.name, name), true, place);
  // OpenAPI 3.0 permits no other keyword beside a reference, so a missing keyword says nothing.
  const nullable = parts.some(isNullable);
  const isReference = parts.some((each) => typeof each['$ref'] === 'string');
  if (nullable || !isReference) yield said(KEYS.nullable(type.name, name), nullable, place);
  const range = rangeIn(parts);
  if (range !== undefined) yield said(KEYS.range(type.name, name), range, place);
  if (type.name === subject.type && parts.some(isFixed))
    yield said(KEYS.updatable(type.name, name), false, place);
}

/** The type of a property; for an inline enumeration, its members too. */
function* typeStatements(
  key: string,
  { enumeration, isFlags }: KnownProperty,
  property: Located,
  subject: Subject,
): Generator<Statement> {
  const { node } = property;
  const parts = [node, ...alternativesIn(node)];
  const inline = parts.find((each) => Array.isArray(each['enum']));
  const members = listIn(inline?.['enum']);
  if (members.length > 0 && enumeration !== undefined) {
    const whole = placeIn(property);
    yield said(key, enumeration, whole);
    const places = members.map((_, at) => (inline === node ? placeIn(property, 'enum', at) : whole));
    yield* memberStatements(enumeration, members, places, whole, subject);
    return;
  }
  const declared = declaredType(parts, subject);
  // In JSON, a value that combines several members is a string.
  if (declared !== undefined && !(isFlags && declared === 'Edm.String'))
    yield said(key, declared, placeOfType(property));
}

/** The declared type of a schema in CSDL notation. */
function declaredType(parts: readonly Node[], subject: Subject): string | undefined {
  for (const each of parts) {
    if (typeof each['$ref'] === 'string') return typeIn(each['$ref'], subject);
    const [word] = [each['type']].flat().filter((type) => type !== 'null');
    if (word === 'array') {
      const items = each['items'];
      const inner = isNode(items) ? declaredType([items, ...alternativesIn(items)], subject) : undefined;
      return inner === undefined ? undefined : `Collection(${inner})`;
    }
    if (typeof word === 'string' && !(word === 'object' && parts.length > 1))
      return FORMATS.get(each['format']) ?? WORDS.get(word) ?? word;
  }
  return undefined;
}

/** EDM types by the formats of OpenAPI. @see https://spec.openapis.org/registry/format/ */
const FORMATS: ReadonlyMap<unknown, string> = new Map(
  Object.entries({
    int8: 'Edm.SByte',
    uint8: 'Edm.Byte',
    int16: 'Edm.Int16',
    int32: 'Edm.Int32',
    int64: 'Edm.Int64',
    double: 'Edm.Double',
    float: 'Edm.Single',
    decimal: 'Edm.Decimal',
    uuid: 'Edm.Guid',
    'date-time': 'Edm.DateTimeOffset',
    date: 'Edm.Date',
    time: 'Edm.TimeOfDay',
    duration: 'Edm.Duration',
    base64url: 'Edm.Binary',
  }),
);

/** EDM types by the types of JSON, for schemas without a more specific format. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['string', 'Edm.String'],
  ['boolean', 'Edm.Boolean'],
]);

const isNullable = (node: Node): boolean =>
  node['nullable'] === true || [node['type']].flat().includes('null') || node['const'] === null;

/** Whether a property is read-only, by a keyword, a constant or the description. */
const isFixed = ({ readOnly, const: constant, description }: Node): boolean =>
  readOnly === true ||
  typeof constant === 'string' ||
  (typeof description === 'string' && /\bread-?only\b/i.test(description));

/** The range that a schema states, unless it is only the range of a 32-bit type. */
function rangeIn(parts: readonly Node[]): string | undefined {
  const bound = (word: string, ofType: number): number | undefined => {
    const value = parts.map((each) => each[word]).find((each): each is number => typeof each === 'number');
    return value === ofType ? undefined : value;
  };
  const [low, high] = [bound('minimum', -(2 ** 31)), bound('maximum', 2 ** 31 - 1)];
  return low === undefined && high === undefined ? undefined : rangeOf(low, high, UNSAID);
}

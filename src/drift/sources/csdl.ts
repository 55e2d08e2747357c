import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { UsageError } from '../../usage-error';
import { isCollection, itemType, shortType } from '../edm-types';
import { KEYS } from '../keys';
import { rangeOf, UNSAID } from '../ranges';
import { ABSENT, DECLARED, type Cloud, type Reading, type Statement, type Value } from '../statements';
import { mainOperation, type KnownType, type Subject } from '../subject';
import { textOf, type Document } from './documents';

interface Member {
  line: number;
  type: string;
  nullable: boolean | undefined;
  navigation: boolean;
}

interface StructuredType {
  line: number;
  base: string | undefined;
  key: string | undefined;
  members: Map<string, Member>;
}

/** What is kept of a schema: names, and where they stand. */
interface Schema {
  types: Map<string, StructuredType>;
  enumerations: Map<string, { line: number; members: Map<string, number> }>;
  /** Singletons and entity sets of the container, and the types of what they hold. */
  roots: Map<string, string>;
  /** `Type/property` to what annotations say of its bounds. */
  bounds: Map<string, { minimum?: number; maximum?: number; line: number }>;
  /** `Type/property` of those that annotations say cannot be changed, with the line. */
  fixed: Map<string, number>;
  /** Where the schema of Graph begins; 0 where there is none. */
  line: number;
}

const NAMESPACE = 'microsoft.graph';

/** The clouds that names of published schemas tell: `v1.0-Mooncake.csdl`. */
const CLOUD_NAMES: readonly [RegExp, Cloud][] = [
  [/prod/i, 'global'],
  [/fairfax/i, 'usGovL4'],
  [/mooncake|gallatin/i, 'china'],
];

/**
 * What a `$metadata` document says: types with their bases, members, enumerations, and whether the path is there.
 * @see https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html
 * @throws UsageError for what is no CSDL
 */
export function csdlStatements(document: Document, subject: Subject): Reading {
  const { name } = document;
  const schema = schemaIn(textOf(document), name);
  if (schema.line === 0)
    return { kind: 'csdl', name, statements: [], passedOver: `it has no schema ${NAMESPACE}` };
  const statements: Statement[] = [];
  const say = (key: string, value: Value, line: number): void =>
    void statements.push({ key, value, place: { file: name, line } });
  const main = mainOperation(subject);

  const root = schema.types.get(subject.type);
  for (const type of subject.types.values()) {
    const found = schema.types.get(type.name);
    if (found) sayType(type, found);
    // Where the resource's type is absent, that what it refers to is absent too tells nothing more.
    else if (type.name === subject.type || root) say(KEYS.type(type.name), ABSENT, nearest(type));
  }
  for (const [enumeration, members] of subject.enumerations) sayEnumeration(enumeration, members);
  if (root) sayPath();
  const file = name.split(/[/\\]/).pop() ?? name;
  const cloud = CLOUD_NAMES.find(([word]) => word.test(file))?.[1];
  if (cloud !== undefined)
    say(KEYS.cloud(cloud), root !== undefined, root?.line ?? nearest(subject.types.get(subject.type)));
  const version = /(?:^|[^a-z0-9])(v\d+\.\d+|beta)(?![a-z0-9])/i.exec(name)?.[1]?.toLowerCase();
  return {
    kind: 'csdl',
    name,
    ...(version !== undefined && { version }),
    ...(cloud !== undefined && { cloud }),
    statements,
  };

  /** Where an absent type would be looked for: at its base, else at the schema. */
  function nearest(type: KnownType | undefined): number {
    const base = type?.bases.map((each) => schema.types.get(each)).find((each) => each !== undefined);
    return base?.line ?? schema.line;
  }

  function sayType(type: KnownType, found: StructuredType): void {
    say(KEYS.type(type.name), DECLARED, found.line);
    if (type.bases.length > 0) say(KEYS.base(type.name), found.base ?? 'none', found.line);
    const chain = chainOf(found, schema);
    const key = chain.find((each) => each.key !== undefined)?.key;
    if (key !== undefined) say(KEYS.key(type.name), key, found.line);
    const members = new Map(chain.toReversed().flatMap((each) => [...each.members]));
    for (const [property, member] of members) sayMember(type, property, member, key);
    for (const property of type.properties.keys())
      if (!members.has(property)) say(KEYS.property(type.name, property), ABSENT, found.line);
  }

  function sayMember(type: KnownType, property: string, member: Member, key: string | undefined): void {
    const { line } = member;
    say(KEYS.property(type.name, property), DECLARED, line);
    if (!type.properties.has(property)) return;
    say(KEYS.propertyType(type.name, property), member.type, line);
    if (!isCollection(member.type)) say(KEYS.nullable(type.name, property), member.nullable ?? true, line);
    else if (member.nullable !== undefined)
      say(KEYS.itemsNullable(type.name, property), member.nullable, line);
    const fixed = schema.fixed.get(`${type.name}/${property}`);
    if (type.name === subject.type)
      say(KEYS.updatable(type.name, property), property !== key && fixed === undefined, fixed ?? line);
    const bounds = schema.bounds.get(`${type.name}/${property}`);
    if (bounds)
      say(KEYS.range(type.name, property), rangeOf(bounds.minimum, bounds.maximum, UNSAID), bounds.line);
  }

  function sayEnumeration(enumeration: string, members: readonly string[]): void {
    const found = schema.enumerations.get(enumeration);
    if (!found) {
      // Without the resource's type its enumerations tell nothing.
      for (const member of root ? members : []) say(KEYS.member(enumeration, member), ABSENT, schema.line);
      return;
    }
    for (const [member, line] of found.members) say(KEYS.member(enumeration, member), DECLARED, line);
    for (const member of members)
      if (!found.members.has(member)) say(KEYS.member(enumeration, member), ABSENT, found.line);
  }

  /** Follows the path from the container through navigation properties; the last segment is a key. */
  function sayPath(): void {
    const [start = '', ...segments] = subject.path.split('/').slice(1);
    let type = schema.roots.get(start);
    if (type === undefined) {
      // An extract of a schema has no container.
      if (schema.roots.size > 0) say(KEYS.path(main.method), `no ${start} in the container`, schema.line);
      return;
    }
    let line = schema.line;
    for (const segment of segments) {
      if (isCollection(type)) break;
      const at = schema.types.get(type);
      if (!at) return;
      const next = chainOf(at, schema)
        .map(({ members }) => members.get(segment))
        .find((member) => member !== undefined);
      if (!next) return say(KEYS.path(main.method), `no ${segment} on ${type}`, at.line);
      ({ type, line } = next);
    }
    const ours = [subject.type, ...(subject.types.get(subject.type)?.bases ?? []).slice(0, 1)];
    if (!ours.includes(itemType(type))) return say(KEYS.path(main.method), `it leads to ${type}`, line);
    say(KEYS.path(main.method), subject.path, line);
  }
}

/** A type and its bases, the nearest first. */
function chainOf(type: StructuredType, { types }: Schema): StructuredType[] {
  const chain: StructuredType[] = [];
  for (let at: StructuredType | undefined = type; at && !chain.includes(at);) {
    chain.push(at);
    at = at.base === undefined ? undefined : types.get(at.base);
  }
  return chain;
}

function schemaIn(text: string, file: string): Schema {
  const schema: Schema = {
    types: new Map(),
    enumerations: new Map(),
    roots: new Map(),
    bounds: new Map(),
    fixed: new Map(),
    line: 0,
  };
  const parser = new SaxesParser();
  let namespace = '';
  let names: string[] = [NAMESPACE];
  let edmx = false;
  let type: StructuredType | undefined;
  let enumeration: Map<string, number> | undefined;
  let target: string | undefined;
  let typeName = '';
  let memberName = '';
  let begun = 1;
  const short = (name: string): string => shortType(name, names);
  parser.on('error', (error) => {
    throw new UsageError(
      `${file}: it is no XML: ${error.message.replace(/^\d+:\d+: /, '')} (line ${parser.line})`,
    );
  });
  parser.on('opentagstart', () => (begun = parser.line));
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const tag = name.slice(name.indexOf(':') + 1);
    const own = attributes['Name'] ?? '';
    if (tag === 'Edmx') edmx = true;
    if (tag === 'Schema') {
      edmx = true;
      namespace = attributes['Namespace'] ?? '';
      names = [
        NAMESPACE,
        ...(namespace === NAMESPACE ? [attributes['Alias'] ?? 'graph', 'self'] : ['graph']),
      ];
      if (namespace === NAMESPACE) schema.line = begun;
      return;
    }
    if (tag === 'Annotations') target = attributes['Target'];
    if (tag === 'Annotation') bound(attributes);
    if (tag === 'Singleton') schema.roots.set(own, short(attributes['Type'] ?? ''));
    if (tag === 'EntitySet') schema.roots.set(own, `Collection(${short(attributes['EntityType'] ?? '')})`);
    if (namespace !== NAMESPACE) return;
    if (tag === 'EntityType' || tag === 'ComplexType') {
      const base = attributes['BaseType'];
      typeName = own;
      type = {
        line: begun,
        base: base === undefined ? undefined : short(base),
        key: undefined,
        members: new Map(),
      };
      schema.types.set(own, type);
    } else if (tag === 'EnumType') {
      enumeration = new Map();
      schema.enumerations.set(own, { line: begun, members: enumeration });
    } else if (tag === 'Member') enumeration?.set(own, begun);
    else if (tag === 'PropertyRef') {
      if (type) type.key ??= own;
    } else if (tag === 'Property' || tag === 'NavigationProperty') {
      memberName = own;
      const nullable = attributes['Nullable'];
      type?.members.set(own, {
        line: begun,
        type: short(attributes['Type'] ?? ''),
        nullable: nullable === undefined ? undefined : nullable !== 'false',
        navigation: tag === 'NavigationProperty',
      });
    }
  });
  parser.on('closetag', ({ name }: SaxesTagPlain) => {
    const tag = name.slice(name.indexOf(':') + 1);
    if (tag === 'EntityType' || tag === 'ComplexType') type = undefined;
    else if (tag === 'EnumType') enumeration = undefined;
    else if (tag === 'Annotations') target = undefined;
    else if (tag === 'Property' || tag === 'NavigationProperty') memberName = '';
    else if (tag === 'Schema') namespace = '';
  });
  // In pieces, so that the parser holds little at a time.
  for (let at = 0; at < text.length; at += PIECE) parser.write(text.slice(at, at + PIECE));
  parser.close();
  if (!edmx) throw new UsageError(`${file}: it is XML, but no CSDL`);
  return schema;

  /** Bounds, inside a property or aimed at one. */
  function bound(attributes: Record<string, string>): void {
    const place =
      target !== undefined
        ? short(target.replace(/\/.*/, '')) + target.replace(/^[^/]*/, '')
        : `${typeName}/${memberName}`;
    if (
      /(?:^|\.)Core\.(?:V1\.)?(?:Computed|Immutable)$/.test(attributes['Term'] ?? '') &&
      attributes['Bool'] !== 'false'
    )
      schema.fixed.set(place, begun);
    const [, side] = /(?:^|\.)Validation\.(?:V1\.)?(Minimum|Maximum)$/.exec(attributes['Term'] ?? '') ?? [];
    const value = attributes['Int'] ?? attributes['Decimal'];
    if (side === undefined || value === undefined) return;
    const before = schema.bounds.get(place) ?? { line: begun };
    schema.bounds.set(place, { ...before, [side.toLowerCase()]: Number(value) });
  }
}

const PIECE = 256 * 1024;

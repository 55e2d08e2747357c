import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { LIMITS, raising } from '../../../bounds/limits';
import { UsageError } from '../../../usage-error';
import { shortType } from '../../edm-types';
import type { Schema, StructuredType } from './schema';

export const NAMESPACE = 'microsoft.graph';

type Attributes = Readonly<Record<string, string>>;

/** A schema during parsing, and the position of the parser. */
interface Reading {
  schema: Schema;
  /** Whether any tag of CSDL was found. */
  isCsdl: boolean;
  /** The namespace of the open schema. */
  namespace: string;
  /** The names of Graph's namespace in the schema. */
  names: readonly string[];
  type?: StructuredType | undefined;
  enumeration?: Map<string, number> | undefined;
  /** The target of the open annotations. */
  target?: string | undefined;
  typeName: string;
  memberName: string;
  /** The line on which the tag begins. */
  line: number;
}

/** Number of characters that the parser gets at once, to limit its memory. */
const PIECE = 256 * 1024;

/** Limit of attributes; a tag of CSDL has about ten at most. */
const ATTRIBUTES = 1_000;

/**
 * Reads a `$metadata` document.
 * @param file the name that the user gave it
 * @throws UsageError if the document is not CSDL
 */
export function parseSchema(text: string, file: string): Schema {
  const reading: Reading = {
    schema: {
      types: new Map(),
      enumerations: new Map(),
      roots: new Map(),
      bounds: new Map(),
      fixed: new Map(),
      line: 0,
    },
    isCsdl: false,
    namespace: '',
    names: [NAMESPACE],
    typeName: '',
    memberName: '',
    line: 1,
  };
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw new UsageError(
      `${file}: it is not XML: ${error.message.replace(/^\d+:\d+: /, '')} (line ${parser.line})`,
    );
  });
  parser.on('doctype', () => {
    throw new UsageError(`${file}: a DOCTYPE is not read, since CSDL has none (line ${parser.line})`);
  });
  let depth = 0;
  let attributes = 0;
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > ATTRIBUTES)
      throw new UsageError(`${file}: a tag has more than ${ATTRIBUTES} attributes (line ${parser.line})`);
  });
  parser.on('opentagstart', () => {
    reading.line = parser.line;
    attributes = 0;
    depth += 1;
    if (depth > LIMITS.depth)
      throw new UsageError(
        `${file}: nested more than ${LIMITS.depth} levels deep in line ${parser.line}; ${raising('depth')}`,
      );
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const tag = localName(name);
    OPENED.get(tag)?.(reading, attributes);
    if (reading.namespace === NAMESPACE) OPENED_IN_GRAPH.get(tag)?.(reading, attributes);
  });
  parser.on('closetag', ({ name }: SaxesTagPlain) => {
    depth -= 1;
    Object.assign(reading, CLOSED.get(localName(name)));
  });
  for (let at = 0; at < text.length; at += PIECE) parser.write(text.slice(at, at + PIECE));
  parser.close();
  if (!reading.isCsdl) throw new UsageError(`${file}: it is XML, but not CSDL; name a $metadata document`);
  return reading.schema;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

type Tags = ReadonlyMap<string, (reading: Reading, attributes: Attributes) => void>;

/** What is recorded when a tag opens, in any schema. */
const OPENED: Tags = new Map<string, (reading: Reading, attributes: Attributes) => void>([
  ['Edmx', (reading) => void (reading.isCsdl = true)],
  ['Schema', openSchema],
  ['Annotations', (reading, { Target }) => void (reading.target = Target)],
  ['Annotation', readAnnotation],
  [
    'Singleton',
    ({ schema, names }, { Name = '', Type = '' }) => void schema.roots.set(Name, shortType(Type, names)),
  ],
  [
    'EntitySet',
    ({ schema, names }, { Name = '', EntityType = '' }) =>
      void schema.roots.set(Name, `Collection(${shortType(EntityType, names)})`),
  ],
]);

/** What is recorded when a tag opens in the schema of Graph. */
const OPENED_IN_GRAPH: Tags = new Map([
  ['EntityType', openType],
  ['ComplexType', openType],
  ['EnumType', openEnumeration],
  ['Member', ({ enumeration, line }, { Name = '' }) => void enumeration?.set(Name, line)],
  [
    'PropertyRef',
    ({ type }, { Name = '' }) => {
      if (type) type.key ??= Name;
    },
  ],
  ['Property', openMember],
  ['NavigationProperty', openMember],
]);

/** What is reset when a tag closes. */
const CLOSED: ReadonlyMap<string, Partial<Reading>> = new Map<string, Partial<Reading>>([
  ['EntityType', { type: undefined }],
  ['ComplexType', { type: undefined }],
  ['EnumType', { enumeration: undefined }],
  ['Annotations', { target: undefined }],
  ['Property', { memberName: '' }],
  ['NavigationProperty', { memberName: '' }],
  ['Schema', { namespace: '' }],
]);

function openSchema(reading: Reading, { Namespace = '', Alias = 'graph' }: Attributes): void {
  const isGraph = Namespace === NAMESPACE;
  reading.isCsdl = true;
  reading.namespace = Namespace;
  reading.names = [NAMESPACE, ...(isGraph ? [Alias, 'self'] : ['graph'])];
  if (isGraph) reading.schema.line = reading.line;
}

function openType(reading: Reading, { Name = '', BaseType }: Attributes): void {
  const { schema, line, names } = reading;
  const base = BaseType === undefined ? undefined : shortType(BaseType, names);
  reading.type = { line, base, key: undefined, members: new Map() };
  reading.typeName = Name;
  schema.types.set(Name, reading.type);
}

function openEnumeration(reading: Reading, { Name = '' }: Attributes): void {
  reading.enumeration = new Map();
  reading.schema.enumerations.set(Name, { line: reading.line, members: reading.enumeration });
}

function openMember(reading: Reading, { Name = '', Type = '', Nullable }: Attributes): void {
  const { line, names, type } = reading;
  reading.memberName = Name;
  type?.members.set(Name, {
    line,
    type: shortType(Type, names),
    nullable: Nullable === undefined ? undefined : Nullable !== 'false',
  });
}

/** Records bounds and read-only marks, inside a property or targeting one. */
function readAnnotation(reading: Reading, { Term = '', Bool, Int, Decimal }: Attributes): void {
  const { schema, target, names, typeName, memberName, line } = reading;
  const place =
    target === undefined
      ? `${typeName}/${memberName}`
      : shortType(target.replace(/\/.*/, ''), names) + target.replace(/^[^/]*/, '');
  if (/(?:^|\.)Core\.(?:V1\.)?(?:Computed|Immutable)$/.test(Term) && Bool !== 'false')
    schema.fixed.set(place, line);
  const [, side] = /(?:^|\.)Validation\.(?:V1\.)?(Minimum|Maximum)$/.exec(Term) ?? [];
  const value = Int ?? Decimal;
  if (side === undefined || value === undefined) return;
  const before = schema.bounds.get(place) ?? { line };
  schema.bounds.set(place, { ...before, [side.toLowerCase()]: Number(value) });
}

import type { Operation } from '../../contract/operation';
import { COMMON, packData, packText, shownFile, type Pack, type PackFile } from '../../contract/pack';
import { resolve, type ParameterNode, type SchemaNode } from '../../contract/slice';
import { LocatedYaml } from './located-yaml';
import { leastFirst } from './permissions';
import { isCollection, jsonKindOf } from '../edm-types';
import { KEYS } from '../keys';
import { rangeOf } from '../ranges';
import {
  CLOUDS,
  DECLARED,
  IN_ORDER,
  JSON_OBJECT,
  NO_BODY,
  PERMISSION_KINDS,
  SAME_VERSION,
  type Cloud,
  type OwnStatement,
  type Place,
  type Value,
} from '../statements';
import type { KnownOperation, KnownProperty, KnownType, Subject } from '../subject';

/** What an operation's `statements.yaml` holds. */
interface Beside {
  /** What pages have no tick for, and no table of, is left out. */
  clouds: Partial<Record<Cloud, boolean>>;
  types: Record<string, { bases: string[]; key?: string }>;
  enumerations: Record<string, string>;
  /** Members of those enumerations of which a value can have several: to the slice such a value is a string. */
  flags?: Record<string, string[]>;
}

interface SliceOperation {
  parameters?: { $ref: string }[];
  requestBody?: { content: Record<string, { schema: SchemaNode }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: SchemaNode }> }>;
  'x-permissions'?: Record<string, string[] | string>;
}

const METHODS = ['patch', 'get', 'delete'] as const;

interface Own {
  subject: Subject;
  statements: OwnStatement[];
}

const read = new WeakMap<Operation, Own>();

/** The contract of an operation as statements, read once. */
export function ownStatements(operation: Operation): Own {
  let own = read.get(operation);
  if (!own) read.set(operation, (own = sliceStatements(operation)));
  return own;
}

/** A file of a pack whose parts know their lines. */
interface LocatedFile {
  name: string;
  yaml: LocatedYaml;
}

const locatedFile = (pack: Pack, file: PackFile): LocatedFile => ({
  name: shownFile(pack, file),
  yaml: new LocatedYaml(packText(pack, file)),
});

/** The slice of an operation, and beside it what OpenAPI has no word for, as its `statements.yaml` has it. */
function sliceStatements(whole: Operation): Own {
  const { slice, path } = whole;
  const files = [whole.pack, COMMON].map((pack) => locatedFile(pack, 'openapi.yaml'));
  const besideFile = locatedFile(whole.pack, 'statements.yaml');
  const beside = packData(whole.pack, 'statements.yaml') as Beside;
  const statements: OwnStatement[] = [];
  const item = slice.paths[path] as unknown as Record<string, SliceOperation>;

  /** A slice refers to what packs share: a part stands in the first file that has it. */
  const placeOf = (at: (string | number)[]): Place => {
    const [area] = at;
    const part = at.slice(0, area === 'components' ? 3 : 2);
    const file = files.find(({ yaml }) => yaml.has(part)) ?? (files[0] as LocatedFile);
    return { file: file.name, line: file.yaml.lineOf(at) };
  };
  const say = (key: string, value: Value, at: (string | number)[], requirement?: string): void =>
    void statements.push({
      key,
      value,
      place: placeOf(at),
      ...(requirement !== undefined && { requirement }),
    });
  const placeBeside = (at: (string | number)[]): Place => ({
    file: besideFile.name,
    line: besideFile.yaml.lineOf(at),
  });
  const sayBeside = (key: string, value: Value, at: (string | number)[]): void =>
    void statements.push({ key, value, place: placeBeside(at) });

  const { types, schemas, enumerations } = typesIn(whole, beside);
  const [type = ''] = types.keys();
  const operations = METHODS.flatMap((method): KnownOperation[] => {
    const operation = item[method];
    return operation ? [sayOperation(method.toUpperCase(), operation, ['paths', path, method])] : [];
  });

  for (const known of types.values()) sayType(known);
  for (const [enumeration, { members, at, requirement }] of enumerations)
    members.forEach((member, index) =>
      say(KEYS.member(enumeration, member), DECLARED, [...at, index], requirement),
    );
  for (const [enumeration, members] of Object.entries(beside.flags ?? {}))
    members.forEach((member, index) =>
      sayBeside(KEYS.member(enumeration, member), DECLARED, ['flags', enumeration, index]),
    );
  for (const cloud of CLOUDS) {
    const ticked = beside.clouds[cloud];
    if (ticked !== undefined) sayBeside(KEYS.cloud(cloud), ticked, ['clouds', cloud]);
  }

  const subject: Subject = {
    operation: whole,
    type,
    path,
    operations,
    types,
    enumerations: new Map([
      ...[...enumerations].map(([name, { members }]): [string, string[]] => [name, members]),
      ...Object.entries(beside.flags ?? {}),
    ]),
  };
  return { subject, statements };

  function sayOperation(name: string, operation: SliceOperation, at: string[]): KnownOperation {
    const requiredHeaders: string[] = [];
    say(KEYS.method(name), name, at, 'REQ-METHOD');
    say(KEYS.path(name), path, ['paths', path], 'REQ-PATH');
    for (const { $ref } of operation.parameters ?? []) {
      const id = $ref.split('/').pop() as string;
      const parameter = slice.components.parameters[id] as ParameterNode;
      if (parameter.in !== 'header' || parameter.required !== true) continue;
      requiredHeaders.push(parameter.name);
      const place = ['components', 'parameters', id];
      say(KEYS.header(name, parameter.name), true, [...place, 'required'], parameter['x-requirement']);
      if (parameter.name === 'Authorization') say(KEYS.scheme(name), 'Bearer', place, 'REQ-AUTH');
    }
    if (operation.requestBody) sayRequest(name, operation.requestBody, [...at, 'requestBody']);
    const status = Object.keys(operation.responses).find((code) => /^2/.test(code));
    if (status !== undefined) sayResponse(name, status, operation.responses, [...at, 'responses', status]);
    const permissions = operation['x-permissions'];
    for (const kind of permissions ? PERMISSION_KINDS : []) {
      const named = permissions?.[kind];
      say(
        KEYS.permission(name, kind),
        typeof named === 'object' ? leastFirst(named) : [],
        [...at, 'x-permissions', ...(named ? [kind] : [])],
        typeof permissions?.['x-requirement'] === 'string' ? permissions['x-requirement'] : undefined,
      );
    }
    return { method: name, requiredHeaders };
  }

  function sayRequest(
    name: string,
    { content }: NonNullable<SliceOperation['requestBody']>,
    at: string[],
  ): void {
    const [media = ''] = Object.keys(content);
    say(KEYS.requestMedia(name), media, [...at, 'content', media], 'REQ-CT');
    const id = refName(content[media]?.schema);
    const node = slice.components.schemas[id];
    if (!node) return;
    const place = ['components', 'schemas', id];
    say(KEYS.requestType(name), id.replace(/Update$/, ''), [...at, 'content', media], 'REQ-JSON');
    say(KEYS.requestJson(name), JSON_OBJECT, [...place, 'type'], 'REQ-JSON');
    say(
      KEYS.annotationRequired(name),
      node.required?.includes('@odata.type') === true,
      [...place, 'required'],
      'REQ-TYPE',
    );
    const annotation = node.properties?.['@odata.type']?.const;
    if (typeof annotation === 'string')
      say(KEYS.annotationValue(name), annotation, [...place, 'properties', '@odata.type'], 'REQ-TYPE-VALUE');
  }

  function sayResponse(
    name: string,
    status: string,
    responses: SliceOperation['responses'],
    at: string[],
  ): void {
    say(KEYS.status(name), status, at, 'RES-204');
    const { $ref, content } = responses[status] as SliceOperation['responses'][string];
    if ($ref !== undefined || !content) return say(KEYS.body(name), NO_BODY, at, 'RES-EMPTY');
    const [media = ''] = Object.keys(content);
    say(KEYS.responseMedia(name), media, [...at, 'content', media], 'GET-SHAPE');
    say(KEYS.body(name), refName(content[media]?.schema), [...at, 'content', media], 'GET-SHAPE');
    say(KEYS.context(name), SAME_VERSION, at);
  }

  function sayType(known: KnownType): void {
    const { name, bases, properties } = known;
    const { id, node } = schemas.get(name) as Found;
    const place = ['components', 'schemas', id];
    say(KEYS.type(name), DECLARED, place);
    say(KEYS.annotation(name), `#microsoft.graph.${name}`, place);
    const [base] = bases;
    if (base !== undefined) sayBeside(KEYS.base(name), base, ['types', name, 'bases']);
    say(KEYS.page(name), name.toLowerCase(), place);
    const { key } = beside.types[name] ?? {};
    if (key !== undefined) sayBeside(KEYS.key(name), key, ['types', name, 'key']);
    for (const [property, facts] of properties) {
      const at = [...place, 'properties', property];
      const schema = node.properties?.[property] as SchemaNode;
      const requirement = rowOf(resolve(schema));
      say(KEYS.property(name, property), DECLARED, at, requirement);
      say(KEYS.propertyType(name, property), facts.type, at, requirement);
      say(
        KEYS.json(name, property),
        jsonKindOf(facts.type, (other) => types.has(other)),
        at,
        requirement,
      );
      if (isCollection(facts.type)) say(KEYS.itemsNullable(name, property), false, at, requirement);
      if (facts.nullable !== undefined) say(KEYS.nullable(name, property), facts.nullable, at, requirement);
      if (schema.minimum !== undefined || schema.maximum !== undefined)
        say(KEYS.range(name, property), rangeOf(schema.minimum, schema.maximum), at, requirement);
      if (name === type) say(KEYS.updatable(name, property), schema.const === undefined, at, requirement);
    }
    for (const [index, pair] of (node['x-ascending'] ?? []).entries())
      say(
        KEYS.order(name, ...pair.members),
        IN_ORDER,
        [...place, 'x-ascending', index],
        pair['x-requirement'],
      );
  }
}

interface Found {
  id: string;
  node: SchemaNode;
}

/** The types that an update's body reaches, the resource's own first. */
function typesIn(
  { name: operation, slice }: Operation,
  beside: Beside,
): {
  types: Map<string, KnownType>;
  schemas: Map<string, Found>;
  enumerations: Map<string, { members: string[]; at: (string | number)[]; requirement?: string }>;
} {
  const types = new Map<string, KnownType>();
  const schemas = new Map<string, Found>();
  const enumerations = new Map<
    string,
    { members: string[]; at: (string | number)[]; requirement?: string }
  >();
  const names = Object.keys(beside.types);
  for (const name of names) {
    const id = slice.components.schemas[`${name}Update`] ? `${name}Update` : name;
    const node = slice.components.schemas[id];
    if (!node) throw new Error(`the slice of ${operation} has no schema of ${name}`);
    schemas.set(name, { id, node });
    const properties = new Map<string, KnownProperty>();
    for (const [property, schema] of Object.entries(node.properties ?? {})) {
      if (property.includes('@')) continue;
      const named = beside.enumerations[property];
      const isFlags = named !== undefined && beside.flags?.[named] !== undefined;
      const enumeration = schema.enum || isFlags ? named : undefined;
      if (enumeration !== undefined && !isFlags) {
        const requirement = rowOf(schema);
        enumerations.set(enumeration, {
          members: (schema.enum ?? []).filter((member) => typeof member === 'string'),
          at: ['components', 'schemas', id, 'properties', property, 'enum'],
          ...(requirement !== undefined && { requirement }),
        });
      }
      properties.set(property, { ...propertyOf(schema, enumeration), ...(isFlags && { isFlags }) });
    }
    types.set(name, {
      name,
      bases: beside.types[name]?.bases ?? [],
      properties,
      orders: (node['x-ascending'] ?? []).map(({ members }) => members),
    });
  }
  return { types, schemas, enumerations };
}

function propertyOf(schema: SchemaNode, enumeration: string | undefined): KnownProperty {
  const nullable = [resolve(schema).type ?? []].flat().includes('null');
  if (enumeration !== undefined) return { type: enumeration, nullable, enumeration };
  return { type: typeOf(schema), nullable };
}

/** A schema's type as CSDL writes it. */
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
};

const refName = (node: { $ref?: string } | undefined): string => node?.$ref?.split('/').pop() ?? '';

/** The row that a schema's constraints name; the first where they name several. */
function rowOf({ 'x-requirement': named }: SchemaNode): string | undefined {
  return typeof named === 'string' ? named : Object.values(named ?? {})[0];
}

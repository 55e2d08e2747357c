import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { packageFile } from '../../schema/package-root';
import type { ParameterNode, SchemaNode, Slice } from '../../schema/slice';
import { LocatedYaml } from './located-yaml';
import {
  CLOUDS,
  DECLARED,
  IN_ORDER,
  isCollection,
  jsonKindOf,
  JSON_OBJECT,
  KEYS,
  NO_BODY,
  PERMISSION_KINDS,
  rangeOf,
  SAME_VERSION,
  type Cloud,
  type KnownOperation,
  type KnownProperty,
  type KnownType,
  type OwnStatement,
  type Subject,
  type Value,
} from '../statements';

/** What `spec/statements.yaml` holds. */
interface Beside {
  clouds: Record<Cloud, boolean>;
  types: Record<string, { bases: string[]; key?: string }>;
  enumerations: Record<string, string>;
}

interface SliceOperation {
  parameters?: { $ref: string }[];
  requestBody?: { content: Record<string, { schema: SchemaNode }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: SchemaNode }> }>;
  'x-permissions'?: Record<string, string[] | string>;
}

const SLICE_FILE = 'spec/openapi.yaml';
const BESIDE_FILE = 'spec/statements.yaml';
const METHODS = ['patch', 'get', 'delete'] as const;

let own: { subject: Subject; statements: OwnStatement[] } | undefined;

/** The contract of the package as statements, read once. */
export function ownStatements(): { subject: Subject; statements: OwnStatement[] } {
  own ??= sliceStatements(
    readFileSync(packageFile(SLICE_FILE), 'utf8'),
    readFileSync(packageFile(BESIDE_FILE), 'utf8'),
  );
  return own;
}

/**
 * A slice as statements.
 * @param text the slice, OpenAPI 3.1 in YAML
 * @param besideText what OpenAPI has no word for, as `spec/statements.yaml` has it
 */
export function sliceStatements(
  text: string,
  besideText: string,
): { subject: Subject; statements: OwnStatement[] } {
  const yaml = new LocatedYaml(text);
  const slice = yaml.toJS() as Slice;
  const besideYaml = new LocatedYaml(besideText);
  const beside = parse(besideText) as Beside;
  const statements: OwnStatement[] = [];
  const [path = ''] = Object.keys(slice.paths);
  const item = slice.paths[path] as Record<string, SliceOperation>;

  const say = (key: string, value: Value, at: (string | number)[], requirement?: string): void =>
    void statements.push({
      key,
      value,
      place: { file: SLICE_FILE, line: yaml.lineOf(at) },
      ...(requirement !== undefined && { requirement }),
    });
  const sayBeside = (key: string, value: Value, at: string[]): void =>
    void statements.push({ key, value, place: { file: BESIDE_FILE, line: besideYaml.lineOf(at) } });

  const { types, schemas, enumerations } = typesIn(slice, beside);
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
  for (const cloud of CLOUDS) sayBeside(KEYS.cloud(cloud), beside.clouds[cloud], ['clouds', cloud]);

  const subject: Subject = {
    type,
    path,
    operations,
    types,
    enumerations: new Map([...enumerations].map(([name, { members }]) => [name, members])),
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
      const requirement = rowOf(schema);
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
  slice: Slice,
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
    if (!node) throw new Error(`spec/openapi.yaml has no schema of ${name}`);
    schemas.set(name, { id, node });
    const properties = new Map<string, KnownProperty>();
    for (const [property, schema] of Object.entries(node.properties ?? {})) {
      if (property.includes('@')) continue;
      const enumeration = schema.enum ? beside.enumerations[property] : undefined;
      if (enumeration !== undefined) {
        const requirement = rowOf(schema);
        enumerations.set(enumeration, {
          members: (schema.enum ?? []).filter((member) => typeof member === 'string'),
          at: ['components', 'schemas', id, 'properties', property, 'enum'],
          ...(requirement !== undefined && { requirement }),
        });
      }
      properties.set(property, propertyOf(schema, enumeration));
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
  const words = [schema.type ?? []].flat();
  const [word = 'object'] = words.filter((each) => each !== 'null');
  const nullable = words.includes('null');
  if (word === 'array')
    return { type: `Collection(${refName(schema.items).replace(/Update$/, '')})`, nullable };
  if (enumeration !== undefined) return { type: enumeration, nullable, enumeration };
  const scalars: Record<string, string> = {
    integer: 'Edm.Int32',
    boolean: 'Edm.Boolean',
    number: 'Edm.Double',
    string: 'Edm.String',
  };
  return { type: scalars[word] ?? refName(schema).replace(/Update$/, ''), nullable };
}

const refName = (node: { $ref?: string } | undefined): string => node?.$ref?.split('/').pop() ?? '';

/** The row that a schema's constraints name; the first where they name several. */
function rowOf({ 'x-requirement': named }: SchemaNode): string | undefined {
  return typeof named === 'string' ? named : Object.values(named ?? {})[0];
}

/** The least privileged permission, and the others in one order: pages need not agree on theirs. */
export const leastFirst = ([least, ...others]: readonly string[]): string[] =>
  least === undefined ? [] : [least, ...others.sort()];

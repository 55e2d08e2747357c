import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { packageFile } from './package-root';

/** A schema node of the slice, as far as this package looks into it. */
export interface SchemaNode {
  title?: string;
  description?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  pattern?: string;
  required?: string[];
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  $ref?: string;
  'x-requirement'?: string | Record<string, string>;
  'x-ascending'?: AscendingPair[];
}

/** One link of an order: where both members are there, the first is at most the second. */
export interface AscendingPair {
  members: [string, string];
  /** The one of the two that a breach is told of. */
  subject: string;
  'x-requirement': string;
}

/** The parts of `spec/openapi.yaml` that the suite reads. */
export interface Slice {
  info: { version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, unknown>>;
  components: {
    schemas: Record<string, SchemaNode>;
    parameters: Record<string, ParameterNode>;
    headers: Record<string, HeaderNode>;
    responses: Record<string, { headers?: Record<string, { $ref: string }> }>;
  };
}

/** A header parameter of the slice. */
export interface ParameterNode {
  name: string;
  in: string;
  description?: string;
  required?: boolean;
  schema: SchemaNode;
  'x-requirement'?: string;
}

/** A header of the slice's responses. */
export interface HeaderNode {
  schema: SchemaNode;
}

/** The name of the schema that an update's body is held to. */
export const UPDATE_SCHEMA = 'temporaryAccessPassAuthenticationMethodConfigurationUpdate';
/** The name of the schema that a read's body is held to. */
export const POLICY_SCHEMA = 'temporaryAccessPassAuthenticationMethodConfiguration';

let loaded: { slice: Slice; digest: string } | undefined;

function load(): { slice: Slice; digest: string } {
  if (!loaded) {
    const text = readFileSync(packageFile('spec', 'openapi.yaml'), 'utf8');
    loaded = {
      slice: parse(text) as Slice,
      digest: `sha256:${createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')}`,
    };
  }
  return loaded;
}

/** The OpenAPI slice, parsed once. */
export const slice = (): Slice => load().slice;

/** `sha256:…` of the slice's text, line ends folded, so that two reports tell whether they judged by one contract. */
export const sliceDigest = (): string => load().digest;

/** The path of the operation, from the version root. */
export const operationPath = (): string => Object.keys(slice().paths)[0] as string;

/** A schema of the slice with a reference, if it is one, followed. */
export function resolve(node: SchemaNode): SchemaNode {
  const name = node.$ref?.split('/').pop();
  return name === undefined ? node : schemaNamed(name);
}

/** The schema of that name; an unknown name is a mistake of the caller's. */
export function schemaNamed(name: string): SchemaNode {
  const found = slice().components.schemas[name];
  if (!found) throw new Error(`spec/openapi.yaml has no schema named ${name}`);
  return found;
}

/**
 * The schemas of headers, by direction and name: `request-header:Content-Type`, `response-header:Allow`. A
 * request's parameter lends its schema the description.
 */
export function headerSchemas(): Record<string, SchemaNode> {
  const { parameters, headers, responses } = slice().components;
  const sent = Object.values(parameters).map(({ name, description, schema }) => [
    `request-header:${name}`,
    { ...(description !== undefined && { description }), ...schema },
  ]);
  const answered = Object.values(responses).flatMap((response) =>
    Object.entries(response.headers ?? {}).map(([name, { $ref }]) => [
      `response-header:${name}`,
      headers[$ref.split('/').pop() as string]?.schema,
    ]),
  );
  return Object.fromEntries([...sent, ...answered]) as Record<string, SchemaNode>;
}

/** The properties that a schema declares, by name. */
export const propertiesOf = (node: SchemaNode): Record<string, SchemaNode> => node.properties ?? {};

/** The JSON types that a schema allows; none where it doesn't say. */
export const typesOf = (node: SchemaNode): string[] => [node.type ?? []].flat();

/** The pairs of members that an update has to keep in order. */
export const ascendingPairs = (): NonNullable<SchemaNode['x-ascending']> =>
  schemaNamed(UPDATE_SCHEMA)['x-ascending'] ?? [];

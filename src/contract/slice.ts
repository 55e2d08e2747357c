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
  /** The pages show the member, and nowhere say that an update may set it. */
  'x-silent'?: boolean;
  /** On which side of a value more people could sign in, for longer or more easily. */
  'x-wider'?: Wider;
  /** Values of another type that a sample of Microsoft's own has all the same. */
  'x-sampled'?: unknown[];
  /** The documented default. */
  'x-default'?: unknown;
  /** Members that may be recalculated when one of them is sent. */
  'x-recalculated'?: string[];
}

/** Which way a policy is opened: a number goes up or down, a boolean is this one, targets are more or fewer, or it is any change. */
export type Wider = 'higher' | 'lower' | 'true' | 'false' | 'more targets' | 'fewer targets' | 'any change';

/** One link of an order: where both members are there, the first is at most the second. */
export interface AscendingPair {
  members: [string, string];
  /** The one of the two that a breach is told of. */
  subject: string;
  'x-requirement': string;
}

/** The parts of an OpenAPI slice that the suite reads. */
export interface Slice {
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, unknown>>;
  components: {
    securitySchemes: Record<string, object>;
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

/** What each reference of a slice that was loaded leads to. */
const targets = new WeakMap<SchemaNode, SchemaNode>();

/**
 * Finds out once what the references of a slice lead to, so that they can be followed without it.
 * @throws Error for one that leads nowhere
 */
export function rememberTargets({ components: { schemas } }: Slice): void {
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { $ref } = node as SchemaNode;
    if (typeof $ref === 'string') {
      const target = schemas[$ref.replace('#/components/schemas/', '')];
      if (!target) throw new Error(`${$ref} leads nowhere in the slice`);
      targets.set(node as SchemaNode, target);
    }
    for (const value of Object.values(node)) walk(value);
  };
  walk(schemas);
}

/** A schema of a slice with a reference, if it is one, followed. */
export const resolve = (node: SchemaNode): SchemaNode => targets.get(node) ?? node;

/**
 * The schemas of headers, by direction and name: `request-header:Content-Type`, `response-header:Allow`. A
 * request's parameter lends its schema the description.
 */
export function headerSchemas({
  components: { parameters, headers, responses },
}: Slice): Record<string, SchemaNode> {
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

/** A schema node of the slice, as far as this package looks into it. */
export interface SchemaNode {
  title?: string;
  description?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  format?: string;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  required?: string[];
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  additionalProperties?: boolean | SchemaNode;
  patternProperties?: Record<string, boolean | SchemaNode>;
  $ref?: string;
  'x-requirement'?: string | Record<string, string>;
  'x-ascending'?: AscendingPair[];
  readOnly?: boolean;
  /** Values that requests of a run may have there: of a collection's items, such as need nothing that is not there. */
  examples?: unknown[];
  /** The pages show the member, and nowhere say that an update may set it. */
  'x-silent'?: boolean;
  /** On which side of a value more people could sign in, for longer or more easily. */
  'x-wider'?: Wider;
  /** The value with which the policy lets nobody in, whatever else it says: for live runs. */
  'x-closed'?: unknown;
  /** Values that a sample of the publisher's own has, though the schema does not allow them. */
  'x-sampled'?: unknown[];
  /** Of a text with one value, or with values of a list: how the pages write one too. */
  'x-spellings'?: string[];
  /** The documented default. */
  'x-default'?: unknown;
  /** Groups of members of which all may be recalculated when one of them is sent. */
  'x-recalculated'?: string[][];
  /** The members that tell one object of this type from another; of the policy, those whose value ends the path. */
  'x-key'?: string[];
  /** `kept`: two texts that differ in letter case are two values. */
  'x-letter-case'?: 'kept';
  /** The text has values of an enumeration with commas between them, in any order. */
  'x-flags'?: true;
  /** Values that the pages list of a text that may have others. */
  'x-known'?: string[];
  /** Members that no two items of the collection have the same value of. */
  'x-unique'?: string[];
  /** Values that the schema allows and a row advises against. */
  'x-discouraged'?: Record<string, Discouraged>;
  /** The text is the id of an object of the directory: by the kind of object, the members that stand beside it. */
  'x-directory'?: Partial<Record<'group' | 'user', Record<string, unknown>>>;
  /** The member is a relationship to other objects, and no property. */
  'x-relationship'?: boolean;
  /** Values near those that are right, which a provider must not take for them. */
  'x-strangers'?: unknown[];
  /** The day on which the member may be gone, `YYYY-MM-DD`; true where none is announced. */
  'x-deprecated'?: string | true;
}

/** What a row says against a value, and what it advises instead. */
export interface Discouraged {
  'x-requirement': string;
  instead: string[];
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

/** The keywords of schemas that neither JSON Schema nor OpenAPI has; docs/packs.md says what each means. */
export const KEYWORDS = [
  ...['x-requirement', 'x-ascending', 'x-silent', 'x-wider', 'x-sampled', 'x-default', 'x-recalculated'],
  ...['x-key', 'x-letter-case', 'x-known', 'x-unique', 'x-discouraged', 'x-directory', 'x-relationship'],
  ...['x-strangers', 'x-deprecated', 'x-closed', 'x-spellings', 'x-flags'],
] as const;

/** The parts of an OpenAPI slice that the suite reads. */
export interface Slice {
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Record<string, PathItem>;
  components: {
    securitySchemes: Record<string, object>;
    schemas: Record<string, SchemaNode>;
    parameters: Record<string, ParameterNode>;
    headers: Record<string, HeaderNode>;
    responses: Record<string, ResponseNode>;
  };
}

/** What DELETE does: it puts defaults in the place of the policy, takes the policy away, or no page says. */
export type Effect = 'reverts' | 'removes' | 'unsaid';

/** A path of the slice with what can be done there. */
export interface PathItem {
  get?: OperationNode;
  patch?: OperationNode;
  post?: OperationNode;
  delete?: OperationNode & { 'x-effect'?: Effect };
  /** How the pages write the key too, beside the spelling of the path. */
  'x-spellings'?: string[];
  /** The form of keys, where the path stands for every policy that has such a key. */
  'x-keys'?: 'uuid';
  /** Other paths to the same policy, of which the pages say nothing. */
  'x-routes'?: string[];
  /** For a cloud that does not offer it under every version, the versions under which it does. */
  'x-offered'?: Record<string, string[]>;
}

export interface OperationNode {
  summary?: string;
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, ResponseNode & { $ref?: string }>;
  'x-permissions'?: Partial<Record<'delegatedWork' | 'delegatedPersonal' | 'application', string[]>> & {
    'x-requirement'?: string;
  };
}

export interface ResponseNode {
  headers?: Record<string, { $ref: string }>;
  content?: Record<string, Content>;
  'x-requirement'?: string;
  /** Another page of the publisher states this status, in the place of the one that the page of the operation does. */
  'x-disputed'?: boolean;
}

interface Content {
  schema: SchemaNode;
  examples?: Record<string, { value: Record<string, unknown> }>;
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

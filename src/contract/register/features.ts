import { isSuccess } from '../answers';
import type { Operation } from '../operation-of-pack';
import { schemasBelow } from '../finder';
import { propertiesOf, typesOf, type SchemaNode } from '../slice';

/** What an operation may have, so that a common row has an object: each with how its slice shows it. */
const FEATURES = {
  /** Updates have an `@odata.type`. */
  type: ({ type }: Operation) => type !== undefined,
  'no-type': ({ type }: Operation) => type === undefined,
  /** The path ends in a key. */
  key: ({ resource }: Operation) => resource.key !== undefined,
  /** The path ends in a key that is a text. */
  'text-key': ({ resource }: Operation) => resource.keyIsText,
  /** The pages write the key in several ways. */
  spellings: ({ resource }: Operation) => resource.spellings.length > 0,
  /** An update that succeeds is answered without a body, or with the policy. */
  'no-content': ({ success }: Operation) => !success.content,
  content: ({ success }: Operation) => success.content,
  /** Something is answered with 204. */
  'status-204': ({ success, reset }: Operation) => isSuccess(success, 204) || reset?.status === 204,
  delete: ({ reset }: Operation) => reset !== undefined,
  reverts: ({ reset }: Operation) => reset?.effect === 'reverts',
  removes: ({ reset }: Operation) => reset?.effect === 'removes',
  /** There is a DELETE, and no page says what the policy is behind it. */
  unsaid: ({ reset }: Operation) => reset?.effect === 'unsaid',
  batch: ({ offers }: Operation) => offers.has('batch'),
  permissions: ({ permissions }: Operation) => permissions.write !== undefined,
  /** There is a root for what is not for production. */
  beta: ({ resource }: Operation) => resource.roots.includes('beta'),
  /** A cloud does not offer it under every version. */
  clouds: ({ resource }: Operation) => resource.item['x-offered'] !== undefined,
  collections: ({ collections }: Operation) => collections.length > 0,
  /** A page lets an update set a collection of targets. */
  targets: (operation: Operation) =>
    operation.collections.some(
      ({ member, item }) => operation.isDocumented(member) && 'targetType' in propertiesOf(item),
    ),
  relationships: (operation: Operation) => some(operation, (node) => node['x-relationship'] === true),
  'no-relationships': (operation: Operation) => !some(operation, (node) => node['x-relationship'] === true),
  /** A value can be out of its range, or out of its order. */
  ranges: (operation: Operation) =>
    operation.ascendingPairs.length > 0 ||
    some(operation, ({ minimum, maximum }) => minimum !== undefined || maximum !== undefined),
  nullable: (operation: Operation) =>
    some(operation, (node) => node !== operation.updateSchema && typesOf(node).includes('null')),
  'read-only': (operation: Operation) => some(operation, (node) => node.readOnly === true),
  /** A page lets an update set an object of several parts. */
  parts: ({ states }: Operation) => Object.values(states.A).some(hasSeveral),
  deprecated: (operation: Operation) => some(operation, (node) => node['x-deprecated'] !== undefined),
} as const;

/** Whether a value is an object of several parts, or has one in it; a list has none. */
function hasSeveral(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const parts = Object.values(value);
  return parts.length > 1 || parts.some(hasSeveral);
}

export type Feature = keyof typeof FEATURES;

/** The words that `when` of a common row may have, beside `named`. */
export const FEATURE_NAMES = Object.keys(FEATURES) as Feature[];

/** Whether an operation has something. */
export const hasFeature = (feature: Feature, operation: Operation): boolean => FEATURES[feature](operation);

/** When a common row holds: `named` where a constraint of the slice names it. */
export type When = Feature | 'named';

/** Whether an operation has all that a row is about. */
export function isMet(when: readonly When[], id: string, operation: Operation): boolean {
  return when.every((word) => (word === 'named' ? namedBy(operation).has(id) : FEATURES[word](operation)));
}

/** Whether a schema of an update, or one below it, is such. */
const some = ({ updateSchema }: Operation, is: (node: SchemaNode) => boolean): boolean =>
  [...schemasBelow(updateSchema)].some(is);

const names = new WeakMap<Operation, ReadonlySet<string>>();
/** The rows that constraints of an operation's own schemas name. */
export function namedBy(operation: Operation): ReadonlySet<string> {
  let named = names.get(operation);
  if (!named) {
    const { updateSchema, policySchema } = operation;
    names.set(
      operation,
      (named = new Set([updateSchema, policySchema].flatMap((each) => [...rowsBelow(each)]))),
    );
  }
  return named;
}

function* rowsBelow(schema: SchemaNode): Iterable<string> {
  for (const node of schemasBelow(schema)) {
    const named = node['x-requirement'];
    if (named !== undefined) yield* typeof named === 'string' ? [named] : Object.values(named);
    for (const pair of node['x-ascending'] ?? []) yield pair['x-requirement'];
    for (const against of Object.values(node['x-discouraged'] ?? {})) yield against['x-requirement'];
  }
}

import type { Operation } from '../contract/operation';

/** A type of Graph, as far as the contract declares it. */
export interface KnownType {
  name: string;
  /** Its base types, the nearest first. */
  bases: readonly string[];
  properties: ReadonlyMap<string, KnownProperty>;
  /** Pairs of properties of which the first is at most the second. */
  orders: readonly (readonly [lower: string, upper: string])[];
}

export interface KnownProperty {
  /** As CSDL writes it, without the namespace: `Edm.Int32`, `Collection(excludeTarget)`. */
  type: string;
  nullable?: boolean;
  /** The enumeration of its values. */
  enumeration?: string;
  /** Whether a value can combine several members, separated by commas. */
  isFlags?: boolean;
  /** The known values of an open set. */
  values?: readonly string[];
  /** The bounds of its values. */
  range?: string;
  /** Whether an object of the type has to have it. */
  isRequired?: boolean;
  /** Whether updates must not change it. */
  isReadOnly?: boolean;
  /** Whether the contract marks it as deprecated. */
  isDeprecated?: boolean;
}

export interface KnownOperation {
  /** In upper case. */
  method: string;
  requiredHeaders: readonly string[];
  /** Whether its requests have a body. */
  takesBody: boolean;
}

/** The subject of the contract: what readers look for in a source. */
export interface Subject {
  operation: Operation;
  /** The type of the resource. */
  type: string;
  path: string;
  operations: readonly KnownOperation[];
  types: ReadonlyMap<string, KnownType>;
  /** Members of each enumeration. */
  enumerations: ReadonlyMap<string, readonly string[]>;
}

/** The type of an object without an annotation, if reads need none by the contract; otherwise undefined. */
export const plainType = ({ operation, type }: Subject): string | undefined =>
  operation.policySchema.required?.includes('@odata.type') === true ? undefined : type;

/** The operation of the subject by its method. */
export const operationBy = (subject: Subject, method: string): KnownOperation | undefined =>
  subject.operations.find((operation) => operation.method === method.toUpperCase());

/** The operation that the contract is for. */
export const mainOperation = ({ operations }: Subject): KnownOperation => {
  const [first] = operations;
  if (!first) throw new Error('the contract has no operation');
  return first;
};

/** The type of the resource that the operation updates. */
export const resourceType = ({ type, types }: Subject): KnownType => {
  const known = types.get(type);
  if (!known) throw new Error(`the contract does not declare ${type}`);
  return known;
};

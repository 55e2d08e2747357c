/**
 * What the policies of all authentication methods have in common: what an update does to one, and what it
 * refuses. Each method's own members are in a file beside this one.
 *
 * @see https://learn.microsoft.com/graph/api/resources/authenticationmethodconfiguration
 */

/** A policy as it is kept: every member has a value, and control information but the type is left out. */
export interface Policy {
  readonly '@odata.type': string;
  readonly id: string;
  readonly [member: string]: unknown;
}

/** A policy of a declared type as it is kept: every member has a value, but for those that a page knows nothing of. */
export type KeptAs<Declared, Unknown extends keyof Declared = never> = {
  [Name in Exclude<keyof Declared, '@odata.context' | Unknown>]-?: NonNullable<Declared[Name]>;
} & { [Name in Unknown]?: NonNullable<Declared[Name]> };

/**
 * How the value of a member is read; throws {@link Refused} when it isn't what the member takes.
 *
 * @param name the member's name, for messages
 * @param value the JSON value that was sent
 * @param current the member's value before
 */
export type Reader = (name: string, value: unknown, current: unknown) => unknown;

/** The policy of one authentication method, written from its pages by hand and not read from the slice. */
export interface PolicyModel<Kept extends Policy = Policy> {
  /** The name of the operation. */
  readonly operation: string;
  /** The value of `@odata.type`. */
  readonly type: string;
  /** The id, as reads return it. */
  readonly key: string;
  /** The collection that the policy is in, below the version root. */
  readonly collection: string;
  /** Members that are relationships to other objects: a read has a context URL of each. */
  readonly related: readonly string[];
  /** One of its kind: at a path of its own without a key, and of a type that is not abstract, so that reads don't name it. */
  readonly single?: true;
  /** Whether an update may leave the type out; by default it must have it. */
  readonly typeIsOptional?: true;
  /** What DELETE does, by default `reverts`: it puts the defaults back, takes the policy away, or is not offered. */
  readonly delete?: 'reverts' | 'removes' | 'none';
  /** What an update that succeeds is answered with: 204 and nothing, or 200 and the policy. */
  readonly answers: 'nothing' | 'policy';
  /** The members beside the id, in the order of the page's example. */
  readonly members: Readonly<Record<Exclude<keyof Kept, '@odata.type' | 'id'>, Reader>>;
  /** The configuration to which DELETE reverts. A new object each time. */
  defaults(): Kept;
  /** Refuses a policy whose members don't go together. */
  check?(policy: Kept): void;
}

/** What became of an update: the policy that follows, or the error code and message of the refusal. */
export type UpdateResult<Kept extends Policy = Policy> =
  { ok: true; next: Kept } | { ok: false; code: RefusalCode; message: string };

/** RequestBodyRead: the body isn't of the declared type. BadRequest: it is, but the policy doesn't allow it. */
export type RefusalCode = 'RequestBodyRead' | 'BadRequest';

/** No Error: nobody looks at its stack, and to gather one takes longer than the update. */
export class Refused {
  constructor(
    readonly code: RefusalCode,
    readonly message: string,
  ) {}
}

/**
 * Applies the body of an update to a policy. Neither argument is changed, and a refusal yields no policy at
 * all, so that an update is done as a whole or not at all (RFC 5789, section 2).
 *
 * @param current the policy before the update
 * @param body the JSON value that was sent
 */
export function applyTo<Kept extends Policy>(
  model: PolicyModel<Kept>,
  current: Kept,
  body: unknown,
): UpdateResult<Kept> {
  try {
    return { ok: true, next: merge(model, current, body) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}

function merge<Kept extends Policy>(model: PolicyModel<Kept>, current: Kept, body: unknown): Kept {
  const { type } = model;
  const members: Readonly<Record<string, Reader>> = model.members;
  if (!isObject(body)) throw unreadable('The request payload must be a JSON object.');
  const declared = declaredIn(members);
  const next: Record<string, unknown> = { ...current };
  let typed = false;
  for (const [name, value] of Object.entries(body)) {
    const folded = name.toLowerCase();
    if (folded === '@odata.type') {
      checkType(type, value);
      typed = true;
    } else if (folded === 'id') {
      checkKey(model.key, value);
    } else if (!isAnnotation(name)) {
      const member = declared.get(folded);
      if (member === undefined)
        throw unreadable(`The property '${name}' does not exist on type '${type.slice(1)}'.`);
      next[member] = members[member]?.(member, value, current[member]);
    }
  }
  if (!typed && !model.typeIsOptional)
    throw unreadable(`The property '@odata.type' must be included, with the value '${type}'.`);
  model.check?.(next as Kept);
  return next as Kept;
}

/** The declared type of the resource is abstract, so that only the annotation says what is updated. */
function checkType(type: string, value: unknown): void {
  if (typeof value !== 'string' || value.toLowerCase() !== type.toLowerCase())
    throw unreadable(`The value of '@odata.type' must be '${type}'.`);
}

function checkKey(key: string, value: unknown): void {
  if (typeof value !== 'string' || value.toLowerCase() !== key.toLowerCase())
    throw unreadable(`The key 'id' cannot be changed: it is '${key}'.`);
}

/** OData JSON 4.5: annotations that a receiver doesn't know are never an error. */
const isAnnotation = (name: string) => name.includes('@');

const foldedNames = new WeakMap<object, ReadonlyMap<string, string>>();
/** Names by their lower case: Graph's names have no letter case. */
function declaredIn(members: object): ReadonlyMap<string, string> {
  let names = foldedNames.get(members);
  if (!names) {
    names = new Map(Object.keys(members).map((name) => [name.toLowerCase(), name]));
    foldedNames.set(members, names);
  }
  return names;
}

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const unreadable = (message: string) => new Refused('RequestBodyRead', message);

export const mismatch = (name: string, type: string) =>
  unreadable(`Cannot convert the value of '${name}' to the expected type: ${type}.`);

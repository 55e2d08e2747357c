/**
 * The model of the Temporary Access Pass policy: what it is, what an update does to it, and what it refuses.
 *
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update
 * @see https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration
 */
import type { components } from '../../spec/types';

type Schemas = components['schemas'];
type Declared = Schemas['temporaryAccessPassAuthenticationMethodConfiguration'];

/** The policy as it is kept: every member has a value, and control information but the type is left out. */
export type PolicyConfiguration = {
  [Name in Exclude<keyof Declared, '@odata.context'>]-?: NonNullable<Declared[Name]>;
};

/** What became of an update: the policy that follows, or the error code and message of the refusal. */
export type UpdateResult =
  { ok: true; next: PolicyConfiguration } | { ok: false; code: RefusalCode; message: string };

/** RequestBodyRead: the body isn't of the declared type. BadRequest: it is, but the policy doesn't allow it. */
export type RefusalCode = 'RequestBodyRead' | 'BadRequest';

const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const KEY = 'TemporaryAccessPass';

/** The documented bounds, both included, copied from the resource page by hand: not read from the slice. */
const BOUNDS = {
  defaultLength: { least: 8, most: 48, unit: 'characters' },
  minimumLifetimeInMinutes: { least: 10, most: 43200, unit: 'minutes' },
  maximumLifetimeInMinutes: { least: 10, most: 43200, unit: 'minutes' },
} satisfies Record<string, Bound>;

interface Bound {
  readonly least: number;
  readonly most: number;
  readonly unit: string;
}

const STATES = ['enabled', 'disabled'] as const;
const TARGET_TYPES = ['user', 'group', 'unknownFutureValue'] as const;

/** The documented default configuration, to which DELETE reverts. A new object each time. */
export function defaultPolicy(): PolicyConfiguration {
  return {
    '@odata.type': TYPE,
    id: KEY,
    state: 'disabled',
    defaultLength: 8,
    defaultLifetimeInMinutes: 60,
    minimumLifetimeInMinutes: 60,
    maximumLifetimeInMinutes: 480,
    isUsableOnce: false,
    includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
    excludeTargets: [],
  };
}

/**
 * Applies the body of an update to the policy. Neither argument is changed, and a refusal yields no policy at
 * all, so that an update is done as a whole or not at all (RFC 5789, section 2).
 *
 * @param current the policy before the update
 * @param body the JSON value that was sent
 */
export function applyUpdate(current: PolicyConfiguration, body: unknown): UpdateResult {
  try {
    return { ok: true, next: merge(current, body) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}

/** No Error: nobody looks at its stack, and to gather one takes longer than the update. */
class Refused {
  constructor(
    readonly code: RefusalCode,
    readonly message: string,
  ) {}
}

const unreadable = (message: string) => new Refused('RequestBodyRead', message);

function merge(current: PolicyConfiguration, body: unknown): PolicyConfiguration {
  if (!isObject(body)) throw unreadable('The request payload must be a JSON object.');
  const next = { ...current };
  let typed = false;
  for (const [name, value] of Object.entries(body)) {
    const folded = name.toLowerCase();
    if (folded === '@odata.type') {
      checkType(value);
      typed = true;
    } else if (!isAnnotation(name)) {
      const member = MEMBERS.get(folded);
      if (!member) throw unreadable(`The property '${name}' does not exist on type '${TYPE.slice(1)}'.`);
      assign(next, member, value);
    }
  }
  if (!typed) throw unreadable(`The property '@odata.type' must be included, with the value '${TYPE}'.`);
  checkOrder(next);
  return next;
}

/** The declared type of the resource is abstract, so that only the annotation says what is updated. */
function checkType(value: unknown): void {
  if (typeof value !== 'string' || value.toLowerCase() !== TYPE.toLowerCase()) {
    throw unreadable(`The value of '@odata.type' must be '${TYPE}'.`);
  }
}

/** OData JSON 4.5: annotations that a receiver doesn't know are never an error. */
const isAnnotation = (name: string) => name.includes('@');

type Member = Exclude<keyof PolicyConfiguration, '@odata.type'>;

/** How the value of each member is read; a reader throws when it isn't what the member takes. */
const READERS: { [Name in Member]: (name: string, value: unknown) => PolicyConfiguration[Name] } = {
  id: readKey,
  state: (name, value) => readEnum(name, value, STATES),
  defaultLength: (name, value) => readBounded(name, value, BOUNDS.defaultLength),
  defaultLifetimeInMinutes: readInteger,
  minimumLifetimeInMinutes: (name, value) => readBounded(name, value, BOUNDS.minimumLifetimeInMinutes),
  maximumLifetimeInMinutes: (name, value) => readBounded(name, value, BOUNDS.maximumLifetimeInMinutes),
  isUsableOnce: readBoolean,
  includeTargets: (name, value) => readCollection(name, value, includeTarget),
  excludeTargets: (name, value) => readCollection(name, value, excludeTarget),
};

/** The members by their names in lower case: Graph's names have no letter case. */
const MEMBERS = new Map((Object.keys(READERS) as Member[]).map((name) => [name.toLowerCase(), name]));

function assign<Name extends Member>(policy: PolicyConfiguration, name: Name, value: unknown): void {
  policy[name] = READERS[name](name, value);
}

function readKey(name: string, value: unknown): typeof KEY {
  if (typeof value !== 'string' || value.toLowerCase() !== KEY.toLowerCase()) {
    throw unreadable(`The key '${name}' cannot be changed: it is '${KEY}'.`);
  }
  return KEY;
}

/** Judged after the merge: a limit on its own can leave a stored default outside. */
function checkOrder(policy: PolicyConfiguration): void {
  const { minimumLifetimeInMinutes, defaultLifetimeInMinutes, maximumLifetimeInMinutes } = policy;
  if (
    minimumLifetimeInMinutes > defaultLifetimeInMinutes ||
    defaultLifetimeInMinutes > maximumLifetimeInMinutes
  ) {
    throw new Refused(
      'BadRequest',
      `defaultLifetimeInMinutes (${defaultLifetimeInMinutes}) must lie between minimumLifetimeInMinutes ` +
        `(${minimumLifetimeInMinutes}) and maximumLifetimeInMinutes (${maximumLifetimeInMinutes}).`,
    );
  }
}

function readInteger(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw mismatch(name, 'Edm.Int32');
  return value;
}

function readBounded(name: string, value: unknown, { least, most, unit }: Bound): number {
  const number = readInteger(name, value);
  if (number < least || number > most) {
    throw new Refused('BadRequest', `${name} must be between ${least} and ${most} ${unit}.`);
  }
  return number;
}

function readBoolean(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw mismatch(name, 'Edm.Boolean');
  return value;
}

/** Names of enumeration members have no letter case either; the declared spelling is kept. */
function readEnum<Value extends string>(name: string, value: unknown, allowed: readonly Value[]): Value {
  if (typeof value !== 'string') throw mismatch(name, 'Edm.String');
  const member = allowed.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
  if (member === undefined) throw unreadable(`The value of '${name}' must be one of ${allowed.join(', ')}.`);
  return member;
}

/** A collection that is sent replaces the one there is (OData protocol, 11.4.3). */
function readCollection<Item>(name: string, value: unknown, read: (target: Target) => Item): Item[] {
  if (!Array.isArray(value)) throw mismatch(name, 'Collection');
  return value.map((item: unknown, index) => {
    const place = `${name}/${index}`;
    if (!isObject(item)) throw mismatch(place, 'an object');
    return read({ place, members: foldNames(item) });
  });
}

/** One target as it was sent: where it stands, and its members by their names in lower case. */
interface Target {
  readonly place: string;
  readonly members: ReadonlyMap<string, unknown>;
}

/** Undeclared members are dropped, not refused: Microsoft's portal sends a displayName with each target. */
function includeTarget(target: Target): Schemas['authenticationMethodTarget'] {
  const registration = target.members.get('isregistrationrequired');
  return {
    ...excludeTarget(target),
    isRegistrationRequired:
      registration === undefined
        ? false
        : readBoolean(`${target.place}/isRegistrationRequired`, registration),
  };
}

function excludeTarget({ place, members }: Target): Schemas['excludeTarget'] {
  const id = members.get('id');
  if (typeof id !== 'string' || id === '') throw mismatch(`${place}/id`, 'Edm.String, and not empty');
  const sent = members.get('targettype');
  const targetType = sent === undefined ? 'group' : readEnum(`${place}/targetType`, sent, TARGET_TYPES);
  // Graph guidelines, evolvable enums: the sentinel in an update is treated as absent.
  return { targetType: targetType === 'unknownFutureValue' ? 'group' : targetType, id };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const foldNames = (item: object): Map<string, unknown> =>
  new Map(Object.entries(item).map(([name, value]: [string, unknown]) => [name.toLowerCase(), value]));

const mismatch = (name: string, type: string) =>
  unreadable(`Cannot convert the value of '${name}' to the expected type: ${type}.`);

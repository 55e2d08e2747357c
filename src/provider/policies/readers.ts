/** How values of members are read, whatever method they are of. */
import { isObject, mismatch, type Reader, Refused, unreadable } from './model';

/** A range with both ends in it. */
export interface Bound {
  readonly least: number;
  readonly most: number;
  readonly unit: string;
}

export function readInteger(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw mismatch(name, 'Edm.Int32');
  return value;
}

export const boundedReader =
  ({ least, most, unit }: Bound): Reader =>
  (name, value) => {
    const number = readInteger(name, value);
    if (number < least || number > most)
      throw new Refused('BadRequest', `${name} must be between ${least} and ${most} ${unit}.`);
    return number;
  };

/** A member that is read-only: what is sent is ignored (OData protocol, 11.4.3). */
export const ignored: Reader = (_name, _value, current) => current;

export function readBoolean(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw mismatch(name, 'Edm.Boolean');
  return value;
}

export function readString(name: string, value: unknown): string {
  if (typeof value !== 'string') throw mismatch(name, 'Edm.String');
  return value;
}

export function readStrings(name: string, value: unknown): string[] {
  if (!Array.isArray(value)) throw mismatch(name, 'Collection');
  return value.map((each, index) => readString(`${name}/${index}`, each));
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const readGuids: Reader = (name, value) =>
  readStrings(name, value).map((each, index) => {
    if (!GUID.test(each)) throw mismatch(`${name}/${index}`, 'Edm.Guid');
    return each;
  });

/** Names of enumeration members have no letter case either; the declared spelling is kept. */
export function readEnum<Value extends string>(
  name: string,
  value: unknown,
  allowed: readonly Value[],
): Value {
  if (typeof value !== 'string') throw mismatch(name, 'Edm.String');
  const member = allowed.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
  if (member === undefined) throw unreadable(`The value of '${name}' must be one of ${allowed.join(', ')}.`);
  return member;
}

/** Whether the method is on. */
export const readState: Reader = (name, value) => readEnum(name, value, ['enabled', 'disabled']);

/**
 * An object of which each part has a reader; parts that aren't sent keep their values.
 * @param type its name in the CSDL, for messages
 */
export function objectReader(type: string, parts: Readonly<Record<string, Reader>>): Reader {
  const names = new Map(Object.keys(parts).map((name) => [name.toLowerCase(), name]));
  return (name, value, current) => {
    if (!isObject(value)) throw mismatch(name, type);
    const next: Record<string, unknown> = { ...(current as object) };
    for (const [sent, part] of foldNames(value)) {
      if (sent.includes('@')) continue;
      const declared = names.get(sent);
      if (declared === undefined)
        throw unreadable(`The property '${sent}' does not exist on type 'microsoft.graph.${type}'.`);
      next[declared] = parts[declared]?.(`${name}/${declared}`, part, next[declared]);
    }
    return next;
  };
}

/** An evolvable enumeration. Graph guidelines: the sentinel in an update is treated as absent. */
export const evolvableReader =
  (...allowed: readonly string[]): Reader =>
  (name, value, current) => {
    const read = readEnum(name, value, [...allowed, 'unknownFutureValue']);
    return read === 'unknownFutureValue' ? current : read;
  };

/** The members of an object by their names in lower case. */
export const foldNames = (item: object): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(item).map(([name, value]: [string, unknown]) => [name.toLowerCase(), value]));

/** One target as it was sent: where it stands, and its members by their names in lower case. */
export interface SentTarget {
  readonly place: string;
  readonly members: ReadonlyMap<string, unknown>;
}

/** A collection that is sent replaces the one there is (OData protocol, 11.4.3). */
export const collectionReader =
  <Item>(read: (target: SentTarget) => Item) =>
  (name: string, value: unknown): Item[] => {
    if (!Array.isArray(value)) throw mismatch(name, 'Collection');
    return value.map((item: unknown, index) => {
      const place = `${name}/${index}`;
      if (!isObject(item)) throw mismatch(place, 'an object');
      return read({ place, members: foldNames(item) });
    });
  };

const TARGET_TYPES = ['user', 'group', 'unknownFutureValue'] as const;

/** A target of a policy, by what all targets have. */
export interface Target {
  targetType: 'user' | 'group';
  id: string;
}

/** Undeclared members are dropped, not refused: Microsoft's portal sends a displayName with each target. */
export function readTarget({ place, members }: SentTarget): Target {
  const id = members.get('id');
  if (typeof id !== 'string' || id === '') throw mismatch(`${place}/id`, 'Edm.String, and not empty');
  const sent = members.get('targettype');
  const targetType = sent === undefined ? 'group' : readEnum(`${place}/targetType`, sent, TARGET_TYPES);
  // Graph guidelines, evolvable enums: the sentinel in an update is treated as absent.
  return { targetType: targetType === 'unknownFutureValue' ? 'group' : targetType, id };
}

/** A member of a target that is true or false, and false where it isn't sent. */
export function readFlag({ place, members }: SentTarget, name: string): boolean {
  const sent = members.get(name.toLowerCase());
  return sent === undefined ? false : readBoolean(`${place}/${name}`, sent);
}

/** Who may use a method whose targets have no member of their own. */
export const readIncluded = collectionReader((target) => ({
  ...readTarget(target),
  isRegistrationRequired: readFlag(target, 'isRegistrationRequired'),
}));

/** Who may not use a method. */
export const readExcluded = collectionReader(readTarget);

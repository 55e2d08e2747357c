import type { Operation } from '../contract/operation';
import { sortedFlags } from '../contract/flags';
import { propertiesOf, resolve, type SchemaNode } from '../contract/slice';
import { isMembers, type Members } from '../exchanges/body';
import { Redactor } from '../exchanges/redact';

/** A policy as a read returns it, without annotations about the read itself. */
export type Policy = Members;

/** One member that is another than it should be. */
export interface Difference {
  member: string;
  wanted: unknown;
  found: unknown;
}

/** What closes a policy, whatever else it says; nothing where the slice names no such value. */
export const closedBy = ({ updateSchema }: Operation): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(propertiesOf(updateSchema)).flatMap(([name, schema]) =>
      schema['x-closed'] === undefined ? [] : [[name, schema['x-closed']]],
    ),
  );

/** The policy in the body of a read; undefined where it is none: without its key, or without what could close it. */
export function policyIn(json: unknown, operation: Operation): Policy | undefined {
  if (!isMembers(json)) return undefined;
  const { required = [] } = operation.policySchema;
  const names = [...required.filter((name) => !name.includes('@')), ...Object.keys(closedBy(operation))];
  if (names.some((name) => json[name] === undefined)) return undefined;
  return membersOf(json);
}

/** The members of a policy, and the annotations on them. */
export const membersOf = (json: Members): Policy =>
  Object.fromEntries(
    Object.entries(json).filter(([name]) => name === '@odata.type' || !name.startsWith('@odata.')),
  );

/**
 * The members that a run must not set: a policy need not have them, this one has not, and nothing takes them away again. So
 * it is with the profiles of passkeys of a tenant that was not migrated to them.
 */
export const setForGood = (operation: Operation, original: Policy): string[] =>
  operation.updatable.filter(
    (name) =>
      original[name] === undefined && propertiesOf(operation.policySchema)[name]?.['x-silent'] === true,
  );

/** The parts of items that go with such members, as the profiles that a target allows do. */
export const partsSetForGood = (operation: Operation): string[] =>
  operation.updatable.flatMap((member) => {
    const item = propertiesOf(operation.policySchema)[member]?.items;
    const parts = item ? Object.entries(propertiesOf(resolve(item))) : [];
    return parts.flatMap(([name, part]) => (part['x-silent'] === true ? [name] : []));
  });

/**
 * The update that makes a policy what it was: every member that an update can set. Without a reset, what a run never sets
 * is left out: others may have changed it meanwhile, and a provider may refuse it.
 */
export function restoring(operation: Operation, original: Policy): Record<string, unknown> {
  const members: Policy = operation.bodyOf(original);
  const isOurs = (name: string): boolean => operation.reset !== undefined || operation.isEverSet(name);
  return Object.fromEntries(
    ['@odata.type', ...operation.updatable.filter(isOurs)].flatMap((name) =>
      members[name] === undefined || members[name] === null ? [] : [[name, members[name]]],
    ),
  );
}

/**
 * What of a policy is not as it should be, of the members that an update can set. Targets are a set: their order says
 * nothing.
 */
export const differences = (operation: Operation, wanted: Policy, found: Policy): Difference[] =>
  operation.updatable
    .filter((member) => !isAlike(wanted[member], found[member], propertiesOf(operation.updateSchema)[member]))
    .map((member) => ({ member, wanted: wanted[member], found: found[member] }));

/**
 * What a run has left behind of itself: the differences of members, its identity, what was not there before, and what is
 * gone. That another member has another value may be the provider's own account of when it was changed.
 * @param written the names of what was written, in lower case; what else is new is somebody else's
 */
export function leftBehind(
  operation: Operation,
  original: Policy,
  found: Policy,
  written: ReadonlySet<string>,
): Difference[] {
  const identity = ['id', '@odata.type'].filter(
    (name) => canonical(original[name]) !== canonical(found[name]),
  );
  const surplus = Object.keys(found).filter(
    (name) =>
      original[name] === undefined &&
      !operation.updatable.includes(name) &&
      !identity.includes(name) &&
      written.has(name.toLowerCase()),
  );
  const isThere = (value: unknown): boolean => value !== undefined && value !== null;
  const lost = Object.keys(original).filter(
    (name) =>
      isThere(original[name]) &&
      !isThere(found[name]) &&
      // Annotations describe the read, not the policy.
      !name.includes('@') &&
      !operation.updatable.includes(name) &&
      !identity.includes(name),
  );
  return [
    ...differences(operation, original, found),
    ...[...identity, ...surplus, ...lost].map((member) => ({
      member,
      wanted: original[member],
      found: found[member],
    })),
  ];
}

/** Whether two values mean the same; most are one and the same text or number. */
const isAlike = (one: unknown, other: unknown, schema: SchemaNode | undefined): boolean =>
  one === other || canonical(one, schema) === canonical(other, schema);

/**
 * A value as text that is the same for all that mean the same.
 * @param schema tells which texts are flags
 */
export function canonical(value: unknown, schema: SchemaNode = {}): string {
  const node = resolve(schema);
  if (Array.isArray(value))
    return `[${value
      .map((each) => canonical(each, node.items))
      .sort()
      .join(',')}]`;
  if (isMembers(value))
    return `{${Object.keys(value)
      .sort()
      .map((name) => `${JSON.stringify(name)}:${canonical(value[name], propertiesOf(node)[name])}`)
      .join(',')}}`;
  if (typeof value === 'string' && node['x-flags']) return JSON.stringify(sortedFlags(value));
  return value === undefined ? 'absent' : JSON.stringify(value);
}

/** How much of a value is told of, in characters: the record of the run has all of it. */
const SHOWN = 120;

/** A difference in words, without what nothing makes harmless. */
export function inWords({ member, wanted, found }: Difference): string {
  const redactor = new Redactor();
  const told = (value: unknown, other: unknown): string => {
    if (value === undefined) return 'absent';
    const text = redactor.member(member, JSON.stringify(value));
    if (text.length <= SHOWN) return text;
    const isOfAnotherLength =
      Array.isArray(value) && !(Array.isArray(other) && other.length === value.length);
    return isOfAnotherLength ? `a list of ${value.length} items` : `${text.slice(0, SHOWN)}…`;
  };
  return `${member} is ${told(found, wanted)}, and was ${told(wanted, found)}`;
}

import type { Operation } from '../contract/operation';
import { isMembers, type Members } from '../exchanges/body';

/** A policy as a read shows it, without what only says how it was read. */
export type Policy = Members;

/** One member that is another than it should be. */
export interface Difference {
  member: string;
  wanted: unknown;
  found: unknown;
}

/** The policy in the body of a read; undefined where it is none. */
export function policyIn(json: unknown): Policy | undefined {
  if (!isMembers(json) || json['id'] === undefined || json['state'] === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(json).filter(([name]) => name === '@odata.type' || !name.includes('@')),
  );
}

/** The update that makes a policy what it was: every member that an update can set. */
export function restoring(operation: Operation, original: Policy): Record<string, unknown> {
  return Object.fromEntries(
    ['@odata.type', ...operation.updatable].flatMap((name) =>
      original[name] === undefined || original[name] === null ? [] : [[name, original[name]]],
    ),
  );
}

/**
 * What of a policy is not as it should be, of the members that an update can set. Targets are a set: their order says
 * nothing.
 */
export const differences = (operation: Operation, wanted: Policy, found: Policy): Difference[] =>
  operation.updatable
    .filter((member) => canonical(wanted[member]) !== canonical(found[member]))
    .map((member) => ({ member, wanted: wanted[member], found: found[member] }));

/** A value as text that is the same for all that mean the same. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(',')}]`;
  if (isMembers(value))
    return `{${Object.keys(value)
      .sort()
      .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
      .join(',')}}`;
  return value === undefined ? 'absent' : JSON.stringify(value);
}

/** A difference in words. */
export const inWords = ({ member, wanted, found }: Difference): string =>
  `${member} is ${found === undefined ? 'absent' : JSON.stringify(found)}, and was ${wanted === undefined ? 'absent' : JSON.stringify(wanted)}`;

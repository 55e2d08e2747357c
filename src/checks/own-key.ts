import type { Operation } from '../contract/operation';
import type { Breach } from '../contract/validators';
import { isMembers } from '../exchanges/body';

/** An exchange with the policy that it is addressed to. */
interface Addressed {
  operation: Operation;
  address: { key?: string } | undefined;
}

/**
 * Holds a document to the slice. Where any key of a form names a policy, its key must be that of the address, and not that
 * which the slice has as an example.
 */
export function heldTo(
  { operation, address }: Addressed,
  document: unknown,
  schema: 'update' | 'policy',
): Breach[] {
  const given = address?.key;
  const { keys, keyMember, key } = operation.resource;
  const name = operation.schemas[schema];
  if (!keys || !isMembers(document) || keyMember === undefined || key === undefined || given === undefined)
    return operation.validate(name, document);
  const [own, other] = [key.toLowerCase(), given.toLowerCase()];
  const value = document[keyMember];
  if (own === other || typeof value !== 'string') return operation.validate(name, document);
  const swapped = { [own]: given, [other]: key }[value.toLowerCase()] ?? value;
  return operation
    .validate(name, { ...document, [keyMember]: swapped })
    .map((breach) => (breach.pointer === `/${keyMember}` ? swappedIn(breach, key, given) : breach));
}

/** What is said of one key, of the other. */
function swappedIn(breach: Breach, one: string, other: string): Breach {
  const swap = (text: string): string =>
    text
      .split(one)
      .map((part) => part.replaceAll(other, one))
      .join(other);
  return {
    ...breach,
    message: swap(breach.message),
    expected: swap(breach.expected),
    actual: swap(breach.actual),
  };
}

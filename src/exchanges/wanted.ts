import type { Operation } from '../contract/operation';
import { addressOf, mayBeOf } from './address';

/** Whose exchanges are read; what is of nobody's is passed over unread. */
export interface Wanted {
  /** Whether a URL is of a policy that is wanted, or that of a batch. */
  isAt(url: string): boolean;
  /** A quick look at a text: false where nothing that is wanted can be in it. */
  mayBeIn(text: string): boolean;
}

/**
 * The exchanges of some operations.
 * @param operations in the order in which they are tried; they may be loaded as they are asked for
 */
export const wantedOf = (operations: Iterable<Operation>): Wanted => ({
  isAt: (url) => some(operations, (operation) => addressOf(url, operation) !== undefined),
  mayBeIn: (text) => some(operations, (operation) => mayBeOf(operation, text)),
});

/** The policy's operation among some that a URL is of; undefined for one of none, and for a batch. */
export function operationAmong(operations: Iterable<Operation>, url: string): Operation | undefined {
  for (const operation of operations) if (addressOf(url, operation)?.resource === 'policy') return operation;
  return undefined;
}

function some(operations: Iterable<Operation>, holds: (operation: Operation) => boolean): boolean {
  for (const operation of operations) if (holds(operation)) return true;
  return false;
}

import type { Operation } from '../contract/operation';
import { addressOf, isBatchUrl, mayBeOf } from './address';
import { urlsInBatch } from './batch';
import type { Exchange } from './exchange';

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

/** The operations, among some, that an exchange is of: more than one for a batch, none where it is of another. */
export function operationsOf(exchange: Exchange, operations: Iterable<Operation>): Operation[] {
  const { url } = exchange.request;
  const urls = isBatchUrl(url) ? urlsInBatch(exchange) : [url];
  return [...new Set(urls.flatMap((each) => operationAmong(operations, each) ?? []))];
}

/** The first of the operations whose policy is at a URL. */
function operationAmong(operations: Iterable<Operation>, url: string): Operation | undefined {
  for (const operation of operations) if (addressOf(url, operation)?.resource === 'policy') return operation;
  return undefined;
}

function some(operations: Iterable<Operation>, holds: (operation: Operation) => boolean): boolean {
  for (const operation of operations) if (holds(operation)) return true;
  return false;
}

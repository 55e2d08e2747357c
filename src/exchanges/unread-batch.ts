import type { Operation } from '../contract/operation';
import type { Resource } from '../contract/resource';
import { isBatchUrl } from './address';
import { urlsInBatch } from './batch';
import { decodedBytes } from './body';
import type { Exchange } from './exchange';
import { header } from './headers';
import { ANOTHER } from './readers/sink';
import { operationsOf } from './wanted';

/** Why a batch is passed over in which no request names a policy of the contract. */
export const OTHERS = 'a batch of other operations';
/** Why a batch is passed over whose requests the record does not show: they may be anything. */
export const UNSHOWN = 'a batch whose requests are not shown';

/**
 * What becomes of a recorded batch in which no request is found: other services have batches at `$batch` too, and in
 * other formats, so that it is of the operation only where it names the policy.
 * @returns why it is passed over, or what of it could not be read; undefined for what is to be judged
 */
export function unreadBatch(
  exchange: Exchange,
  { resource }: Operation,
): { reason: string } | { problem: string } | undefined {
  const { request, observed, context } = exchange;
  if (context || !isBatchUrl(request.url) || urlsInBatch(exchange).length > 0) return undefined;
  if (!observed.requestBody && !request.body) return { reason: UNSHOWN };
  if (!namesPolicy(exchange, resource)) return { reason: OTHERS };
  const type = header(request.headers, 'content-type') ?? '';
  return /^\s*multipart\//i.test(type)
    ? {
        problem:
          'a batch in multipart/mixed has a request of the policy, and is not read: batches of Graph are JSON',
      }
    : undefined;
}

/**
 * Who takes an exchange: the operations that it is of, or those that a batch names in which no request is found.
 * @param ofRun the operation of the run that has recorded it, which such a batch is of
 */
export function takersOf(
  exchange: Exchange,
  operations: Iterable<Operation>,
  ofRun?: Operation,
): readonly Operation[] {
  const of = operationsOf(exchange, operations);
  if (of.length > 0 || !isBatchUrl(exchange.request.url)) return of;
  if (ofRun) return [ofRun];
  return [...operations].filter((each) => !('reason' in (unreadBatch(exchange, each) ?? {})));
}

/** How many exchanges turned out to be none of the contract's business. */
export const passed = (passedOver: Readonly<Record<string, number>>): number =>
  [OTHERS, UNSHOWN, ANOTHER].reduce((sum, reason) => sum + (passedOver[reason] ?? 0), 0);

/** Whether the body of a request has the path of a policy anywhere. */
export function namesPolicy({ request }: Exchange, { segments, key }: Resource): boolean {
  const text = decodedBytes(request).toString('utf8').toLowerCase();
  const path = segments.join('/');
  // Below the path of the one policy there is are others.
  if (key === undefined) return text.replaceAll(`${path}/`, '').includes(path);
  return ['/', "('", '('].some((between) => text.includes(`${path}${between}${key.toLowerCase()}`));
}

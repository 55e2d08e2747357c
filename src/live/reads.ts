import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../contract/operation';
import { asCame } from '../exchanges/as-came';
import type { Exchange } from '../exchanges/exchange';
import type { Sender } from '../wire/sender';
import { send } from '../scenarios/scenario';
import { policyIn, type Policy } from './policy';
import { jsonOf } from '../exchanges/body';

/** First pause between two reads, in milliseconds; doubled up to the longest. */
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 2000;

const READ = send('a read', 'GET');

/** A read, and the policy that it shows; undefined where it shows none. */
export interface PolicyRead {
  exchange: Exchange;
  policy: Policy | undefined;
}

/** How long is read, in milliseconds. */
export interface Patience {
  /** Until the policy is as it is wanted: by how much a read may lag behind a write. */
  settle: number;
  /** How long it has to stay so, in every read. */
  hold: number;
  /** Ends the reading before its time. */
  signal?: AbortSignal | undefined;
}

/** Reads the policy once. */
export async function readPolicy(
  sender: Sender,
  scenario: string,
  parse: (exchange: Exchange) => Policy | undefined = (exchange) => policyOf(exchange, sender.operation),
): Promise<PolicyRead> {
  const exchange = await sender.send(READ, { scenario, rows: [] });
  return { exchange, policy: parse(exchange) };
}

/**
 * Reads the policy until it is as it is wanted and has stayed so, or the time for that is over.
 * @returns the last read, and whether it is so
 */
export async function readUntil(
  sender: Sender,
  scenario: string,
  { settle, hold, signal }: Patience,
  wanted: (policy: Policy | undefined) => boolean,
  parse?: (exchange: Exchange) => Policy | undefined,
): Promise<PolicyRead & { held: boolean }> {
  const deadline = Date.now() + settle + hold;
  let since: number | undefined;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    const asked = Date.now();
    const read = await readPolicy(sender, scenario, parse);
    since = wanted(read.policy) ? (since ?? asked) : undefined;
    const now = Date.now();
    if (since !== undefined && now - since >= hold) return { ...read, held: true };
    const end = since === undefined ? deadline - hold : since + hold;
    if (end <= now || signal?.aborted) return { ...read, held: false };
    await sleep(Math.min(pause, end - now), undefined, { signal }).catch(() => undefined);
  }
}

/** The policy that the answer to a read shows; undefined where it shows none. */
export function policyOf(exchange: Exchange, operation: Operation): Policy | undefined {
  const { response } = asCame(exchange);
  if (response?.status !== 200) return undefined;
  const json = jsonOf(response);
  return json.ok ? policyIn(json.value, operation) : undefined;
}

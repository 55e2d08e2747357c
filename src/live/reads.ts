import { setTimeout as sleep } from 'node:timers/promises';
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

/** Reads the policy once. */
export async function readPolicy(sender: Sender, scenario: string): Promise<PolicyRead> {
  const exchange = await sender.send(READ, { scenario, rows: [] });
  return { exchange, policy: policyOf(exchange) };
}

/** Reads the policy until it is as it is wanted, or the time for that is over. @returns the last read */
export async function readUntil(
  sender: Sender,
  scenario: string,
  milliseconds: number,
  wanted: (policy: Policy | undefined) => boolean,
): Promise<PolicyRead> {
  const deadline = Date.now() + milliseconds;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    const read = await readPolicy(sender, scenario);
    const left = deadline - Date.now();
    if (wanted(read.policy) || left <= 0) return read;
    await sleep(Math.min(pause, left));
  }
}

/** The policy that the answer to a read shows; undefined where it shows none. */
export function policyOf({ response }: Exchange): Policy | undefined {
  if (response?.status !== 200) return undefined;
  const json = jsonOf(response);
  return json.ok ? policyIn(json.value) : undefined;
}

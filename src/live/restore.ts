import type { Sender } from '../wire/sender';
import type { Operation } from '../contract/operation';
import { reasonOf } from '../files/reason';
import { closeJournal, type JournalEntry } from './journal';
import { inWords, leftBehind, type Policy } from './policy';
import { answerOf, makeAsItWas } from './put-back';
import { readUntil } from './reads';
import { Strangers } from './strangers';

/** What became of a journal. */
export type Restored =
  /** The policy is as it was, and the journal is closed. */
  | { outcome: 'restored' }
  /** It was so before already, by a read; it was sent again all the same. */
  | { outcome: 'as-it-was' }
  /** Somebody else changed it since, and it is left as it is. */
  | { outcome: 'foreign'; differences: string[] }
  /** It is not as it was, in spite of what was sent. */
  | { outcome: 'failed'; differences: string[] };

export interface RestoreOptions {
  file: string;
  entry: JournalEntry;
  /** Puts it back even where somebody else changed it since. */
  force: boolean;
  /** How long a read may lag behind a write, in milliseconds. */
  settle: number;
  signal?: AbortSignal | undefined;
}

const SCENARIO = 'live/restore';

/**
 * Finishes what a run could not: makes a policy what its journal says it was, and proves it. It is sent back even where a
 * read shows it already, since a read may be older than what the run wrote; and the journal is closed only where the
 * provider took it and every read after it, for as long as reads may lag, shows it.
 */
export async function restore(
  sender: Sender,
  operation: Operation,
  { file, entry, force, settle, signal }: RestoreOptions,
): Promise<Restored> {
  const { original, written } = entry;
  const names = new Set(Object.keys(written));
  const isAsItWas = (policy: Policy | undefined): boolean =>
    policy !== undefined && leftBehind(operation, original, policy, names).length === 0;
  // A read may be older than the last write: what somebody else changed is waited for.
  const { exchange, policy: before } = await readUntil(
    sender,
    SCENARIO,
    { settle, hold: 0, signal },
    (policy) => !isAsItWas(policy),
  );
  if (!before)
    return { outcome: 'failed', differences: [`the policy could not be read: ${answerOf(exchange)}`] };
  const foreign = new Strangers(operation, original, written).in(before);
  if (foreign.length > 0 && !force) return { outcome: 'foreign', differences: foreign.map(inWords) };
  if (signal?.aborted) return { outcome: 'failed', differences: ['it was interrupted'] };
  const { accepted, answer, left } = await makeAsItWas(sender, {
    ...{ operation, original, written: names, settle, hold: settle, signal },
    scenarios: { update: SCENARIO, reads: SCENARIO },
  });
  if (!accepted || left.length > 0)
    return { outcome: 'failed', differences: [...left, `restore failed: ${answer}`] };
  try {
    closeJournal(file);
  } catch (error) {
    throw new Error(`the policy is as it was, and its journal could not be deleted (${reasonOf(error)})`);
  }
  return { outcome: isAsItWas(before) ? 'as-it-was' : 'restored' };
}

import type { Sender } from '../wire/sender';
import type { Operation } from '../contract/operation';
import { update } from '../scenarios/scenario';
import { closeJournal, type JournalEntry } from './journal';
import { differences, inWords, restoring, type Policy } from './policy';
import { readUntil } from './reads';
import { Strangers } from './strangers';

/** What became of a journal. */
export type Restored =
  /** The policy is as it was, and the journal is closed. */
  | { outcome: 'restored' }
  /** Nothing had to be written. */
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
}

const SCENARIO = 'live/restore';

/** Finishes what a run could not: makes a policy what its journal says it was, and proves it with a read. */
export async function restore(
  sender: Sender,
  operation: Operation,
  { file, entry, force, settle }: RestoreOptions,
): Promise<Restored> {
  const { original, written } = entry;
  const isAsItWas = (policy: Policy | undefined): boolean =>
    policy !== undefined && differences(operation, original, policy).length === 0;
  // A read may be older than the last write of the run: what is as it was has to stay so for a while.
  const { policy: before } = await readUntil(sender, SCENARIO, settle, (policy) => !isAsItWas(policy));
  if (isAsItWas(before)) {
    closeJournal(file);
    return { outcome: 'as-it-was' };
  }
  if (!before) return { outcome: 'failed', differences: ['the policy could not be read'] };
  const foreign = new Strangers(operation, original, written).in(before);
  if (foreign.length > 0 && !force) return { outcome: 'foreign', differences: foreign.map(inWords) };
  const wrote = await sender.send(update('the policy as it was', restoring(operation, original)), {
    scenario: SCENARIO,
    rows: [],
  });
  const { policy } = await readUntil(sender, SCENARIO, settle, isAsItWas);
  if (isAsItWas(policy)) {
    closeJournal(file);
    return { outcome: 'restored' };
  }
  const left = policy
    ? differences(operation, original, policy).map(inWords)
    : ['the policy could not be read'];
  const answer = wrote.response?.status ?? wrote.failure?.message ?? 'no answer';
  return { outcome: 'failed', differences: [...left, `the update was answered with ${answer}`] };
}

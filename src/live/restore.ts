import { setTimeout as sleep } from 'node:timers/promises';
import type { Sender } from '../run/sender';
import { send, update } from '../scenarios/scenario';
import { closeJournal, type JournalEntry } from './journal';
import { differences, inWords, restoring } from './policy';
import { policyOf } from './session';
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

const READ = send('a read', 'GET');
const CONTEXT = { scenario: 'live/restore', rows: [] };
/** First pause between two reads, in milliseconds; doubled up to the longest. */
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 2000;

/** Finishes what a run could not: makes a policy what its journal says it was, and proves it with a read. */
export async function restore(
  sender: Sender,
  { file, entry, force, settle }: RestoreOptions,
): Promise<Restored> {
  const { original, written } = entry;
  // A read may be older than the last write of the run: what is as it was has to stay so for a while.
  const until = Date.now() + settle;
  let before = policyOf(await sender.send(READ, CONTEXT));
  for (
    let pause = FIRST_PAUSE;
    before && differences(original, before).length === 0;
    pause = Math.min(2 * pause, LONGEST_PAUSE)
  ) {
    if (Date.now() >= until) {
      closeJournal(file);
      return { outcome: 'as-it-was' };
    }
    await sleep(pause);
    before = policyOf(await sender.send(READ, CONTEXT));
  }
  if (!before) return { outcome: 'failed', differences: ['the policy could not be read'] };
  const foreign = new Strangers(original, written).in(before);
  if (foreign.length > 0 && !force) return { outcome: 'foreign', differences: foreign.map(inWords) };
  const wrote = await sender.send(update('the policy as it was', restoring(original)), CONTEXT);
  const deadline = Date.now() + settle;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    const policy = policyOf(await sender.send(READ, CONTEXT));
    const left = policy ? differences(original, policy).map(inWords) : ['the policy could not be read'];
    if (left.length === 0) {
      closeJournal(file);
      return { outcome: 'restored' };
    }
    if (Date.now() + pause > deadline) {
      const answer = wrote.response?.status ?? wrote.failure?.message ?? 'no answer';
      return { outcome: 'failed', differences: [...left, `the update was answered with ${answer}`] };
    }
    await sleep(pause);
  }
}

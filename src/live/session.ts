import { hostname } from 'node:os';
import { asCame } from '../exchanges/as-came';
import type { Exchange, HttpRequest } from '../exchanges/exchange';
import type { PutBack } from '../results/report';
import { BrokenOff } from '../wire/broken-off';
import { reasonOf } from '../files/reason';
import type { Sender } from '../wire/sender';
import type { Target } from '../wire/target';
import type { Scenario } from '../scenarios/scenario';
import { closeJournal, openJournal, restoreCommand, type JournalEntry } from './journal';
import { differences, inWords, type Difference, type Policy } from './policy';
import { answerOf, lookWhetherItIs, makeAsItWas, UNPROVEN, type PuttingBack } from './put-back';
import { policyOf, readPolicy, readUntil } from './reads';
import { Strangers } from './strangers';
import { Written } from './written';

export interface LiveOptions {
  /** Folder of the journals. */
  journal: string;
  /** Writes at most, the restoring one among them; absent: as many as the plan has. */
  maxWrites?: number;
  /** How long a read may lag behind a write, in milliseconds. */
  settle: number;
}

/** Writes that are kept back for the restoring one and its repeats. */
export const KEPT_BACK = 4;

/**
 * A run against a live policy: it reads and saves the policy, counts the writes, detects changes by others, and
 * restores the policy.
 */
export class LiveSession {
  private file: string | undefined;
  private strangers: Strangers | undefined;
  private written: Written | undefined;
  /** Writes that were let through. */
  private admitted = 0;
  private restoringNow = false;
  /** Why nothing more may be written. */
  private stopped: string | undefined;
  private first = '';
  private foreign: Difference[] = [];
  private original: Policy | undefined;
  constructor(
    private readonly options: LiveOptions,
    private readonly target: Target,
  ) {}

  /**
   * Reads the policy before anything else.
   * @throws BrokenOff where it cannot be read: nothing is written then
   */
  async readFirst(sender: Sender): Promise<Policy> {
    const { exchange, policy } = await readPolicy(sender, 'live/first');
    this.first = exchange.id;
    if (!policy)
      throw new BrokenOff(`the policy cannot be read before the first write: ${answerOf(exchange)}`);
    return policy;
  }

  /**
   * Writes the journal. Before this returns nothing may be written to the provider.
   * @param scenarios all that is going to be sent, the known states included: what they write is nobody else's
   */
  open(original: Policy, scenarios: readonly Pick<Scenario, 'steps'>[]): void {
    this.strangers = new Strangers(this.target.operation, original);
    this.written = new Written(this.target.operation, original);
    this.original = original;
    for (const scenario of scenarios)
      for (const step of scenario.steps)
        for (const each of step.kind === 'together' ? step.sends : step.kind === 'send' ? [step] : [])
          if (each.payload && 'json' in each.payload)
            this.strangers.wrote(asExchange(each.method, this.target.url(each.path), each.payload.json));
    const entry: JournalEntry = {
      version: 1,
      target: this.target.root.href,
      operation: this.target.operation.name,
      key: this.target.key,
      original,
      written: this.strangers.written,
      startedAt: new Date().toISOString(),
      pid: process.pid,
      host: hostname(),
    };
    this.file = openJournal(this.options.journal, entry);
  }

  /** Is asked before each request. @throws BrokenOff where it may not be sent */
  admit({ method }: HttpRequest): void {
    if (method === 'GET') return;
    if (this.stopped !== undefined && !this.restoringNow) throw new BrokenOff(this.stopped);
    if (this.file === undefined) throw new BrokenOff('nothing is written before the journal is');
    const { maxWrites = Infinity } = this.options;
    if (this.admitted >= maxWrites - (this.restoringNow ? 0 : KEPT_BACK))
      throw new BrokenOff(
        `--max-writes ${maxWrites}: no more may be written${this.restoringNow ? '' : ', but to put the policy back'}`,
      );
    this.admitted += 1;
  }

  /** Is told of each exchange, in order. */
  saw(exchange: Exchange): void {
    const { strangers, written } = this;
    if (!strangers || !written) return;
    if (exchange.request.method !== 'GET') {
      strangers.wrote(asCame(exchange));
      written.wrote(asCame(exchange));
      return;
    }
    const policy = policyOf(exchange, this.target.operation);
    if (!policy) return;
    written.saw(policy);
    // The result of a revert is not known in advance.
    if (written.reverted) strangers.learn(policy);
    const found = strangers.in(policy);
    if (found.length === 0 || this.stopped !== undefined) return;
    this.foreign = found;
    this.stopped = `somebody else changed the policy while the run was under way (${found.map(inWords).join('; ')}): nothing more is written, and it is left as it is`;
    // Requests in flight finish; no further request is sent.
  }

  /** Throws as soon as it is known that somebody else is at work. */
  assertAlone(): void {
    if (this.stopped !== undefined) throw new BrokenOff(this.stopped);
  }

  /**
   * Puts the policy back as it was. It is called so only where the provider took the update and every read after it,
   * for as long as reads may lag, shows the policy as it was; the journal is kept otherwise. Never throws.
   * @returns undefined where nothing was written
   */
  async putBack(sender: Sender): Promise<PutBack | undefined> {
    const { file, written, original } = this;
    if (file === undefined || !written || !original) return undefined;
    // A journal that stays behind is told of by whoever ends the process.
    if (this.admitted === 0) return void whyNotClosed(file);
    this.restoringNow = true;
    const putting: PuttingBack = {
      operation: this.target.operation,
      original,
      written: written.names,
      scenarios: { update: 'live/put-back', reads: 'live/last' },
      settle: this.options.settle,
      hold: this.options.settle,
    };
    const foreign = await this.foreignNow(sender, original);
    const isProvable = written.isProvable;
    const { mayHaveChanged } = written;
    const { accepted, answer, last, left } =
      foreign.length > 0
        ? // Waiting does not remove what somebody else wrote.
          { ...NOTHING_SENT, ...(await lookWhetherItIs(sender, { ...putting, settle: 0, hold: 0 })) }
        : await makeAsItWas(sender, putting);
    const differing = [
      ...left,
      // If every write was refused, there is nothing to restore.
      ...(accepted || !mayHaveChanged ? [] : [`restore failed: ${answer}`]),
      ...(last && left.length === 0 && !isProvable ? [UNPROVEN] : []),
    ];
    if (last && differing.length === 0) differing.push(...whyNotClosed(file));
    const equal = last !== undefined && differing.length === 0;
    return {
      equal,
      differences: differing,
      first: this.first,
      last: last?.id ?? null,
      writes: this.admitted,
      command: equal ? null : restoreCommand(this.options.journal, foreign.length > 0),
    };
  }

  /** What somebody else wrote, by a read right before the policy is put back. */
  private async foreignNow(sender: Sender, original: Policy): Promise<Difference[]> {
    if (this.foreign.length > 0) return this.foreign;
    const isOther = (read: Policy | undefined): boolean =>
      read !== undefined && differences(this.target.operation, original, read).length > 0;
    // Where a read ought to show what was written, it is waited for: what comes behind it proves something then.
    const settle = this.written?.isProvable === false ? this.options.settle : 0;
    await readUntil(sender, 'live/put-back', { settle, hold: 0 }, isOther).catch(() => undefined);
    return this.foreign;
  }
}

/** Takes a journal away. @returns why it is still there, where it is */
function whyNotClosed(file: string): string[] {
  try {
    closeJournal(file);
    return [];
  } catch (error) {
    return [`its journal could not be deleted: ${reasonOf(error)}`];
  }
}

const NOTHING_SENT = { accepted: false, answer: 'not sent, since somebody else changed the policy' };

/** A request that is planned, as far as what it writes goes. */
const asExchange = (method: string, url: string, json: unknown): Exchange => ({
  id: '',
  source: { kind: 'verify' },
  observed: {
    ...{ authorization: true, framing: false, trailing: false },
    ...{ requestBody: true, responseBody: false, protocol: false },
  },
  request: { method, url, headers: [], body: { encoding: 'utf8', data: JSON.stringify(json) } },
});

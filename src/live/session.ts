import { hostname } from 'node:os';
import { isMembers, jsonOf } from '../exchanges/body';
import type { Exchange, HttpRequest } from '../exchanges/exchange';
import type { PutBack } from '../results/report';
import type { Operation } from '../contract/operation';
import { BrokenOff } from '../wire/broken-off';
import type { Sender } from '../wire/sender';
import type { Target } from '../wire/target';
import { update, type Scenario } from '../scenarios/scenario';
import { closeJournal, openJournal, type JournalEntry } from './journal';
import { differences, inWords, restoring, type Difference, type Policy } from './policy';
import { policyOf, readPolicy, readUntil } from './reads';
import { Strangers } from './strangers';

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
const UNPROVEN =
  'no read has shown anything of what was written, so that the last one proves nothing: reads may lag by more than --settle';

/**
 * A run against a policy that people live with: reads it first, writes it down, counts what is written, notices
 * when somebody else changes it, and puts it back.
 */
export class LiveSession {
  private file: string | undefined;
  private strangers: Strangers | undefined;
  private writes = 0;
  private afterDelete = false;
  private restoringNow = false;
  /** Why nothing more may be written. */
  private stopped: string | undefined;
  private first = '';
  private foreign: Difference[] = [];
  private original: Policy | undefined;
  /** Whether something else than the original was written, and whether a read has shown anything else. */
  private changed = false;
  private seenChanged = false;

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
    if (this.writes >= maxWrites - (this.restoringNow ? 0 : KEPT_BACK))
      throw new BrokenOff(
        `--max-writes ${maxWrites}: no more may be written${this.restoringNow ? '' : ', but to put the policy back'}`,
      );
    this.writes += 1;
  }

  /** Is told of each exchange, in order. */
  saw(exchange: Exchange): void {
    const { strangers, original } = this;
    if (!strangers || !original) return;
    const { method } = exchange.request;
    if (method !== 'GET') {
      strangers.wrote(exchange);
      this.changed ||= method === 'PATCH' && changes(this.target.operation, exchange, original);
      // Nobody knows beforehand to what a revert leads.
      this.afterDelete =
        method === 'DELETE' && exchange.response !== undefined && exchange.response.status < 300;
      return;
    }
    const policy = policyOf(exchange);
    if (!policy) return;
    this.seenChanged ||= differences(this.target.operation, original, policy).length > 0;
    if (this.afterDelete) strangers.learn(policy);
    const found = strangers.in(policy);
    if (found.length === 0 || this.stopped !== undefined) return;
    this.foreign = found;
    this.stopped = `somebody else changed the policy while the run was under way (${found.map(inWords).join('; ')}): nothing more is written, and it is left as it is`;
    // What is under way ends; what is next is not sent.
  }

  /** Throws as soon as it is known that somebody else is at work. */
  assertAlone(): void {
    if (this.stopped !== undefined) throw new BrokenOff(this.stopped);
  }

  /**
   * Puts the policy back as it was and proves it with a read.
   * @returns undefined where nothing was written
   */
  async putBack(sender: Sender, original: Policy): Promise<PutBack | undefined> {
    if (this.file === undefined) return undefined;
    if (this.writes === 0) {
      closeJournal(this.file);
      return undefined;
    }
    this.restoringNow = true;
    const context = { scenario: 'live/put-back', rows: [] };
    const foreign = await this.foreignNow(sender);
    if (foreign.length === 0) {
      const wrote = await sender
        .send(update('the policy as it was', restoring(this.target.operation, original)), context)
        .catch((error: unknown) => {
          if (!(error instanceof BrokenOff)) throw error;
          return undefined;
        });
      if (wrote && wrote.response && wrote.response.status < 300) this.afterDelete = false;
    }
    const { exchange, policy } = await readUntil(
      sender,
      'live/last',
      // What somebody else wrote does not go away by waiting.
      foreign.length > 0 ? 0 : this.options.settle,
      (read) => read !== undefined && differences(this.target.operation, original, read).length === 0,
    );
    const last = policy && exchange;
    const left = policy ? differences(this.target.operation, original, policy) : [];
    // A read that is older than the writes would show the original as well.
    const proven = this.seenChanged || !this.changed;
    const equal = last !== undefined && left.length === 0 && proven;
    if (equal) closeJournal(this.file);
    return {
      equal,
      differences: [
        ...(last ? left.map(inWords) : ['the policy could not be read']),
        ...(last && !proven ? [UNPROVEN] : []),
      ],
      first: this.first,
      last: last?.id ?? null,
      writes: this.writes,
      command: equal ? null : this.command(foreign.length > 0),
    };
  }

  /** What somebody else wrote, by a read right before the policy is put back. */
  private async foreignNow(sender: Sender): Promise<Difference[]> {
    if (this.foreign.length > 0) return this.foreign;
    await readPolicy(sender, 'live/put-back');
    return this.foreign;
  }

  private command(foreign: boolean): string {
    return `graph-contract restore --journal ${this.options.journal}${foreign ? ' --force' : ''}`;
  }
}

/** Whether an update was accepted that makes something else of a policy. */
function changes(operation: Operation, { request, response }: Exchange, original: Policy): boolean {
  const json = jsonOf(request);
  if (!response || response.status >= 300 || !json.ok || !isMembers(json.value)) return false;
  return differences(operation, original, { ...original, ...json.value }).length > 0;
}

const answerOf = ({ response, failure }: Exchange): string =>
  response ? `${response.status} ${response.statusText ?? ''}`.trim() : (failure?.message ?? 'no answer');

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

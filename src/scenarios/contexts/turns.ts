import { isDeepStrictEqual } from 'node:util';
import { addressOf } from '../../exchanges/address';
import { isMembers, type Members } from '../../exchanges/body';
import type { Operation } from '../../contract/operation';
import { changesOf } from '../changes';
import { update, type Send, type Step } from '../scenario';
import type { Stimulus } from './form';

type State = 'A' | 'B';

/**
 * Which request of a stimulus is sent next, and the state that it is of: one that changes the policy as the requests
 * before it have left it, since what changes nothing shows nothing.
 */
export class Turns {
  /** The policy as far as it is known. */
  private policy: Members;
  private reverts = 0;

  /** How many requests of each stimulus were sent: of one that is not accepted, in this scenario. */
  private readonly sent = new Map<Stimulus, number>();

  /**
   * @param accepted how many requests of those that are accepted were sent in scenarios before this one: each has its turn in
   *   one of them. Of the others each scenario begins with those that come first, since they tell most
   */
  constructor(
    private readonly operation: Operation,
    private readonly from: State,
    private readonly accepted: Map<Stimulus, number>,
  ) {
    this.policy = { ...operation.states[from] };
  }

  /**
   * @param before what is sent right before it
   * @param formed puts a plain request into its forms
   */
  next(stimulus: Stimulus, before: readonly Step[], formed: (plain: Send) => Send): Send {
    for (const step of before) if (step.kind === 'send' && isCarriedOut(step)) this.take(step);
    const plain = stimulus.demand === 'accepted' ? this.telling(stimulus) : this.inTurn(stimulus);
    if (stimulus.demand !== 'accepted') this.sent.set(stimulus, this.countOf(stimulus) + 1);
    const step = formed(plain);
    // Inside $batch too, where the request that carries it has another method.
    if (plain.method === 'DELETE' && stimulus.demand !== 'refused') this.policy = {};
    else if (stimulus.demand === 'accepted') this.take(step);
    return step;
  }

  /** Whether a revert was the last that is known to have changed the policy. */
  get isReverted(): boolean {
    return Object.keys(this.policy).length === 0;
  }

  /** The policy as far as it is known, in one text. */
  get told(): string {
    return JSON.stringify(Object.entries(this.policy).sort());
  }

  /** An update to another state than a revert leads to, whichever that is. */
  away(): Send {
    const { body, nudge, done } = changesOf(this.operation);
    const state = (this.reverts += 1) % 2 === 0 ? 'A' : 'B';
    // One member alone may have the value that a revert gives it.
    const members = { ...this.operation.states[state], ...nudge(26) };
    return update('another state before it', body(members), done);
  }

  private inTurn(stimulus: Stimulus, state: State = this.from, skipped = 0): Send {
    const sends = stimulus.sends(state);
    const place = this.countOf(stimulus) + skipped;
    return sends[place % sends.length] as Send;
  }

  /** The next that changes something, of the state by which it changes most; the next of all where none does. */
  private telling(stimulus: Stimulus): Send {
    const count = stimulus.sends('A').length;
    for (let skipped = 0; skipped < count; skipped += 1) {
      // State A is a method in use, and further from where a revert ends.
      const [first, second] = this.isReverted ? (['A', 'B'] as const) : (['B', 'A'] as const);
      const [one, other] = [this.inTurn(stimulus, first, skipped), this.inTurn(stimulus, second, skipped)];
      const best = this.changesBy(one) < this.changesBy(other) ? other : one;
      if (this.changesBy(best) === 0) continue;
      this.accepted.set(stimulus, this.countOf(stimulus) + skipped + 1);
      return best;
    }
    return this.inTurn(stimulus, 'B');
  }

  private countOf(stimulus: Stimulus): number {
    const counts = stimulus.demand === 'accepted' ? this.accepted : this.sent;
    return counts.get(stimulus) ?? 0;
  }

  /** How many members it sets to another value than is known. */
  private changesBy(step: Send): number {
    const [members = {}] = this.updatesIn(step);
    return Object.entries(members).filter(([name, value]) => !isDeepStrictEqual(this.policy[name], value))
      .length;
  }

  private take(step: Send): void {
    // Where a revert leads nobody knows.
    if (step.method === 'DELETE') this.policy = {};
    else for (const members of this.updatesIn(step)) Object.assign(this.policy, members);
  }

  /** What a request sets, by itself or inside $batch, as far as a provider has to take it. */
  private updatesIn(step: Send): Members[] {
    const json = jsonOf(step);
    if (!isMembers(json)) return [];
    if (step.path !== 'batch') return step.method === 'PATCH' ? [this.settable(json)] : [];
    const items = (json['requests'] as Members[]).filter(
      ({ method, url }) => method === 'PATCH' && addressOf(String(url), this.operation) !== undefined,
    );
    return items.flatMap(({ body }) =>
      isMembers(body) && this.operation.validateUpdate(body).length === 0 ? [this.settable(body)] : [],
    );
  }

  private readonly settable = (members: Members): Members =>
    Object.fromEntries(Object.entries(members).filter(([name]) => this.operation.updatable.includes(name)));
}

/** Whether what is sent before a request is carried out: it says so, or it is a revert. */
const isCarriedOut = ({ accept, method }: Send): boolean => accept !== undefined || method === 'DELETE';

function jsonOf({ payload }: Send): unknown {
  if (!payload || 'lastRead' in payload) return undefined;
  return 'json' in payload ? payload.json : JSON.parse(payload.text);
}

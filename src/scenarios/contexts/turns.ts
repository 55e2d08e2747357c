import { isDeepStrictEqual } from 'node:util';
import { addressOf } from '../../exchanges/address';
import { isMembers, type Members } from '../../exchanges/body';
import type { Operation } from '../../contract/operation';
import { changesOf } from '../changes';
import { update, type Send, type Step } from '../scenario';
import type { Case, Stimulus } from './form';

type State = 'A' | 'B';

/** How many requests of stimuli were sent. */
export type Counts = Map<Stimulus, number>;

/**
 * Which request of a stimulus is sent next, and the state that it is of: one that changes the policy as the requests
 * before it have left it, since what changes nothing shows nothing.
 */
export class Turns {
  /** The policy as far as it is known. */
  private policy: Members;
  private reverts = 0;

  /** How many requests of each stimulus that is not accepted were sent by themselves in this scenario. */
  private readonly byThemselves: Counts = new Map();

  /**
   * @param sent how many requests were sent in scenarios before this one of those that are accepted, and inside $batch of the
   *   others: each has its turn in one of them. By themselves each scenario begins with those that come first, since they
   *   tell most
   */
  constructor(
    private readonly operation: Operation,
    private readonly from: State,
    private readonly sent: Counts,
  ) {
    this.policy = { ...operation.states[from] };
  }

  /**
   * @param before what is sent right before it
   * @param formed puts a plain request into its forms
   */
  next({ stimulus, forms }: Case, before: readonly Step[], formed: (plain: Send) => Send): Send {
    for (const step of before) if (step.kind === 'send' && isCarriedOut(step)) this.take(step);
    const isAccepted = stimulus.demand === 'accepted';
    const isInside = forms.some(({ dimension }) => dimension === 'carrier');
    const counts = isAccepted || isInside ? this.sent : this.byThemselves;
    const plain = isAccepted ? this.telling(stimulus) : inTurn(stimulus, this.from, counts.get(stimulus));
    if (!isAccepted) counts.set(stimulus, (counts.get(stimulus) ?? 0) + 1);
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

  /** The next that changes something, of the state by which it changes most; the next of all where none does. */
  private telling(stimulus: Stimulus): Send {
    const count = stimulus.sends('A').length;
    const first = this.sent.get(stimulus) ?? 0;
    for (let place = first; place < first + count; place += 1) {
      // State A is a method in use, and further from where a revert ends.
      const states = this.isReverted ? (['A', 'B'] as const) : (['B', 'A'] as const);
      const [one, other] = [inTurn(stimulus, states[0], place), inTurn(stimulus, states[1], place)];
      const best = this.changesBy(one) < this.changesBy(other) ? other : one;
      if (this.changesBy(best) === 0) continue;
      this.sent.set(stimulus, place + 1);
      return best;
    }
    return inTurn(stimulus, 'B', first);
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

/** The request of a stimulus whose turn it is; behind the last one the first. */
function inTurn(stimulus: Stimulus, state: State, place = 0): Send {
  const sends = stimulus.sends(state);
  return sends[place % sends.length] as Send;
}

/** Whether what is sent before a request is carried out: it says so, or it is a revert. */
const isCarriedOut = ({ accept, method }: Send): boolean => accept !== undefined || method === 'DELETE';

function jsonOf({ payload }: Send): unknown {
  if (!payload || 'lastRead' in payload) return undefined;
  return 'json' in payload ? payload.json : JSON.parse(payload.text);
}

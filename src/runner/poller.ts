import { performance } from 'node:perf_hooks';
import { notShown, showsEnd } from '../checks/state/history';
import { same } from '../checks/state/values';
import { View, type Bench } from '../checks/view';
import type { Members } from '../exchanges/body';
import type { Context, Exchange } from '../exchanges/exchange';
import { pause } from '../wire/pause';
import type { Written } from './written';

/** First pause between two reads of a poll, in milliseconds; doubled up to the longest. */
const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 250;
/** Share of the time that reads may lag, for what was waited for in vain already where no read ever lagged. */
const HASTY = 1 / 20;

/**
 * Sends a read of a poll.
 * @param connection the place of the connection that it goes over
 * @param settled says of its answer whether it ends the poll
 */
export type SendRead = (
  connection: number,
  settled: (exchange: Exchange) => Context['settled'],
) => Promise<Exchange>;

/** What comes of a read: the end of the poll, or when the next one is sent and over which connection. */
type Next = { end: NonNullable<Context['settled']> } | { at: number; connection: number };

/**
 * Polls reads until they show what was written. Where a read was once seen to be older than a write, one that could
 * be older is waited for no less than one that is; where nothing that was written says what a member must be, two
 * connections have to agree on it.
 */
export class Poller {
  /** Whether a read was seen that was older than what had been written. */
  private lagging = false;
  /** Members that were waited for in vain; and whether any was for longer than a read may lag. */
  private readonly waitedFor = new Set<string>();
  private waitedLonger = false;
  /** A read that showed where a reset ends: it is known in every scenario from then on. */
  private end: View | undefined;
  /** Whether reads are taken to lag though none was seen to. */
  careful = false;

  constructor(
    /** How long a read may lag behind a write, in milliseconds. */
    private readonly settle: number,
    private readonly written: Written,
    private readonly bench: Bench,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Whether a read may be older than what was written. */
  get mayLag(): boolean {
    return this.lagging || this.careful;
  }

  /** Waits for every member again as if it were the first time. */
  bePatient(): void {
    this.waitedFor.clear();
  }

  /** Where reads lag, waits until one can no longer be older than the last write. */
  async settled(): Promise<void> {
    const left = this.written.due - performance.now();
    if (this.mayLag && left > 0) await pause(left, this.signal);
  }

  /**
   * Reads until a read shows what was written, or the time for that is over.
   * @param views the scenario so far
   * @returns the last read
   */
  async poll(views: readonly View[], send: SendRead): Promise<Exchange> {
    const poll = new Poll(views, this.written, performance.now());
    for (let connection = 0; ;) {
      let next: Next | undefined;
      const sentAt = performance.now();
      const exchange = await send(connection, (read) => {
        next = this.look(poll, View.of(read, this.bench), sentAt);
        return 'end' in next ? next.end : undefined;
      });
      if (!next || 'end' in next || exchange.failure) return exchange;
      ({ connection } = next);
      await pause(Math.max(0, next.at - performance.now()), this.signal);
    }
  }

  private look(poll: Poll, read: View, sentAt: number): Next {
    const { policy } = read;
    // What is no policy at all does not become one by waiting.
    if (!policy) return poll.end(false);
    const wrong = poll.wrongIn(read, policy, this.end);
    if (wrong.length > 0) {
      if (sentAt < this.limit(poll, wrong)) {
        poll.oldest = Math.max(poll.oldest, this.written.ageOf(policy, sentAt));
        return poll.again(sentAt);
      }
      for (const member of wrong) this.waitedFor.add(member);
      this.waitedLonger = true;
      this.written.adopt(policy);
      return poll.end(false);
    }
    const next = this.whereItIsYoung(poll, policy, sentAt);
    if (next) return next;
    // A read that something else is wrong with than its age never comes to show what it must.
    if (poll.wasOld) this.lagging = true;
    this.written.sawOld(poll.oldest);
    if (showsEnd(poll.views, read)) this.end = read;
    this.written.adopt(policy);
    return poll.end(true);
  }

  /**
   * Until when a read is sent again that does not show what it must: at least until one can no longer be older than the
   * last write. Where reads lag, and before anything was waited for in vain, it is for as long again as they may: what
   * shows then is late, and not lost. What was waited for in vain already is waited for no longer than reads lag.
   */
  private limit({ start, due }: Poll, wrong: readonly string[]): number {
    if (!this.careful && wrong.every((member) => this.waitedFor.has(member)))
      return this.lagging ? Math.max(start, this.written.likelyDue) : start + this.settle * HASTY;
    return this.lagging || !this.waitedLonger ? due + this.settle : due;
  }

  /** What has to be sent before a read that shows all that it must is taken for the newest; undefined: nothing. */
  private whereItIsYoung(poll: Poll, policy: Members, sentAt: number): Next | undefined {
    const { unknown } = this.written;
    if (this.mayLag) {
      const from = this.written.youngFrom(policy, sentAt, this.careful);
      if (sentAt < from) return poll.later(from);
    }
    if (unknown.length === 0 || this.settle === 0) return undefined;
    if (!this.mayLag && this.tellsByItself(policy)) return undefined;
    const { agreeing } = poll;
    poll.agreeing = policy;
    if (!agreeing) return { at: sentAt, connection: 1 };
    if (unknown.every((member) => same(agreeing[member], policy[member]))) return undefined;
    this.lagging = true;
    return sentAt < poll.due + this.settle ? poll.again(sentAt) : undefined;
  }

  /** Whether a read shows what the last write has set, or where resets end, which was agreed on before. */
  private tellsByItself(policy: Members): boolean {
    const end = this.end?.policy;
    return (
      this.written.showsTheLast(policy) || (end !== undefined && this.written.isWhereItEnds(policy, end))
    );
  }
}

/** One poll, from its first read to its last. */
class Poll {
  /** From when on no read may be older than what was written. */
  readonly due: number;
  /** Whether a read of it did not show what a later one did, how old such a read was, and whether one was too old. */
  wasOld = false;
  oldest = 0;
  private wasLate = false;
  /** What the read before showed, where it showed all that it must. */
  agreeing: Members | undefined;
  private pause = FIRST_PAUSE;

  constructor(
    readonly views: readonly View[],
    private readonly written: Written,
    readonly start: number,
  ) {
    this.due = Math.max(start, written.due);
  }

  /** The members that a read shows otherwise than its scenario has it, or the run. */
  wrongIn(read: View, policy: Members, end: View | undefined): string[] {
    return [...notShown(this.views, read, end), ...this.written.contradictedBy(policy)];
  }

  /** A read that cannot be an older one any more. */
  later(at: number): Next {
    this.agreeing = undefined;
    return { at, connection: 0 };
  }

  /** Another read, after a pause. */
  again(sentAt: number): Next {
    this.wasOld = true;
    this.wasLate ||= sentAt >= this.due;
    const at = performance.now() + this.pause;
    this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
    return this.later(at);
  }

  end(satisfied: boolean): Next {
    const waitedMs = Math.round(performance.now() - this.start);
    return { end: { satisfied, waitedMs, ...(satisfied && this.wasLate && { late: true }) } };
  }
}

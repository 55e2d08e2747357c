import { performance } from 'node:perf_hooks';
import { notShown, showsEnd } from '../checks/state/history';
import { same } from '../checks/state/values';
import { View, type Bench } from '../checks/view';
import { expandBatch } from '../exchanges/batch';
import type { Members } from '../exchanges/body';
import type { Context, Exchange } from '../exchanges/exchange';
import { pause } from '../wire/pause';
import type { Written } from './written';

/** First pause between two reads of a poll, in milliseconds; doubled up to the longest. */
const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 250;
/**
 * Share of the permitted lag for which members that were waited for in vain are polled again, if no read ever lagged.
 */
const HASTY = 1 / 20;

/**
 * Sends a read of a poll.
 * @param connection index of the connection to use
 * @param settled tells from the answer whether it ends the poll
 */
export type SendRead = (
  connection: number,
  settled: (exchange: Exchange) => Context['settled'],
) => Promise<Exchange>;

/** The result of a read: the end of the poll, or the time and connection of the next read. */
type Next = { end: NonNullable<Context['settled']> } | { at: number; connection: number };

/**
 * Polls reads until they show what was written. Once a read was older than a write, the poller waits for every read
 * that could be older as long as for one that is. If no write determines the value of a member, two connections must
 * agree on it.
 */
export class Poller {
  /** Whether any read was older than what had been written. */
  private lagging = false;
  /** Members that were waited for in vain, and whether any wait was longer than a read may lag. */
  private readonly waitedFor = new Set<string>();
  private waitedLonger = false;
  /** A read that showed the state after a reset; every later scenario uses it. */
  private end: View | undefined;
  /** Whether reads are assumed to lag even if none was seen to. */
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

  /** Forgets which members were waited for in vain. */
  bePatient(): void {
    this.waitedFor.clear();
  }

  /** If reads lag, waits until no read can be older than the last write. */
  async settled(): Promise<void> {
    const left = this.written.due - performance.now();
    if (this.mayLag && left > 0) await pause(left, this.signal);
  }

  /**
   * Reads until a read shows what was written, or the time limit has passed.
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

  /** @param read the answer, or that of a batch of reads, each of which has to show it */
  private look(poll: Poll, read: View, sentAt: number): Next {
    let next: Next = poll.end(false);
    // Views of their own: those that are judged say that the poll has ended, which is not known yet.
    const inside = expandBatch(read.exchange).map((exchange) => View.of(exchange, this.bench));
    for (const each of inside.length > 0 ? inside : [read]) {
      next = this.lookAt(poll, each, sentAt);
      if (!('end' in next && next.end.satisfied)) return next;
    }
    return next;
  }

  private lookAt(poll: Poll, read: View, sentAt: number): Next {
    const { policy } = read;
    // A body that is no policy does not become one by waiting.
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
    // If a read has a fault other than its age, waiting does not help.
    if (poll.wasOld) this.lagging = true;
    this.written.sawOld(poll.oldest);
    if (showsEnd(poll.views, read)) this.end = read;
    this.written.adopt(policy);
    return poll.end(true);
  }

  /**
   * Computes until when a read that does not show the required values is sent again: at least until it can no longer
   * be older than the last write. If reads lag, or no wait was in vain so far, the permitted lag is added once more:
   * a value that shows then is late and not lost. Members that were waited for in vain get no extra time.
   */
  private limit({ start, due }: Poll, wrong: readonly string[]): number {
    if (!this.careful && wrong.every((member) => this.waitedFor.has(member)))
      return this.lagging ? Math.max(start, this.written.likelyDue) : start + this.settle * HASTY;
    return this.lagging || !this.waitedLonger ? due + this.settle : due;
  }

  /**
   * The next read that is needed before a read with all required values counts as the newest; undefined: none is
   * needed.
   */
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

  /** Whether a read shows what the last write set, or the state after a reset that was agreed on before. */
  private tellsByItself(policy: Members): boolean {
    const end = this.end?.policy;
    return (
      this.written.showsTheLast(policy) || (end !== undefined && this.written.isWhereItEnds(policy, end))
    );
  }
}

/** One poll, from its first read to its last. */
class Poll {
  /** The time from which no read may be older than what was written. */
  readonly due: number;
  /** Whether a read of this poll lacked what a later one showed, how old it was, and whether one was too old. */
  wasOld = false;
  oldest = 0;
  private wasLate = false;
  /** The policy of the previous read, if it showed all required values. */
  agreeing: Members | undefined;
  private pause = FIRST_PAUSE;

  constructor(
    readonly views: readonly View[],
    private readonly written: Written,
    readonly start: number,
  ) {
    this.due = Math.max(start, written.due);
  }

  /** The members whose values in a read differ from what the scenario or the run knows. */
  wrongIn(read: View, policy: Members, end: View | undefined): string[] {
    return [...notShown(this.views, read, end), ...this.written.contradictedBy(policy)];
  }

  /** A read late enough that it cannot be older than the last write. */
  later(at: number): Next {
    this.agreeing = undefined;
    return { at, connection: 0 };
  }

  /** Another read after a pause. */
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

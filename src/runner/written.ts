import { performance } from 'node:perf_hooks';
import { Ledger } from '../checks/state/ledger';
import type { View } from '../checks/view';
import type { Members } from '../exchanges/body';
import type { Operation } from '../contract/operation';

/** What was known of the policy until a request was answered. */
interface Version {
  until: number;
  known: Ledger;
}

/**
 * Records what a run has written, and when. It tells what a read must show, and which older policy a read may show
 * instead, because reads may lag behind writes by the time that the provider is granted.
 */
export class Written {
  private readonly ledger: Ledger;
  private versions: Version[] = [];
  private last = -Infinity;
  /** The longest lag of a read behind a write that was seen, in milliseconds. */
  private longest = 0;

  constructor(
    operation: Operation,
    /** How long a read may lag behind a write, in milliseconds. */
    private readonly settle: number,
  ) {
    this.ledger = new Ledger(operation);
  }

  /** Records an answered request and the messages in its batch. */
  take(views: readonly View[]): void {
    for (const view of views) {
      // A refused update may have been carried out all the same. A read shows this only if it is younger than the
      // update.
      if (!view.intent || ['read', 'batch', 'http'].includes(view.intent)) continue;
      this.turn();
      this.ledger.take(view);
    }
  }

  /** Forgets the policy, because something else has changed it in an unknown way. */
  forget(): void {
    this.turn();
    this.ledger.forget();
  }

  /** The time from which a read can no longer be older than the last write. */
  get due(): number {
    return this.last + this.settle;
  }

  /** The same time, if reads lag at most twice as long as the longest lag seen. */
  get likelyDue(): number {
    return this.last + this.likely;
  }

  /** Members whose values are unknown. */
  get unknown(): string[] {
    return this.ledger.unknown;
  }

  /** Whether a policy equals the state after a reset in every member that has no other known value. */
  isWhereItEnds(policy: Members, end: Members): boolean {
    return this.ledger.isWhereItEnds(policy, end);
  }

  /** The members whose values differ from the known ones. */
  contradictedBy(policy: Members): string[] {
    return this.ledger.contradictedBy(policy);
  }

  /** Whether the policy is known to have these members with these values. */
  isKnownToHave(members: Members): boolean {
    const doubtful = new Set([...this.unknown, ...this.contradictedBy(members)]);
    return Object.keys(members).every((name) => !doubtful.has(name));
  }

  /**
   * The minimum age of a read that does not show the last write, in milliseconds; 0 if it shows a policy that never
   * existed.
   * @param sentAt when it was sent
   */
  ageOf(policy: Members, sentAt: number): number {
    const shown = this.versions.findLast(({ known }) => known.contradictedBy(policy).length === 0);
    return shown ? sentAt - shown.until : 0;
  }

  /** Records the age of a read. */
  sawOld(age: number): void {
    this.longest = Math.max(this.longest, age);
  }

  /** Whether a policy shows what the last write set, and not what was known before it. */
  showsTheLast(policy: Members): boolean {
    const before = this.versions.at(-1);
    const unknown = new Set(this.unknown);
    return before?.known.contradictedBy(policy).some((member) => !unknown.has(member)) === true;
  }

  /**
   * The time from which a read with this policy can no longer be from before the last write. If a member is unknown,
   * or the policy was the same before, only the age of the read tells.
   * @param sentAt when it was sent
   * @param surely whether to assume the full permitted lag, and not only twice the longest lag seen
   */
  youngFrom(policy: Members, sentAt: number, surely: boolean): number {
    const oldest = surely ? this.settle : this.likely;
    if (this.unknown.length > 0) return this.last + oldest;
    this.versions = this.versions.filter(({ until }) => until + this.settle > sentAt);
    const alike = this.versions.filter(({ known }) => known.contradictedBy(policy).length === 0);
    return Math.max(-Infinity, ...alike.map(({ until }) => until + oldest));
  }

  /** Takes the values of a read for the policy, wherever the known values are missing or different. */
  adopt(policy: Members): void {
    this.ledger.adopt(policy);
  }

  private get likely(): number {
    return this.longest === 0 ? this.settle : Math.min(this.settle, 2 * this.longest);
  }

  private turn(): void {
    this.last = performance.now();
    // A read that shows an even older policy lags more than is permitted, by whatever amount.
    this.versions = this.versions.filter(({ until }) => until + 2 * this.settle > this.last);
    this.versions.push({ until: this.last, known: this.ledger.copy() });
  }
}

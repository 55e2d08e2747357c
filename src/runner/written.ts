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
 * What a run has written, and when: what a read must show, and which older policy a read may show instead, since it
 * may be behind the writes by as much as the provider may settle.
 */
export class Written {
  private readonly ledger: Ledger;
  private versions: Version[] = [];
  private last = -Infinity;
  /** The longest that a read was seen to be behind a write, in milliseconds. */
  private longest = 0;

  constructor(
    operation: Operation,
    /** How long a read may lag behind a write, in milliseconds. */
    private readonly settle: number,
  ) {
    this.ledger = new Ledger(operation);
  }

  /** Takes what was just answered: a request, and what travelled in it. */
  take(views: readonly View[]): void {
    for (const view of views) {
      // What was refused may have been carried out in spite of that: a read tells only if it is younger.
      if (!view.intent || ['read', 'batch', 'http'].includes(view.intent)) continue;
      this.turn();
      this.ledger.take(view);
    }
  }

  /** Somebody else has changed the policy, nobody knows how. */
  forget(): void {
    this.turn();
    this.ledger.forget();
  }

  /** From when on a read can no longer be older than the last write. */
  get due(): number {
    return this.last + this.settle;
  }

  /** The same, if reads lag twice as much as one was seen to at most. */
  get likelyDue(): number {
    return this.last + this.likely;
  }

  /** The members of which nothing is known. */
  get unknown(): string[] {
    return this.ledger.unknown;
  }

  /** Whether a policy is where resets end, in each member of which nothing else is known. */
  isWhereItEnds(policy: Members, end: Members): boolean {
    return this.ledger.isWhereItEnds(policy, end);
  }

  /** The members that a policy has otherwise than is known. */
  contradictedBy(policy: Members): string[] {
    return this.ledger.contradictedBy(policy);
  }

  /** Whether the policy is known to have these members as they are here. */
  isKnownToHave(members: Members): boolean {
    const doubtful = new Set([...this.unknown, ...this.contradictedBy(members)]);
    return Object.keys(members).every((name) => !doubtful.has(name));
  }

  /**
   * How old a read is at least that does not show the last write, in milliseconds; 0 where it shows what never was.
   * @param sentAt when it was sent
   */
  ageOf(policy: Members, sentAt: number): number {
    const shown = this.versions.findLast(({ known }) => known.contradictedBy(policy).length === 0);
    return shown ? sentAt - shown.until : 0;
  }

  /** Is told how old a read was. */
  sawOld(age: number): void {
    this.longest = Math.max(this.longest, age);
  }

  /** Whether a policy shows what the last write has set, and not what was known before it. */
  showsTheLast(policy: Members): boolean {
    const before = this.versions.at(-1);
    const unknown = new Set(this.unknown);
    return before?.known.contradictedBy(policy).some((member) => !unknown.has(member)) === true;
  }

  /**
   * From when on a read that shows this policy can no longer be one from before the last write: nobody knows where
   * nothing of it is known, or where it was the same before.
   * @param sentAt when it was sent
   * @param surely whether reads may be as old as they are said to be, and not only twice as old as they were seen to be
   */
  youngFrom(policy: Members, sentAt: number, surely: boolean): number {
    const oldest = surely ? this.settle : this.likely;
    if (this.unknown.length > 0) return this.last + oldest;
    this.versions = this.versions.filter(({ until }) => until + this.settle > sentAt);
    const alike = this.versions.filter(({ known }) => known.contradictedBy(policy).length === 0);
    return Math.max(-Infinity, ...alike.map(({ until }) => until + oldest));
  }

  /** Takes a read for what the policy is, wherever nothing is known or something else is. */
  adopt(policy: Members): void {
    this.ledger.adopt(policy);
  }

  private get likely(): number {
    return this.longest === 0 ? this.settle : Math.min(this.settle, 2 * this.longest);
  }

  private turn(): void {
    this.last = performance.now();
    // A read that shows an older one yet lags by more than is granted, by however much.
    this.versions = this.versions.filter(({ until }) => until + 2 * this.settle > this.last);
    this.versions.push({ until: this.last, known: this.ledger.copy() });
  }
}

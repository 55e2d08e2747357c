import type { Operation } from '../../contract/operation';
import { fromPointer } from '../../contract/pointer';
import { propertiesOf } from '../../contract/slice';
import type { Members } from '../../exchanges/body';
import type { View } from '../view';
import { applied, nothingElse, same } from './values';

/** The known value of a member: the last accepted write, or a read. */
type Entry = ({ written: unknown } | { read: unknown }) & {
  /** Whether values that were asked for fit, by their JSON: most reads show the same as the one before. */
  fitting: Map<string, boolean>;
};

/** Whether it may have changed the policy; one without an answer too, unless it was sent again. */
export const isWrite = ({ intent, exchange }: View): boolean =>
  (intent === 'update' || intent === 'reset') && !exchange.context?.superseded;

/**
 * What a policy must be by what was written to it and accepted, member by member. Where that says nothing, it is
 * what reads have shown, as far as somebody vouched for them.
 */
export class Ledger {
  private entries = new Map<string, Entry>();
  /** Members of an update that nobody answered: it may be carried out later still. */
  private open = new Set<string>();
  /** Members that a reset was the last to change. */
  private reset = new Set<string>();

  constructor(private readonly operation: Operation) {}

  /** Takes a request with its answer; requests that change nothing are passed over. */
  take(view: View): void {
    if (view.intent === 'other-method') {
      if (!view.refused || view.inPassing) this.forget();
      return;
    }
    if (!isWrite(view) || (view.refused && !view.inPassing)) return;
    // The result of a reset, and of a request that should have been refused, is not documented.
    if (view.intent === 'reset' || (view.succeeded && !view.sound)) {
      this.forget();
      if (view.intent === 'reset' && view.succeeded) this.reset = new Set(this.operation.updatable);
    } else if (!view.succeeded) this.leaveOpen(Object.keys(view.members));
    else this.takeUpdate(view);
  }

  /** Another client may have changed any member. */
  forget(): void {
    this.entries.clear();
    this.reset.clear();
  }

  /** The members of which nothing is known. */
  get unknown(): string[] {
    return this.operation.updatable.filter((member) => !this.entries.has(member));
  }

  /** Whether a policy is where resets end, in each member of which nothing else is known. */
  isWhereItEnds(policy: Members, end: Members): boolean {
    return this.unknown.every((member) => this.reset.has(member) && same(end[member], policy[member]));
  }

  /** The members that a policy has otherwise than is known. */
  contradictedBy(policy: Members): string[] {
    return [...this.entries].flatMap(([member, entry]) =>
      this.fits(member, entry, policy[member]) ? [] : [member],
    );
  }

  /** Whether what was written says by itself that a member cannot have a value. */
  forbids(member: string, value: unknown): boolean {
    const entry = this.entries.get(member);
    return entry !== undefined && 'written' in entry && !this.fits(member, entry, value);
  }

  /** Takes a read for what the policy is, wherever nothing is known or something else is. */
  adopt(policy: Members): void {
    this.open.clear();
    for (const member of [...this.unknown, ...this.contradictedBy(policy)])
      this.entries.set(member, { read: policy[member], fitting: new Map() });
  }

  copy(): Ledger {
    const copy = new Ledger(this.operation);
    copy.entries = new Map(this.entries);
    copy.open = new Set(this.open);
    copy.reset = new Set(this.reset);
    return copy;
  }

  private takeUpdate({ members, breaches, plain }: View): void {
    this.forgetRecalculated(Object.keys(members));
    for (const [member, value] of Object.entries(members)) {
      this.reset.delete(member);
      // Of null nothing is written, and what can be read in two ways may be stored in either.
      if (value === null || !plain || this.open.has(member)) this.entries.delete(member);
      else if (this.operation.updatable.includes(member))
        this.entries.set(member, { written: value, fitting: new Map() });
    }
    // What becomes of a value that only a sample has, nobody says.
    for (const { unsaid, pointer } of breaches)
      if (unsaid) this.entries.delete(fromPointer(pointer)[0] as string);
  }

  /** It may have been carried out or not. */
  private leaveOpen(members: readonly string[]): void {
    this.forgetRecalculated(members);
    for (const member of members) {
      this.entries.delete(member);
      this.reset.delete(member);
      this.open.add(member);
    }
  }

  /** Members that may be recalculated forget each other when one of them is sent. */
  private forgetRecalculated(members: readonly string[]): void {
    for (const group of this.operation.recalculated)
      if (group.some((member) => members.includes(member)))
        for (const member of group) {
          this.entries.delete(member);
          this.reset.delete(member);
        }
  }

  private fits(member: string, entry: Entry, value: unknown): boolean {
    const text = JSON.stringify(value) ?? '';
    let fits = entry.fitting.get(text);
    if (fits === undefined) entry.fitting.set(text, (fits = this.compares(member, entry, value)));
    return fits;
  }

  private compares(member: string, entry: Entry, value: unknown): boolean {
    if ('read' in entry) return same(entry.read, value);
    const { written } = entry;
    const schema = propertiesOf(this.operation.updateSchema)[member] ?? {};
    return (
      applied(written, value, schema) && (!Array.isArray(written) || nothingElse(written, value, schema))
    );
  }
}

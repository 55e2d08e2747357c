import { expandBatch } from '../exchanges/batch';
import { isMembers, jsonOf } from '../exchanges/body';
import type { Exchange } from '../exchanges/exchange';
import type { Operation } from '../contract/operation';
import { canonical, type Difference, type Policy } from './policy';

/**
 * Notices values that neither stood in a policy before nor were written by the run: somebody else's. It is told of
 * what a faulty provider might make of what was written, so that a fault is not taken for a person.
 */
export class Strangers {
  private readonly known = new Map<string, Set<string>>();

  constructor(
    private readonly operation: Operation,
    private readonly original: Policy,
    written: Readonly<Record<string, readonly string[]>> = {},
  ) {
    this.learn(original);
    for (const [member, values] of Object.entries(written))
      for (const value of values) this.valuesOf(member).add(value);
  }

  /** Takes what a request writes, accepted or not. */
  wrote(exchange: Exchange): void {
    for (const each of [exchange, ...expandBatch(exchange)]) {
      const json = jsonOf(each.request);
      if (json.ok && isMembers(json.value)) this.learn(json.value);
    }
  }

  /** Takes values that we are answerable for, such as what a revert made. */
  learn(members: Policy): void {
    for (const [member, value] of Object.entries(members)) {
      const values = this.valuesOf(member);
      for (const each of readings(value)) values.add(each);
    }
  }

  /** Members at a value that nobody we know of has written. */
  in(policy: Policy): Difference[] {
    return this.operation.updatable
      .filter((member) => policy[member] !== undefined && !this.isKnown(member, policy[member]))
      .map((member) => ({ member, wanted: this.original[member], found: policy[member] }));
  }

  /** All that is known, for the journal. */
  get written(): Record<string, string[]> {
    return Object.fromEntries([...this.known].map(([member, values]) => [member, [...values].sort()]));
  }

  private isKnown(member: string, value: unknown): boolean {
    const values = this.valuesOf(member);
    return partsOf(value).every((part) => values.has(part));
  }

  private valuesOf(member: string): Set<string> {
    // Where a provider recalculates what was left out, such members take their values from one another; and what was
    // written to one collection may turn up in the other.
    const group = this.operation.recalculated.findIndex((names) => names.includes(member));
    const name =
      group >= 0
        ? `recalculated ${group}`
        : this.operation.collections.some((collection) => collection.member === member)
          ? 'collections'
          : member.toLowerCase();
    let values = this.known.get(name);
    if (!values) this.known.set(name, (values = new Set()));
    return values;
  }
}

/** What a value comes to when it is read: of a collection each target, by what names it. */
const partsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(partOf) : [partOf(value)]);

const partOf = (value: unknown): string =>
  isMembers(value)
    ? String(value['id']).toLowerCase()
    : typeof value === 'string'
      ? value.toLowerCase()
      : canonical(value);

/** What a lenient provider might read in a value: of a text a number or a truth, of a number a whole one. */
function readings(value: unknown): string[] {
  const parts = partsOf(value);
  const numbers = [value].flat().map(Number).filter(Number.isFinite);
  return [
    ...parts,
    ...numbers.flatMap((number) => [Math.trunc(number), Math.round(number)]).map(String),
    ...truths(value),
  ];
}

const truths = (value: unknown): string[] =>
  isMembers(value) || Array.isArray(value)
    ? []
    : [String(Boolean(value)), ...(String(value).toLowerCase() === 'false' ? ['false'] : [])];

import type { View } from '../../checks/view';
import type { Interval } from '../../checks/state/history';
import { fromPointer } from '../../contract/pointer';
import type { Finding } from '../../results/report';
import { rankOf } from '../../results/outcome';

/** One time that something was found: the exchanges that show it. */
export interface Told {
  finding: Finding;
  exchanges: readonly string[];
}

/** What a planned run showed, as relations between findings look at it. */
export class Trace {
  readonly byId: ReadonlyMap<string, View>;
  private readonly intervalOf: ReadonlyMap<string, Interval>;
  private readonly byExchange = new Map<string, Told[]>();

  /**
   * @param told each breach that counts, in the order in which they were found
   * @param views all exchanges, with what travelled in batches, in the order in which they happened
   * @param intervals what lies between settled reads
   */
  constructor(
    readonly told: readonly Told[],
    readonly views: readonly View[],
    intervals: readonly Interval[],
  ) {
    this.byId = new Map(views.map((view) => [view.exchange.id, view]));
    this.intervalOf = new Map(intervals.map((interval) => [interval.after.exchange.id, interval]));
    for (const each of told)
      for (const id of each.exchanges) {
        const some = this.byExchange.get(id);
        if (some) some.push(each);
        else this.byExchange.set(id, [each]);
      }
  }

  /** What was found of these rows. */
  of(...rows: readonly string[]): Told[] {
    return this.told.filter(({ finding }) => rows.includes(finding.requirement as string));
  }

  /** What was found where this exchange had a part. */
  at(id: string | undefined): readonly Told[] {
    return (id !== undefined && this.byExchange.get(id)) || [];
  }

  /** The exchange whose answer shows it. */
  shownBy({ exchanges }: Told): View | undefined {
    return this.byId.get(exchanges.at(-1) as string);
  }

  /** The settled read that shows it, with the writes before it; undefined where it is of no settled read. */
  interval({ exchanges }: Told): Interval | undefined {
    return this.intervalOf.get(exchanges.at(-1) as string);
  }
}

/** What one finding follows from another for: the consequence as it was told, and its cause. */
export type Link = readonly [consequence: Told, cause: Finding];

/** Says what follows from what, in one respect; of what the record does not tell it says nothing. */
export type Relation = (trace: Trace) => Iterable<Link>;

/** Rows that compare a read with what was written. */
export const COMPARED: readonly string[] = [
  'SEM-APPLY',
  'SEM-REPLACE',
  'SEM-MERGE',
  'SEM-ATOMIC',
  'SEM-REPEAT',
  'SEM-STATE-RANGE',
];

/** The member of a policy that a finding is about; undefined where it is about the whole, or about a header. */
export function memberOf({ finding: { pointer } }: Told): string | undefined {
  return pointer?.startsWith('/') ? (fromPointer(pointer)[0] as string) : undefined;
}

/** Whether a cause is as bad as its consequence. */
export const isAsBad = (cause: Finding, consequence: Finding): boolean =>
  rankOf(cause.outcome) <= rankOf(consequence.outcome);

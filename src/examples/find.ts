import type { Check } from '../checks/check';
import type { Register } from '../contract/register/register';
import type { Requirement } from '../contract/register/row';
import type { Exchange } from '../exchanges/exchange';
import { judge } from '../judge/judge';
import type { ExampleText } from '../reports/register/example';
import { Writer, type Family } from './family';
import { answerFamilies } from './families/answers';
import { batchFamilies, belowFamilies } from './families/batches';
import { bodyFamilies } from './families/bodies';
import { httpFamilies } from './families/http';
import { requestFamilies } from './families/requests';
import { stateFamilies } from './families/states';
import { textOf } from './text';

/** Exchanges that satisfy a row, and exchanges that break only this row of the side that the row is for. */
export interface Example {
  right: readonly Exchange[];
  wrong: readonly Exchange[];
}

/** The outcomes of the rows in an example, by the side that they are for. */
interface Come {
  holds: ReadonlySet<string>;
  /** Rows that are violated or deviated from. */
  broken: ReadonlySet<string>;
  /** These rows, and rows with a note. */
  told: ReadonlySet<string>;
}

/** Preferences for examples: without notes, with notes of other rows, with exchanges that differ more. */
const WAYS = [
  { notes: false, alike: true },
  { notes: true, alike: true },
  { notes: false, alike: false },
  { notes: true, alike: false },
] as const;

/**
 * Finds examples of rows. It generates conforming exchanges from the slice and varies them. The checks of the rows
 * judge them, so that a right example conforms, and a wrong one breaks that row alone.
 */
export class Examples {
  private readonly families: readonly Family[];
  private readonly come = new WeakMap<readonly Exchange[], Partial<Record<By, Come>>>();

  /** @param checks additional checks, for the rows of an overlay */
  constructor(
    private readonly register: Register,
    private readonly checks: readonly Check[] = [],
  ) {
    const { operation } = register;
    const bare = new Writer(operation);
    const isPlain = ([name, value]: [string, unknown]): boolean =>
      comeTo([bare.update({ [name]: value })], 'client', register, checks).told.size === 0;
    const writer = new Writer(
      operation,
      Object.fromEntries(Object.entries(operation.states.A).filter(isPlain)),
    );
    this.families = [
      ...[requestFamilies, bodyFamilies, batchFamilies, answerFamilies, stateFamilies],
      ...[httpFamilies, belowFamilies],
    ].flatMap((make) => [...make(writer)]);
  }

  /** The plainest example of a row, and the first of equals; undefined if no generated example shows the row. */
  of(row: Requirement): Example | undefined {
    for (const { notes, alike } of WAYS) {
      const isRight = (each: readonly Exchange[]): boolean => this.keeps(each, row, notes);
      const isWrong = (each: readonly Exchange[]): boolean => this.breaks(each, row, notes);
      if (!alike) {
        const right = this.families.find((family) => isRight(family.right))?.right;
        const wrong = this.families.flatMap((family) => family.wrong).find(isWrong);
        if (right && wrong) return { right, wrong };
        continue;
      }
      for (const { right, wrong } of this.families) {
        if (!isRight(right)) continue;
        const broken = wrong.find(isWrong);
        if (broken) return { right, wrong: broken };
      }
    }
    return undefined;
  }

  private keeps(exchanges: readonly Exchange[], row: Requirement, notes: boolean): boolean {
    const { holds, broken, told } = this.comes(exchanges, row);
    return holds.has(row.id) && (notes ? broken : told).size === 0;
  }

  private breaks(exchanges: readonly Exchange[], row: Requirement, notes: boolean): boolean {
    const { broken, told } = this.comes(exchanges, row);
    return told.has(row.id) && [...(notes ? broken : told)].every((each) => each === row.id);
  }

  private comes(exchanges: readonly Exchange[], { actor, basis }: Requirement): Come {
    let known = this.come.get(exchanges);
    if (!known) this.come.set(exchanges, (known = {}));
    const by = basis === 'http' ? basis : actor;
    return (known[by] ??= comeTo(exchanges, by, this.register, this.checks));
  }
}

/** The side that is judged: rules of HTTP, which are for the provider, are judged only if requested. */
type By = Requirement['actor'] | 'http';

function comeTo(exchanges: readonly Exchange[], by: By, register: Register, checks: readonly Check[]): Come {
  const asked = by === 'http' ? ({ subject: 'provider', basis: by } as const) : { subject: by };
  const { requirements, findings } = judge(exchanges, { ...asked, register, checks });
  // A lost connection belongs to no row, and is part of some examples.
  const ids = (all: typeof findings): ReadonlySet<string> =>
    new Set(all.flatMap(({ requirement }) => requirement ?? []));
  return {
    holds: new Set(requirements.flatMap(({ id, outcome }) => (outcome === 'conforms' ? [id] : []))),
    broken: ids(findings.filter(({ outcome }) => outcome !== 'informational')),
    told: ids(findings),
  };
}

/** The examples of rows as text, by id; if a row has none, the reason. */
export function examplesOf(
  register: Register,
  rows: readonly Requirement[],
  checks: readonly Check[] = [],
): ReadonlyMap<string, ExampleText> {
  let examples: Examples | undefined;
  return new Map(
    rows.map((row): [string, ExampleText] => {
      if (row.checks.length === 0)
        return [row.id, { none: 'no check judges this row, so that no exchange breaks it' }];
      const example = (examples ??= new Examples(register, checks)).of(row);
      return [
        row.id,
        example
          ? { right: textOf(example.right), wrong: textOf(example.wrong) }
          : { none: `no exchange that can be made from the slice breaks ${row.id} alone` },
      ];
    }),
  );
}

/** A value for each dimension, by its place in the dimension. */
export type Choice = readonly number[];

/** What a covering array is made of. */
export interface Space {
  /** How many values each dimension has. */
  sizes: readonly number[];
  /**
   * The kind of a value of the first dimension: where it costs nothing, all values of two other dimensions stand together with
   * one of each kind.
   */
  kindOf?(value: number): string;
  /** Whether two values of two dimensions go together. Asked with the lower dimension first. */
  fits(one: readonly [dimension: number, value: number], other: readonly [number, number]): boolean;
}

/**
 * Choices in which all values of so many dimensions at a time that go together stand together at least once. Greedy,
 * and without chance: the same space has the same choices.
 * @param strength 2 for pairs, 3 for triples
 * @param first choices that are made in any case
 * @param isAsked which values have to stand together, by their dimensions; others do where it costs nothing
 */
export function cover(
  space: Space,
  strength: number,
  first: readonly Choice[] = [],
  isAsked: (choice: ReadonlyMap<number, number>) => boolean = () => true,
): Choice[] {
  const table = new Table(space);
  const open = new Set<number>();
  const met = new Met(space);
  const parts: number[][] = [];
  for (const part of table.parts(strength)) {
    open.add(table.keyOf(part));
    if (isAsked(table.choiceOf(part))) parts.push(part);
  }
  const choices: Choice[] = [...first];
  const cross = (chosen: readonly number[]): void => {
    met.add(chosen);
    for (const covered of subsets(chosen, strength)) open.delete(table.keyOf(covered));
  };
  for (const choice of first) cross(table.numbersOf(choice));
  for (const part of parts) {
    // What was covered since is no longer there.
    if (!open.has(table.keyOf(part))) continue;
    const chosen = complete(table, part, strength, open, met);
    if (!chosen) continue;
    cross(chosen);
    choices.push(chosen.map((value, dimension) => value - (table.first[dimension] as number)));
  }
  return choices;
}

/** The values of all dimensions, numbered through, and which of them go together. */
class Table {
  /** The number of the first value of each dimension. */
  readonly first: readonly number[];
  private readonly count: number;
  private readonly together: readonly boolean[];

  constructor(private readonly space: Space) {
    let count = 0;
    this.first = space.sizes.map((size) => (count += size) - size);
    this.count = count;
    const values = space.sizes.flatMap((size, dimension) =>
      Array.from({ length: size }, (_, value) => [dimension, value] as const),
    );
    this.together = values.flatMap((one) =>
      values.map(
        (other) =>
          one[0] !== other[0] && (one[0] < other[0] ? space.fits(one, other) : space.fits(other, one)),
      ),
    );
  }

  /** The numbers of the values of a choice. */
  numbersOf(choice: Choice): number[] {
    return choice.map((value, dimension) => value + (this.first[dimension] as number));
  }

  /** Numbered values by their dimensions. */
  choiceOf(part: readonly number[]): Map<number, number> {
    return new Map(
      part.map((value) => {
        const dimension = this.first.findLastIndex((first) => first <= value);
        return [dimension, value - (this.first[dimension] as number)];
      }),
    );
  }

  fits(one: number, other: number): boolean {
    return this.together[one * this.count + other] === true;
  }

  /** The numbers of the values of a dimension. */
  valuesOf(dimension: number): readonly number[] {
    const first = this.first[dimension] as number;
    return Array.from({ length: this.space.sizes[dimension] as number }, (_, value) => first + value);
  }

  /** A number for values in ascending order. */
  keyOf(part: readonly number[]): number {
    return part.reduce((key, value) => key * this.count + value, 0);
  }

  /** All values of so many dimensions that go together, in ascending order. */
  *parts(strength: number, from = 0, chosen: number[] = []): Iterable<number[]> {
    if (chosen.length === strength) return yield chosen;
    for (let dimension = from; dimension < this.first.length; dimension += 1)
      for (const value of this.valuesOf(dimension))
        if (chosen.every((other) => this.fits(other, value)))
          yield* this.parts(strength, dimension + 1, [...chosen, value]);
  }
}

/** Which two values of other dimensions stood together with a value of each kind of the first. */
class Met {
  private readonly pairs = new Set<number>();
  /** The number of the kind of each value of the first dimension. */
  private readonly kinds: readonly number[];
  private readonly count: number;

  constructor({ sizes, kindOf }: Space) {
    const names = Array.from({ length: kindOf ? (sizes[0] ?? 0) : 0 }, (_, value) => kindOf?.(value));
    this.kinds = names.map((name) => names.indexOf(name));
    this.count = sizes.reduce((sum, size) => sum + size, 0);
  }

  add(chosen: readonly number[]): void {
    const kind = this.kinds[chosen[0] ?? -1];
    if (kind === undefined) return;
    for (const [one = 0, other = 0] of subsets(chosen, 2, 1)) this.pairs.add(this.keyOf(kind, one, other));
  }

  /** What a value adds to those that are chosen: less than one that is asked for, whatever it adds. */
  gain(chosen: readonly number[], value: number): number {
    const kind = this.kinds[chosen[0] ?? -1];
    if (kind === undefined) return 0;
    let gained = 0;
    for (const other of chosen.slice(1))
      if (!this.pairs.has(this.keyOf(kind, Math.min(other, value), Math.max(other, value)))) gained += 1;
    return gained / this.count;
  }

  private readonly keyOf = (kind: number, one: number, other: number): number =>
    (kind * this.count + one) * this.count + other;
}

/**
 * Values for all dimensions with some that are given, and in each other dimension the one by which most is covered that
 * is still open.
 * @returns undefined where no value of a dimension goes with them
 */
function complete(
  table: Table,
  given: readonly number[],
  strength: number,
  open: ReadonlySet<number>,
  met: Met,
): number[] | undefined {
  let chosen: readonly number[] = [...given];
  const free = [...table.first.keys()].filter((dimension) => {
    const values = table.valuesOf(dimension);
    return !given.some((value) => values.includes(value));
  });
  for (const dimension of free) {
    const best = bestOf(table, chosen, dimension, strength, open, met);
    if (best === undefined) return undefined;
    chosen = [...chosen, best].sort(ascending);
  }
  // What was chosen early knew nothing of what was chosen late.
  for (const dimension of free) {
    const values = table.valuesOf(dimension);
    const others = chosen.filter((value) => !values.includes(value));
    const best = bestOf(table, others, dimension, strength, open, met);
    if (best !== undefined) chosen = [...others, best].sort(ascending);
  }
  return [...chosen];
}

const ascending = (one: number, other: number): number => one - other;

/** The value of a dimension by which most is covered beside values of others; undefined where none goes with them. */
function bestOf(
  table: Table,
  chosen: readonly number[],
  dimension: number,
  strength: number,
  open: ReadonlySet<number>,
  met: Met,
): number | undefined {
  let best: number | undefined;
  let most = -1;
  for (const value of table.valuesOf(dimension)) {
    if (!chosen.every((other) => table.fits(other, value))) continue;
    const gained = gain(table, chosen, value, strength, open) + met.gain(chosen, value);
    if (gained > most) [best, most] = [value, gained];
  }
  return best;
}

/** How many open parts a value completes with what is chosen. */
function gain(
  table: Table,
  chosen: readonly number[],
  value: number,
  strength: number,
  open: ReadonlySet<number>,
): number {
  let gained = 0;
  for (const others of subsets(chosen, strength - 1)) {
    const part = [...others, value].sort(ascending);
    if (open.has(table.keyOf(part))) gained += 1;
  }
  return gained;
}

function* subsets(of: readonly number[], size: number, from = 0, chosen: number[] = []): Iterable<number[]> {
  if (chosen.length === size) return yield chosen;
  for (let at = from; at < of.length; at += 1)
    yield* subsets(of, size, at + 1, [...chosen, of[at] as number]);
}

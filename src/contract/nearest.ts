/**
 * How many letters of a name are missing, too many, wrong, or changed about with the one behind them: the optimal string
 * alignment distance. Two rows of it are kept at a time.
 */
export function editDistance(one: string, other: string): number {
  const letters = [...one];
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [row, letter] of letters.entries()) {
    const current = [row + 1];
    for (let at = 1; at <= other.length; at += 1) {
      const isSwapped = at > 1 && letter === other[at - 2] && letters[row - 1] === other[at - 1];
      current.push(
        Math.min(
          (above[at] as number) + 1,
          (current[at - 1] as number) + 1,
          (above[at - 1] as number) + (letter === other[at - 1] ? 0 : 1),
          isSwapped ? (before[at - 2] as number) + 1 : Infinity,
        ),
      );
    }
    before = above;
    above = current;
  }
  return above[other.length] as number;
}

/** A name longer than this is no slip of another; a distance takes as many steps as the product of both lengths. */
export const LONGEST_SLIP = 80;

/**
 * The name that somebody may have meant who wrote one that is not there.
 * @returns undefined where no name is near, which is at most a third of its letters away
 */
export function nearestOf(names: Iterable<string>, written: string): string | undefined {
  if (written.length > LONGEST_SLIP) return undefined;
  let nearest: string | undefined;
  let least = written.length / 3;
  for (const name of names) {
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance > least || (distance === least && nearest !== undefined)) continue;
    nearest = name;
    least = distance;
  }
  return nearest;
}

/** The same, or else all the names that there are. */
export const namesThere = (names: readonly string[], written: string): string =>
  didYouMean(names, written) || (names.length === 0 ? '' : `; there are ${names.join(', ')}`);

/** What is said behind a name that is not there, where one is near: `; did you mean label?`; else nothing. */
export function didYouMean(names: Iterable<string>, written: string): string {
  const near = nearestOf(names, written);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

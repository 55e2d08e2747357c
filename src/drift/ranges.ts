/** What stands for a bound that a source doesn't speak of. */
export const UNSAID = '?';

/**
 * `8..48`; an open end is left out.
 * @param open what stands for a bound that is not there: by default that there is none
 */
export const rangeOf = (minimum: number | undefined, maximum: number | undefined, open = ''): string =>
  `${minimum ?? open}..${maximum ?? open}`;

/** The ends of a range, as they are written. */
export function endsOf(range: string): [low: string, high: string] {
  const [low = '', high = ''] = range.split('..');
  return [low, high];
}

/** The sign for a bound that a source does not mention. */
export const UNSAID = '?';

/**
 * `8..48`; a missing bound is left out.
 * @param open the sign for a missing bound; the default says that there is none
 */
export const rangeOf = (minimum: number | undefined, maximum: number | undefined, open = ''): string =>
  `${minimum ?? open}..${maximum ?? open}`;

/** The two bounds of a range as written. */
export function endsOf(range: string): [low: string, high: string] {
  const [low = '', high = ''] = range.split('..');
  return [low, high];
}

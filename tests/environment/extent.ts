/**
 * How much of a fleet a test tries. `npm run test:fleet`, which CI runs, takes a sample that is the same each time;
 * `npm run test:whole` takes all of it (jest.whole.config.js), as the weekly workflow does.
 */
export const WHOLE = process.env['TEST_EXTENT'] === 'whole';

/** A place in an order that has nothing to do with the alphabet and is the same in each run (FNV-1a). */
const rankOf = (text: string): number =>
  [...text].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16777619), 2166136261);

/** As many of a list: the same in each run, and others under another name. */
export function drawn<Each extends { id: string }>(
  name: string,
  all: readonly Each[],
  count: number,
): Each[] {
  const rank = ({ id }: Each): number => rankOf(`${name} ${id}`);
  return all.toSorted((one, other) => rank(one) - rank(other)).slice(0, count);
}

/** Every so manyth of a list; all of it where the whole is tried. */
export const everyNth = <Each>(list: readonly Each[], nth: number): Each[] =>
  list.filter((_, at) => WHOLE || at % nth === 0);

import { KEYS } from '../../keys';
import { type Says, CLOUDS, type Cloud, type Statement } from '../../statements';
import { plainText, type Table } from './markdown';

const CLOUD_HEADS: readonly [RegExp, Cloud][] = [
  [/global/i, 'global'],
  [/L5|DOD/i, 'usGovL5'],
  [/L4|US Gov/i, 'usGovL4'],
  [/china|21vianet/i, 'china'],
];

/** The clouds with a tick; empty for any other table. */
export function cloudStatements({ head, rows }: Table, says: Says): Statement[] {
  const clouds = head.map((cell) => CLOUD_HEADS.find(([word]) => word.test(plainText(cell)))?.[1]);
  if (!clouds.includes('global')) return [];
  return rows.slice(0, 1).flatMap(({ cells, line }) =>
    clouds.flatMap((cloud, at): Statement[] => {
      const cell = cells[at] ?? '';
      const ticked = /check_mark|✅|✔|☑|\byes\b/i.test(cell);
      // In a table with ticks, an empty cell means no.
      if (cloud === undefined || (!ticked && !/^$|:x:|❌|✖|✗|\bno\b/i.test(cell.trim()))) return [];
      return [says(KEYS.cloud(cloud), ticked, line)];
    }),
  );
}

/** Includes whose name identifies their clouds, in the order of `CLOUDS`. */
const CLOUD_INCLUDES: ReadonlyMap<string, readonly boolean[]> = new Map(
  Object.entries({
    'all-clouds': [true, true, true, true],
    'global-us': [true, true, true, false],
    'global-only': [true, false, false, false],
    'global-china': [true, false, false, true],
    'global-uslgov': [true, true, false, false],
  }),
);

/**
 * The clouds that the name of an include states, if its text is not available.
 * @param name the file's name without folders
 */
export function cloudsByName(name: string, line: number, says: Says): Statement[] {
  const ticks = CLOUD_INCLUDES.get(name.replace(/\.md$/i, '').toLowerCase()) ?? [];
  return ticks.map((ticked, at) => says(KEYS.cloud(CLOUDS[at] ?? 'global'), ticked, line));
}

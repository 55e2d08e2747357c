import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * Where links of a folder lead a place that lies in it by its name; undefined where they leave it inside, or it lies
 * elsewhere by its name. What somebody put into a folder does not decide what is written outside of it.
 */
export function ledOut(folder: string, place: string): string | undefined {
  const relative = path.relative(folder, place);
  if (!liesBelow(relative)) return undefined;
  const base = realpathSync(folder);
  let at = base;
  for (const part of relative.split(path.sep)) {
    at = path.join(at, part);
    const stats = lstatSync(at, { throwIfNoEntry: false });
    if (!stats) return undefined;
    if (!stats.isSymbolicLink()) continue;
    at = whereTo(at);
    const inside = path.relative(base, at);
    if (inside !== '' && !liesBelow(inside)) return at;
  }
  return undefined;
}

/** Whether what is relative to a folder lies in it. */
export const liesBelow = (relative: string): boolean =>
  relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);

/** Where a link leads, whether or not something is there. */
function whereTo(link: string): string {
  try {
    return realpathSync(link);
  } catch {
    return path.resolve(path.dirname(link), readlinkSync(link));
  }
}

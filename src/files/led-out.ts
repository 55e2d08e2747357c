import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * The target of a place whose name is inside a folder, but which symbolic links lead out of it; undefined if they
 * stay inside, or if the name is outside. The contents of a folder must not decide what is written outside it.
 */
export function ledOut(folder: string, place: string): string | undefined {
  const relative = path.relative(folder, place);
  if (!liesBelow(relative)) return undefined;
  const base = realpathSync(folder);
  let at = base;
  for (const part of relative.split(path.sep)) {
    at = path.join(at, part);
    const isLink = isLinkAt(at);
    if (isLink === undefined) return undefined;
    if (!isLink) continue;
    at = whereTo(at);
    const inside = path.relative(base, at);
    if (inside !== '' && !liesBelow(inside)) return at;
  }
  return undefined;
}

/** Whether a link is there; undefined for nothing, also below a file, where whoever writes says why. */
function isLinkAt(place: string): boolean | undefined {
  try {
    return lstatSync(place).isSymbolicLink();
  } catch {
    return undefined;
  }
}

/** Whether a path relative to a folder is inside it. */
export const liesBelow = (relative: string): boolean =>
  relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);

/** The target of a link, whether or not it exists. */
function whereTo(link: string): string {
  try {
    return realpathSync(link);
  } catch {
    return path.resolve(path.dirname(link), readlinkSync(link));
  }
}

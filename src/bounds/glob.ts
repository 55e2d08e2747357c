/**
 * Whether a pattern matches a whole name; `*` matches any characters, and case is ignored. Only the last star is
 * extended on a mismatch, so that the time is at most the product of both lengths.
 */
export function matchesGlob(pattern: string, name: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), name.toLowerCase()];
  let at = 0;
  let star = -1;
  let behindStar = 0;
  let next = 0;
  while (next < given.length) {
    if (wanted[at] === '*') {
      star = at;
      behindStar = next;
      at += 1;
    } else if (wanted[at] === given[next]) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      behindStar += 1;
      next = behindStar;
      at = star + 1;
    } else return false;
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}

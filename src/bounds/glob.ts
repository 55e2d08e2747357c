/**
 * Whether a pattern in which `*` stands for any run of characters fits a whole name; letter case is put aside. What a
 * star stands for is made longer only behind the last one, so that no pattern takes longer than its length times the
 * name's.
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

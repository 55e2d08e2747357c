/**
 * Replaces the values of parameters in an address: of its query, and of its fragment, which holds some too. A name
 * stands behind `?`, `&` or `#` and goes as far as `=`, its value to the next `&` or `#`.
 * @param replacement is told a name and a value; undefined leaves it as it is
 */
export function replaceParameters(
  address: string,
  replacement: (name: string, value: string) => string | undefined,
): string {
  if (!address.includes('=')) return address;
  return address.replace(/[^&#]+/g, (part, at: number) => {
    const equals = equalsIn(part, at > 0 ? 0 : part.indexOf('?') + 1 || part.length);
    if (equals === undefined) return part;
    const value = part.slice(equals.at + 1);
    const replaced = value === '' ? undefined : replacement(part.slice(equals.from, equals.at), value);
    return replaced === undefined ? part : part.slice(0, equals.at + 1) + replaced;
  });
}

/** Where a name begins and ends in a part between two `&`; a later question mark may begin one, too. */
function equalsIn(part: string, start: number): { from: number; at: number } | undefined {
  for (let from = start; from < part.length; from = part.indexOf('?', from) + 1 || part.length) {
    const at = part.indexOf('=', from);
    if (at < 0) return undefined;
    if (at > from) return { from, at };
  }
  return undefined;
}

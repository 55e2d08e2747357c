const UNQUOTED = /([:,[]\s{0,8})(?:\*{3,}|\[?redacted\]?|<redacted>)/gi;
const BEHIND_VALUE = /^\s{0,8}[,}\]]/;

/** Puts masks that a recorder wrote over values of a JSON text into quotation marks. */
export const withQuotedMasks = (text: string): string =>
  text.replace(UNQUOTED, (mask: string, before: string, at: number) => {
    const end = at + mask.length;
    if (BEHIND_VALUE.test(text.slice(end, end + 9))) return `${before}"***"`;
    // The bracket may be that of the list around it.
    return mask.endsWith(']') ? `${before}"***"]` : mask;
  });

/** A text with several values of an enumeration, in the one order by which such texts are compared. */
export const sortedFlags = (text: string): string =>
  [...new Set(text.split(',').map((flag) => flag.trim()))].sort().join(',');

/** Hides a value, and says what stands in its place. */
export type Hide = (value: string) => string;

/** What stands in the place of a value that is not shown: its alias and its length. */
export const markOf = (alias: string, value: string): string => `[${alias}, ${value.length} characters]`;

/** The same in an address, where no blank may stand. */
export const markInAddress = (alias: string, value: string): string =>
  `[${alias},${value.length}-characters]`;

/** A mark by itself; taken as it is when a record is read again. */
export const MARK = /^\[(?:secret-\d+|masked)(?:,(?: \d+ characters(?:, not a token)?|\d+-characters))?\]·*$/;

/** Whether a text is nothing but a mark, perhaps with its blanks and commas percent-encoded as a URL has them. */
export const isMark = (text: string): boolean =>
  MARK.test(text) ||
  (text.includes('%') &&
    MARK.test(text.replace(/%5B/gi, '[').replace(/%5D/gi, ']').replace(/%20/g, ' ').replace(/%2C/gi, ',')));

const AT_START = /^\[(?:secret-\d+|masked)(?:,[^[\]]{0,60})?\]·*/;

const MARKS = /\[(?:secret-\d+|masked),[^[\]]{0,60}\]·*/g;

/** A text with a letter in the place of each mark, for who looks at the form of the rest. */
export const withoutMarks = (text: string): string => (text.includes('[') ? text.replace(MARKS, 'x') : text);

/** Whether a text begins with a mark. */
export const startsWithMark = (text: string): boolean => AT_START.test(text.slice(0, 120));

/** How long the mark is that stands at a place of a text; 0 for none. */
export const markLengthAt = (text: string, at: number): number =>
  text.startsWith('secret-', at + 1) || text.startsWith('masked', at + 1)
    ? (AT_START.exec(text.slice(at, at + 120))?.[0].length ?? 0)
    : 0;

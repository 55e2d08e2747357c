import { LIMITS, raising, type Limit } from './limits';

/** Where a JSON text leaves a limit. */
export interface Excess {
  limit: 'depth' | 'values';
  /** The limit that is passed. */
  most: number;
  /** The byte, from 0, at which it is. */
  offset: number;
}

/** What the scanner is to hold a text against; absent: LIMITS. */
export type Bounds = Partial<Record<Excess['limit'], number>>;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
/** `{` and `[` are 0x7b and 0x5b, `}` and `]` 0x7d and 0x5d: bit 0x20 alone tells a brace from a bracket. */
const OPENS = 0x7b;
const CLOSES = 0x7d;
const BRACE = 0x20;

/**
 * Counts levels and values of JSON that comes in pieces, in one pass and with no memory but a few numbers, so that
 * it can go before any parser. Whether the text is JSON it does not ask.
 */
export class ExcessScanner {
  /** Levels that are open. */
  depth = 0;
  private values = 1;
  private inString = false;
  private escaped = false;
  private offset = 0;
  private found: Excess | undefined;
  private readonly bounds: Required<Bounds>;

  constructor(bounds: Bounds = {}) {
    this.bounds = { depth: LIMITS.depth, values: LIMITS.values, ...bounds };
  }

  /**
   * @param bytes the next ones of a text in UTF-8
   * @returns the first excess, from the piece on in which it stands
   */
  push(bytes: Uint8Array): Excess | undefined {
    for (let at = 0; at < bytes.length && !this.found; at += 1) this.take(bytes[at] as number, at);
    this.offset += bytes.length;
    return this.found;
  }

  private take(unit: number, at: number): void {
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (unit === BACKSLASH) this.escaped = true;
      else if (unit === QUOTE) this.inString = false;
    } else if (unit === QUOTE) this.inString = true;
    else if (unit === COMMA) this.count(at);
    else if ((unit | BRACE) === OPENS) {
      this.depth += 1;
      if (this.depth > this.bounds.depth) this.tell('depth', at);
      else this.count(at);
    } else if ((unit | BRACE) === CLOSES) this.depth -= 1;
  }

  private count(at: number): void {
    this.values += 1;
    if (this.values > this.bounds.values) this.tell('values', at);
  }

  private tell(limit: Excess['limit'], at: number): void {
    this.found = { limit, most: this.bounds[limit], offset: this.offset + at };
  }
}

/**
 * Looks whether a JSON text is nested too deep or has too many values, before anything that recurses reads it.
 * @returns the place of the first excess; undefined for a text within the limits
 */
export function excessOf(text: string, bounds: Bounds = {}): Excess | undefined {
  const { depth = LIMITS.depth, values = LIMITS.values } = bounds;
  // Most texts have fewer levels than are allowed even if each of their brackets opened one.
  if (text.length < values && bracketsAtMost(text, depth)) return undefined;
  return new ExcessScanner({ depth, values }).push(Buffer.from(text, 'utf8'));
}

function bracketsAtMost(text: string, most: number): boolean {
  let left = most;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      if (left === 0) return false;
      left -= 1;
    }
  }
  return true;
}

/**
 * An excess in words that follow a file's or a line's name.
 * @param values the limit that the values were held against
 */
export const excessInWords = ({ limit, most, offset }: Excess, values: Limit = 'values'): string =>
  limit === 'depth'
    ? `nested more than ${most} levels deep at byte ${offset}; ${raising('depth')}`
    : `more than ${most} values, from byte ${offset} on; ${raising(values)}`;

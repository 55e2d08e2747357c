import { LIMITS, raising, type Limit } from './limits';

/** The place at which a JSON text exceeds a limit. */
export interface Excess {
  limit: 'depth' | 'values';
  /** The value of the limit. */
  most: number;
  /** Byte offset of the excess, from 0. */
  offset: number;
}

/** The limits that the scanner applies; absent: LIMITS. */
export type Bounds = Partial<Record<Excess['limit'], number>>;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
/** `{` and `[` are 0x7b and 0x5b, `}` and `]` are 0x7d and 0x5d: only bit 0x20 distinguishes a brace from a bracket. */
const OPENS = 0x7b;
const CLOSES = 0x7d;
const BRACE = 0x20;

/**
 * Counts the levels and values of streamed JSON in one pass with constant memory, so that it can run before any
 * parser. It does not check whether the text is valid JSON.
 */
export class ExcessScanner {
  /** The number of open levels. */
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
   * @param bytes the next bytes of a text in UTF-8
   * @returns the first excess, once the bytes that contain it were pushed
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
 * Checks whether a JSON text is nested too deeply or has too many values, before a recursive parser reads it.
 * @returns the place of the first excess; undefined for a text within the limits
 */
export function excessOf(text: string, bounds: Bounds = {}): Excess | undefined {
  const { depth = LIMITS.depth, values = LIMITS.values } = bounds;
  // Most texts stay below the limit even if each of their brackets opened a level.
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
 * Describes an excess in words that follow the name of a file or line.
 * @param values the limit that the number of values was checked against
 */
export const excessInWords = ({ limit, most, offset }: Excess, values: Limit = 'values'): string =>
  limit === 'depth'
    ? `nested more than ${most} levels deep at byte ${offset}; ${raising('depth')}`
    : `more than ${most} values, from byte ${offset} on; ${raising(values)}`;

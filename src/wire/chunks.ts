import { unfolded } from './heads';

/** A line that tells the size of a chunk, or trailers, longer than this are none. */
const LONGEST = 64 * 1024;
const LINE_END = Buffer.from('\r\n');
const EMPTY_LINE = Buffer.from('\r\n\r\n');
const NOTHING = Buffer.alloc(0);

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const QUOTED = String.raw`"(?:[\t !#-\[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*"`;
const EXTENSION = `[ \\t]*;[ \\t]*${TOKEN}(?:[ \\t]*=[ \\t]*(?:${TOKEN}|${QUOTED}))?`;
/** The size of a chunk and its extensions, with white space where RFC 9112 7.1.1 has it, and at the end of the line. */
const SIZE_LINE = new RegExp(`^([0-9A-Fa-f]+)(?:${EXTENSION})*[ \\t]*$`);

/**
 * Content in chunks as Node's parser reads it, which is stricter than HTTP: no white space in the lines that tell the
 * sizes, and no folds in trailers. Extensions are left out, which a recipient ignores that does not know them (RFC 9112
 * 7.1.1). What is no such content is passed on as it is: Node says what is wrong with it.
 */
export class Chunks {
  /** What comes next; `rest`: whatever it is, it is passed on. */
  private next: 'size' | 'data' | 'trailers' | 'rest' = 'size';
  /** The beginning of a line or of trailers whose end has not come. */
  private pending: Buffer = NOTHING;
  /** Bytes of the chunk that are still to come, and of the end of its line. */
  private left = 0;

  /** @returns of the bytes that came, and of those held back before, what can be read now */
  take(chunk: Buffer): Buffer {
    let bytes = this.pending.length > 0 ? Buffer.concat([this.pending, chunk]) : chunk;
    this.pending = NOTHING;
    const out: Buffer[] = [];
    while (bytes.length > 0) {
      const taken =
        this.next === 'data' || this.next === 'rest' ? this.pass(bytes, out) : this.read(bytes, out);
      if (taken === 0) {
        this.pending = bytes;
        break;
      }
      bytes = bytes.subarray(taken);
    }
    return out.length === 1 ? (out[0] as Buffer) : Buffer.concat(out);
  }

  /** @returns what was held back, at the end of the connection */
  end(): Buffer {
    const { pending } = this;
    this.pending = NOTHING;
    return pending;
  }

  private pass(bytes: Buffer, out: Buffer[]): number {
    const length = this.next === 'rest' ? bytes.length : Math.min(this.left, bytes.length);
    out.push(bytes.subarray(0, length));
    this.left -= length;
    if (this.next === 'data' && this.left === 0) this.next = 'size';
    return length;
  }

  /** Reads a line or trailers. @returns how many bytes they have; 0 where their end has not come */
  private read(bytes: Buffer, out: Buffer[]): number {
    const end = this.next === 'size' ? through(bytes, LINE_END) : throughTrailers(bytes);
    if (end === 0) {
      if (bytes.length > LONGEST) this.next = 'rest';
      return this.next === 'rest' ? this.pass(bytes, out) : 0;
    }
    const text = bytes.toString('latin1', 0, end);
    out.push(Buffer.from(this.next === 'size' ? this.sizeIn(text) : this.trailersIn(text), 'latin1'));
    return end;
  }

  private trailersIn(text: string): string {
    this.next = 'rest';
    return unfolded(text);
  }

  /** @returns the line without what Node does not read */
  private sizeIn(line: string): string {
    const [, digits] = SIZE_LINE.exec(line.slice(0, -LINE_END.length)) ?? [];
    const size = Number.parseInt(digits ?? '', 16);
    if (digits === undefined || !Number.isSafeInteger(size)) {
      this.next = 'rest';
      return line;
    }
    this.next = size === 0 ? 'trailers' : 'data';
    this.left = size + LINE_END.length;
    return `${digits}\r\n`;
  }
}

/** @returns how many bytes there are up to the first of these, and with it; 0 where it has not come */
function through(bytes: Buffer, wanted: Buffer): number {
  const at = bytes.indexOf(wanted);
  return at < 0 ? 0 : at + wanted.length;
}

/** Behind trailers, if any, stands an empty line. */
const throughTrailers = (bytes: Buffer): number =>
  bytes.indexOf(LINE_END) === 0 ? LINE_END.length : through(bytes, EMPTY_LINE);

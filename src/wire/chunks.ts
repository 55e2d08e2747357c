import { unfolded } from './heads';

/** Longest chunk-size line or trailer section that is accepted. */
const LONGEST = 64 * 1024;
const LINE_END = Buffer.from('\r\n');
const EMPTY_LINE = Buffer.from('\r\n\r\n');
const NOTHING = Buffer.alloc(0);

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const QUOTED = String.raw`"(?:[\t !#-\[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*"`;
const EXTENSION = `[ \\t]*;[ \\t]*${TOKEN}(?:[ \\t]*=[ \\t]*(?:${TOKEN}|${QUOTED}))?`;
/**
 * A chunk-size line with its extensions. White space is accepted where RFC 9112 7.1.1 allows it, and at the end of
 * the line.
 */
const SIZE_LINE = new RegExp(`^([0-9A-Fa-f]+)(?:${EXTENSION})*[ \\t]*$`);

/**
 * Rewrites chunked content for Node's parser, which is stricter than HTTP: it takes no white space in chunk-size
 * lines and no folded trailers. Extensions are dropped, because a recipient ignores those that it does not know
 * (RFC 9112 7.1.1). Content that is not valid chunked content is passed on unchanged, and Node reports the error.
 */
export class Chunks {
  /** The part that is read next. `rest`: everything that follows is passed on unchanged. */
  private next: 'size' | 'data' | 'trailers' | 'rest' = 'size';
  /** An incomplete chunk-size line or trailer section. */
  private pending: Buffer = NOTHING;
  /** Bytes that are still missing from the chunk and its line end. */
  private left = 0;

  /** @returns the bytes that can be read now, including those that were held back before */
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

  /** @returns the bytes that were held back, when the connection ends */
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

  /** Reads a line or trailers. @returns their length in bytes; 0 if they are incomplete */
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

  /** @returns the line without the parts that Node rejects */
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

/** @returns the number of bytes up to and including the first match; 0 if there is no match yet */
function through(bytes: Buffer, wanted: Buffer): number {
  const at = bytes.indexOf(wanted);
  return at < 0 ? 0 : at + wanted.length;
}

/** An empty line follows the optional trailers. */
const throughTrailers = (bytes: Buffer): number =>
  bytes.indexOf(LINE_END) === 0 ? LINE_END.length : through(bytes, EMPTY_LINE);

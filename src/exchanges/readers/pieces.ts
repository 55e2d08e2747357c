/** A line with its end, or a part of one that is too long to be held. */
export interface Piece {
  bytes: Buffer;
  /** From 1. */
  line: number;
  /** The byte of the source at which it begins, from 0. */
  offset: number;
  /** Whether the line begins, and ends, with it. */
  begins: boolean;
  ends: boolean;
}

/** Longest line that is held until it is whole, in bytes. */
const HELD = 1024 * 1024;

const LINE_FEED = 10;

/** Cuts bytes into lines, whichever chunks they come in; what is longer than is held goes on in parts. */
export class Pieces {
  private held: Buffer[] = [];
  private heldBytes = 0;
  private line = 1;
  private offset = 0;
  private begins = true;

  constructor(
    private readonly take: (piece: Piece) => void,
    private readonly most = HELD,
  ) {}

  push(chunk: Buffer): void {
    let start = this.passEmpty(chunk, 0);
    for (let end = chunk.indexOf(LINE_FEED, start); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      this.hold(chunk.subarray(start, end + 1));
      this.flush(true);
      start = this.passEmpty(chunk, end + 1);
    }
    if (start < chunk.length) this.hold(chunk.subarray(start));
    if (this.heldBytes > this.most) this.flush(false);
  }

  /** Hands on the last line, if it has no end. */
  end(): void {
    if (this.heldBytes > 0 || !this.begins) this.flush(true);
  }

  /** Lines without anything are counted, and not handed on. @returns where they end */
  private passEmpty(chunk: Buffer, from: number): number {
    let at = from;
    if (!this.begins || this.heldBytes > 0) return at;
    while (chunk[at] === LINE_FEED) at += 1;
    this.line += at - from;
    this.offset += at - from;
    return at;
  }

  private hold(part: Buffer): void {
    this.held.push(part);
    this.heldBytes += part.length;
  }

  private flush(ends: boolean): void {
    const [only] = this.held;
    const bytes = this.held.length === 1 && only ? only : Buffer.concat(this.held, this.heldBytes);
    const { line, offset, begins } = this;
    this.held = [];
    this.heldBytes = 0;
    this.offset += bytes.length;
    this.begins = ends;
    if (ends) this.line += 1;
    this.take({ bytes, line, offset, begins, ends });
  }
}

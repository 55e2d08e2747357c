import { LIMITS } from '../../bounds/limits';

/** Takes a line without its end, and its number from 1; undefined for one that was too long to be kept. */
type Take = (line: string | undefined, number: number) => void;

/** Cuts bytes into lines, whichever chunks they come in. Ends of lines are LF or CRLF. */
export class LineSplitter {
  private held: Buffer[] = [];
  private heldBytes = 0;
  private tooLong = false;
  private number = 0;

  constructor(
    private readonly take: Take,
    private readonly longest: number = LIMITS.line,
  ) {}

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      if (end === start && this.heldBytes === 0 && !this.tooLong) this.take('', (this.number += 1));
      else {
        this.hold(chunk.subarray(start, end));
        this.flush();
      }
      start = end + 1;
    }
    if (start < chunk.length) this.hold(chunk.subarray(start));
  }

  /** Hands on the last line, if it has no end. */
  end(): void {
    if (this.heldBytes > 0 || this.tooLong) this.flush();
  }

  private hold(part: Buffer): void {
    if (this.tooLong || part.length === 0) return;
    if (this.heldBytes + part.length > this.longest) {
      this.tooLong = true;
      this.held = [];
      this.heldBytes = 0;
      return;
    }
    this.held.push(part);
    this.heldBytes += part.length;
  }

  private flush(): void {
    this.number += 1;
    const [only] = this.held;
    const bytes = this.held.length === 1 && only ? only : Buffer.concat(this.held, this.heldBytes);
    const text = bytes.toString('utf8');
    const line = text.endsWith('\r') ? text.slice(0, -1) : text;
    const tooLong = this.tooLong;
    this.held = [];
    this.heldBytes = 0;
    this.tooLong = false;
    this.take(tooLong ? undefined : line, this.number);
  }
}

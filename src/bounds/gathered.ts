/** Small chunks are copied together into blocks of so many bytes at most, and the first one has room for few. */
const BLOCK = 16 * 1024;
const FIRST = 512;

/**
 * Bytes that are gathered as they come. Whoever sends them decides how many at a time, and each piece of memory costs
 * some hundred bytes beside what it holds: chunks of a byte are copied together, so that what is kept takes little more
 * than it has.
 */
export class Gathered {
  /** How many there are. */
  size = 0;
  private readonly whole: Buffer[] = [];
  private block: Buffer | undefined;
  private used = 0;
  private room = FIRST;

  add(chunk: Uint8Array): void {
    this.size += chunk.length;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    if (bytes.length >= BLOCK) {
      this.seal();
      this.whole.push(bytes);
    } else for (let at = 0; at < bytes.length;) at += this.copy(bytes, at);
  }

  /** All of them, in the order in which they came. */
  get bytes(): Buffer {
    this.seal();
    const [only] = this.whole;
    return this.whole.length === 1 && only ? only : Buffer.concat(this.whole, this.size);
  }

  private copy(bytes: Buffer, from: number): number {
    const block = (this.block ??= Buffer.allocUnsafe(this.room));
    const copied = bytes.copy(block, this.used, from);
    this.used += copied;
    if (this.used === block.length) this.seal();
    return copied;
  }

  private seal(): void {
    if (this.block && this.used > 0) this.whole.push(this.block.subarray(0, this.used));
    this.block = undefined;
    this.used = 0;
    this.room = Math.min(2 * this.room, BLOCK);
  }
}

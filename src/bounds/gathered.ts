/** Small chunks are copied into blocks of this size; the first block is smaller. */
const BLOCK = 16 * 1024;
const FIRST = 512;

/**
 * Collects bytes in memory as they come. The sender decides on the size of chunks, and each buffer costs some hundred
 * bytes beside its content. Small chunks are therefore copied together, so that the memory is close to the number of
 * bytes.
 */
export class Gathered {
  /** The number of bytes. */
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

  /** All bytes in their order. */
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

import { once } from 'node:events';
import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';

/** Bytes that come in chunks, taken in whatever portions they are needed in. */
export class ByteQueue {
  private held: Buffer = Buffer.alloc(0);

  constructor(private readonly chunks: AsyncIterator<Buffer>) {}

  /** The next bytes, without taking them: fewer than asked for at the end alone. */
  async peek(count: number): Promise<Buffer> {
    while (this.held.length < count) {
      const next = await this.chunks.next();
      if (next.done) break;
      this.held = this.held.length === 0 ? next.value : Buffer.concat([this.held, next.value]);
    }
    return this.held.subarray(0, count);
  }

  /** Takes the next bytes: fewer than asked for at the end alone. */
  async take(count: number): Promise<Buffer> {
    const taken = await this.peek(count);
    this.held = this.held.subarray(taken.length);
    return taken;
  }

  putBack(bytes: Buffer): void {
    this.held = Buffer.concat([bytes, this.held]);
  }

  /** All that is left, as it comes. */
  async *rest(): AsyncGenerator<Buffer> {
    if (this.held.length > 0) yield this.held;
    this.held = Buffer.alloc(0);
    for (let next = await this.chunks.next(); !next.done; next = await this.chunks.next()) yield next.value;
  }
}

/** What a member starts with (RFC 1952 2.3.1). */
const MAGIC = Buffer.from([0x1f, 0x8b]);

export const isGzip = (start: Buffer): boolean => start.subarray(0, MAGIC.length).equals(MAGIC);

/** How much is undone at a time, in bytes: a thousand times as much may come of it. */
const PORTION = 16 * 1024;
const CHUNK = 256 * 1024;

const TOO_EARLY = 'gzip ends too early';

/**
 * Undoes gzip, member after member. Padding behind the last one is passed over, as tapes need it, and anything else
 * is handed on as it is: Node's own gunzip stops there without a word.
 * @throws what is wrong with a member
 */
export async function* gunzipped(queue: ByteQueue): AsyncGenerator<Buffer> {
  while (isGzip(await queue.peek(MAGIC.length))) {
    await passHead(queue);
    yield* inflated(queue);
    while ((await queue.peek(1))[0] === 0) await queue.take(1);
  }
  yield* queue.rest();
}

const HAS = { headerCrc: 2, extra: 4, name: 8, comment: 16 };

/** @see https://www.rfc-editor.org/rfc/rfc1952#section-2.3 */
async function passHead(queue: ByteQueue): Promise<void> {
  const [, , method, flags = 0] = await exactly(queue, 10);
  if (method !== 8) throw new Error('gzip is of an unknown method');
  if (flags & HAS.extra) await exactly(queue, (await exactly(queue, 2)).readUInt16LE());
  if (flags & HAS.name) await passText(queue);
  if (flags & HAS.comment) await passText(queue);
  if (flags & HAS.headerCrc) await exactly(queue, 2);
}

async function exactly(queue: ByteQueue, count: number): Promise<Buffer> {
  const bytes = await queue.take(count);
  if (bytes.length < count) throw new Error(TOO_EARLY);
  return bytes;
}

async function passText(queue: ByteQueue): Promise<void> {
  while ((await exactly(queue, 1))[0] !== 0);
}

/** One member without its head; its sum is held against what came. */
async function* inflated(queue: ByteQueue): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: CHUNK });
  const ended = once(inflate, 'end');
  ended.catch(() => undefined);
  const came: Buffer[] = [];
  inflate.on('data', (chunk: Buffer) => came.push(chunk));
  let sum = 0;
  let size = 0;
  const next = function* (): Generator<Buffer> {
    for (const chunk of came.splice(0)) {
      sum = crc32(chunk, sum);
      size += chunk.length;
      yield chunk;
    }
  };
  for (let left = 0; left === 0;) {
    const portion = await queue.take(PORTION);
    if (portion.length === 0) throw new Error(TOO_EARLY);
    left = portion.length - (await write(inflate, portion));
    if (left > 0) {
      queue.putBack(portion.subarray(portion.length - left));
      await ended;
    }
    yield* next();
  }
  const trailer = await exactly(queue, 8);
  if (trailer.readUInt32LE(0) !== sum || trailer.readUInt32LE(4) !== size % 2 ** 32)
    throw new Error('gzip is damaged: its checksum does not match');
}

/** @returns how many bytes were taken: fewer than given behind the end */
function write(inflate: InflateRaw, bytes: Buffer): Promise<number> {
  const before = inflate.bytesWritten;
  return new Promise((resolve, reject) => {
    inflate.once('error', reject);
    inflate.write(bytes, (error) => {
      inflate.off('error', reject);
      if (error) reject(error);
      else resolve(inflate.bytesWritten - before);
    });
  });
}

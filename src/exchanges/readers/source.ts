import { constants, createReadStream, fstatSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Bytes to read, plain or gzip. */
export interface Source {
  /** As the user named it; `-` is standard input. */
  name: string;
  /** Bytes as they lie there, and how many of them were read so far; absent where nobody knows. */
  size?: number;
  read(): number;
  /** The bytes with gzip undone. Ends in the error that the file system or gzip raised. */
  chunks: AsyncIterable<Buffer>;
}

/** How much is read at a time, in bytes. */
const CHUNK = 256 * 1024;

/** What a gzip member starts with (RFC 1952 2.3.1). */
const GZIP = Buffer.from([0x1f, 0x8b]);

/**
 * Opens a file.
 * @throws what the file system says
 */
export function openFile(name: string, absolute: string): Source {
  // Without this flag a pipe that nobody writes to would hold up the whole process, and its end, too.
  const fd = openSync(absolute, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const { size, isPipe } = kindOf(fd);
  if (isPipe) return sourceOf(name, new Socket({ fd, readable: true, writable: false }));
  return sourceOf(name, createReadStream(absolute, { fd, highWaterMark: CHUNK }), size);
}

function kindOf(fd: number): { size: number; isPipe: boolean } {
  const stats = fstatSync(fd);
  return { size: stats.size, isPipe: stats.isFIFO() };
}

/** A stream as a source; whether it is gzip shows in its first bytes. */
export function sourceOf(name: string, stream: Readable, size?: number): Source {
  let read = 0;
  // It may fail before its turn comes; who reads it then is told.
  stream.on('error', () => undefined);
  return {
    name,
    ...(size !== undefined && { size }),
    read: () => read,
    chunks: plain(counted(stream, (bytes) => (read += bytes))),
  };
}

async function* counted(stream: Readable, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stream as AsyncIterable<Buffer | string>) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    count(bytes.length);
    yield bytes;
  }
}

async function* plain(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  // By hand, since a loop that is left early would end the generator with it.
  let start: Buffer = Buffer.alloc(0);
  while (start.length < GZIP.length) {
    const next = await chunks.next();
    if (next.done) break;
    start = Buffer.concat([start, next.value]);
  }
  const whole = wholeOf(start, chunks);
  if (!start.subarray(0, GZIP.length).equals(GZIP)) return yield* whole;
  const unzipped = createGunzip({ chunkSize: CHUNK });
  // What goes wrong on the way ends the stream that is read below.
  pipeline(Readable.from(whole), unzipped, () => undefined);
  yield* unzipped as AsyncIterable<Buffer>;
}

async function* wholeOf(start: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  yield* rest;
}

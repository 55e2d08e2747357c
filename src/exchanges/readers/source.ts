import { closeSync, constants, createReadStream, fstatSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { isatty } from 'node:tty';
import { charsetOf, inUtf8, type Charset } from '../../files/charset';
import { ByteQueue, gunzipped } from './gunzip';

/** Bytes to read, plain or gzip. */
export interface Source {
  /** As the user named it; `-` is standard input. */
  name: string;
  /** Bytes as they lie there, and how many of them were read so far; absent where nobody knows. */
  size?: number;
  read(): number;
  /** The charset that the text has, once it is read, where it is not UTF-8: its bytes are counted otherwise then. */
  charset?(): Charset | undefined;
  /** The text in UTF-8, with gzip undone. Ends in the error that the file system or gzip raised. */
  chunks: AsyncIterable<Buffer>;
}

/** How much is read at a time, in bytes. */
const CHUNK = 256 * 1024;

/**
 * Opens a file.
 * @throws what the file system says
 */
export function openFile(name: string, absolute: string): Source {
  // Without this flag a pipe that nobody writes to would hold up the whole process, and its end, too.
  const fd = openSync(absolute, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const { size, isPipe, isEndless, isFolder } = kindOf(fd);
  if (isEndless || isFolder) {
    closeSync(fd);
    throw new Error(isFolder ? 'it is a folder' : 'it is a device, which may have no end');
  }
  if (isPipe) return sourceOf(name, new Socket({ fd, readable: true, writable: false }));
  return sourceOf(name, createReadStream(absolute, { fd, highWaterMark: CHUNK }), size);
}

/** Who types at a terminal ends it; other devices, such as /dev/zero, may go on for ever. */
function kindOf(fd: number): { size: number; isPipe: boolean; isEndless: boolean; isFolder: boolean } {
  const stats = fstatSync(fd);
  const isDevice = stats.isCharacterDevice() || stats.isBlockDevice();
  return {
    ...{ size: stats.size, isPipe: stats.isFIFO(), isFolder: stats.isDirectory() },
    isEndless: isDevice && !isatty(fd),
  };
}

/** A stream as a source; whether it is gzip, and in which charset, shows in its first bytes. */
export function sourceOf(name: string, stream: Readable, size?: number): Source {
  let read = 0;
  let charset: Charset | undefined;
  // It may fail before its turn comes; who reads it then is told.
  stream.on('error', () => undefined);
  const counting = counted(stream, (bytes) => (read += bytes));
  return {
    name,
    ...(size !== undefined && { size }),
    read: () => read,
    charset: () => charset,
    chunks: plain(counting, (found) => (charset = found)),
  };
}

async function* counted(stream: Readable, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stream as AsyncIterable<Buffer | string>) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    count(bytes.length);
    yield bytes;
  }
}

async function* plain(
  chunks: AsyncGenerator<Buffer>,
  tell: (charset: Charset | undefined) => void,
): AsyncGenerator<Buffer> {
  try {
    const text = new ByteQueue(gunzipped(new ByteQueue(chunks)));
    const charset = charsetOf(await text.peek(4));
    tell(charset);
    yield* charset ? inUtf8(text.rest(), charset) : text.rest();
  } finally {
    // Whoever stops early has no use for the rest of the file.
    await chunks.return(undefined);
  }
}

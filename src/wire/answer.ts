import { isChunked, parseHead, readable } from './heads';

/** An answer read from the bytes of a connection as RFC 9112 6.3 defines its length. */
export interface ReadAnswer {
  /** Statuses of the interim answers that came before the final one. */
  interim: number[];
  /** Status line and fields as they came. */
  head: string;
  content: Buffer;
  /** Whether the answer is complete. */
  whole: boolean;
  /** Bytes that followed the end of the answer. */
  behind: Buffer;
}

const HEAD_END = '\r\n\r\n';
const NOTHING = Buffer.alloc(0);

/**
 * Reads the first final answer.
 * @param ended whether the connection has ended; content without a stated length ends with it
 * @returns undefined until the head is complete
 */
export function readAnswer(
  bytes: Buffer,
  method: string,
  ended: boolean,
): ReadAnswer | Pick<ReadAnswer, 'interim' | 'head'> {
  const interim: number[] = [];
  for (let start = 0; ;) {
    const end = bytes.indexOf(HEAD_END, start, 'latin1');
    if (end < 0) return { interim, head: '' };
    const head = bytes.toString('latin1', start, end + HEAD_END.length);
    const rest = bytes.subarray(end + HEAD_END.length);
    const { status } = parseHead(head);
    if (status < 100 || status >= 200) return { interim, head, ...contentOf(head, rest, method, ended) };
    interim.push(status);
    start = end + HEAD_END.length;
  }
}

type Content = Pick<ReadAnswer, 'content' | 'whole' | 'behind'>;

function contentOf(head: string, rest: Buffer, method: string, ended: boolean): Content {
  const read = readable(head);
  const { status, headers } = parseHead(read);
  if (method === 'HEAD' || status === 204 || status === 304)
    return { content: NOTHING, whole: true, behind: rest };
  if (isChunked(read)) return contentInChunks(rest);
  const length = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  if (length === undefined) return { content: rest, whole: ended, behind: NOTHING };
  const size = Number(length);
  return { content: rest.subarray(0, size), whole: rest.length >= size, behind: rest.subarray(size) };
}

function contentInChunks(rest: Buffer): Content {
  const chunks: Buffer[] = [];
  const sofar = (whole: boolean, behind: Buffer): Content => ({
    content: Buffer.concat(chunks),
    whole,
    behind,
  });
  for (let start = 0; ;) {
    const lineEnd = rest.indexOf('\r\n', start, 'latin1');
    if (lineEnd < 0) return sofar(false, NOTHING);
    const size = Number.parseInt(rest.toString('latin1', start, lineEnd), 16);
    const begin = lineEnd + 2;
    if (!(size > 0)) {
      // Optional trailers and an empty line follow the last chunk.
      const end = rest.indexOf(HEAD_END, lineEnd, 'latin1');
      return end < 0 ? sofar(false, NOTHING) : sofar(true, rest.subarray(end + HEAD_END.length));
    }
    if (rest.length < begin + size + 2) return sofar(false, NOTHING);
    chunks.push(rest.subarray(begin, begin + size));
    start = begin + size + 2;
  }
}

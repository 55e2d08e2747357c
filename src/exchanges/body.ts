import { gunzipSync, inflateSync, brotliDecompressSync } from 'node:zlib';
import { excessInWords, excessOf } from '../bounds/excess';
import { LIMITS, raising } from '../bounds/limits';
import { header } from './headers';
import { Recent } from './recent';
import type { Body, HttpRequest, HttpResponse } from './exchange';

/** A body from the bytes that came: text where they are UTF-8, else base64. */
export function bodyOf(bytes: Uint8Array): Body {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  // A replacement character may be the sender's own, so that only the way back tells.
  if (!text.includes('\uFFFD') || Buffer.from(text, 'utf8').equals(buffer))
    return { encoding: 'utf8', data: text };
  return { encoding: 'base64', data: buffer.toString('base64') };
}

/** The bytes of a body. */
export const bytesOf = (body: Body): Buffer => Buffer.from(body.data, body.encoding);

/** A JSON object. */
export type Members = Record<string, unknown>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON text that was parsed. */
export interface JsonText {
  ok: true;
  value: unknown;
  text: string;
  /** True where the text is what is made of the value: no member stands in it twice, and no number has more digits. */
  made?: true;
  /** True where a byte order mark stands before it. */
  marked?: true;
}

/** What a body holds once it is decoded and parsed. */
export type Json =
  | JsonText
  | {
      ok: false;
      problem: string;
      /** True where the record does not show what was sent. */
      unseen?: true;
      /** What stands behind a byte order mark. */
      behindMark?: JsonText;
      /** True where it is deeper, longer, or has more values, than is looked into. */
      beyond?: true;
    };

const parsed = new Recent<Body, Json>();

/**
 * The JSON of a message's body; parsed once a body.
 * @returns the value, or what keeps the body from being JSON text in UTF-8 (RFC 8259)
 */
export function jsonOf(message: HttpRequest | HttpResponse): Json {
  const { body } = message;
  if (!body || (body.data === '' && !body.truncated)) return { ok: false, problem: 'the body is empty' };
  let json = parsed.get(body);
  if (!json) {
    json = parseBody(body, header(message.headers, 'content-encoding'));
    parsed.set(body, json);
  }
  return json;
}

/** The JSON of a body where it was parsed, or made, not long ago. */
export const jsonAtHand = (body: Body): Json | undefined => parsed.get(body);

/**
 * The value of a body in JSON whose text is what is made of the value, so that the value tells all that the text does.
 * @returns undefined for any other body
 */
export function valueAsMade(message: HttpRequest | HttpResponse): unknown {
  if (message.body?.encoding !== 'utf8') return undefined;
  const json = jsonOf(message);
  if (!json.ok) return undefined;
  if (!json.made && JSON.stringify(json.value) === json.text) json.made = true;
  return json.made ? json.value : undefined;
}

/** A JSON value as a body, which need not be parsed again. */
export function bodyOfJson(value: unknown): Body {
  const text = JSON.stringify(value);
  const body: Body = { encoding: 'utf8', data: text };
  parsed.set(body, { ok: true, value, text, made: true });
  return body;
}

function parseBody(body: Body, contentEncoding: string | undefined): Json {
  if (body.truncated)
    return {
      ok: false,
      problem: `the body is longer than was recorded, by ${body.truncated} bytes; ${raising('body')}`,
      unseen: true,
      beyond: true,
    };
  let text: string;
  if (body.encoding === 'utf8') {
    text = body.data;
  } else {
    const decoded = undoCodings(bytesOf(body), contentEncoding);
    if (decoded === undefined)
      return { ok: false, problem: `the body is coded as ${contentEncoding}`, unseen: true };
    if (typeof decoded === 'string')
      return {
        ok: false,
        problem: decoded,
        ...(decoded.endsWith(TOO_MUCH) && { unseen: true, beyond: true }),
      };
    const round = bodyOf(decoded);
    if (round.encoding !== 'utf8') return { ok: false, problem: 'the body is not UTF-8' };
    text = round.data;
  }
  if (!text.startsWith('\uFEFF')) return parseText(text);
  const behind = parseText(text.slice(1));
  return {
    ok: false,
    problem: 'the body starts with a byte order mark',
    ...(behind.ok && { behindMark: behind }),
  };
}

function parseText(text: string): Json {
  const excess = excessOf(text);
  if (excess) return { ok: false, problem: `the body: ${excessInWords(excess)}`, unseen: true, beyond: true };
  try {
    return { ok: true, value: JSON.parse(text) as unknown, text };
  } catch (error) {
    return { ok: false, problem: `the body is not JSON: ${(error as Error).message}` };
  }
}

/** The JSON of a body as a parser may read it that reads past a byte order mark, which nobody may send (RFC 8259 8.1). */
export function jsonPastMark(message: HttpRequest | HttpResponse): Json {
  const json = jsonOf(message);
  return json.ok || !json.behindMark ? json : { ...json.behindMark, marked: true };
}

/** The bytes of a message's body with the content coding undone; as they are where it does not come undone. */
export function decodedBytes(message: HttpRequest | HttpResponse): Buffer {
  const bytes = message.body ? bytesOf(message.body) : Buffer.alloc(0);
  const plain = undoCodings(bytes, header(message.headers, 'content-encoding'));
  return Buffer.isBuffer(plain) ? plain : bytes;
}

/** Whether more comes of a body than is looked into, once its content coding is undone. */
export function decodesToTooMuch(message: HttpRequest | HttpResponse): boolean {
  if (message.body?.encoding !== 'base64') return false;
  const plain = undoCodings(bytesOf(message.body), header(message.headers, 'content-encoding'));
  return typeof plain === 'string' && plain.endsWith(TOO_MUCH);
}

const TOO_MUCH = `it has more than the ${LIMITS.body} bytes that are looked into; ${raising('body')}`;

const DECODERS: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength: LIMITS.body }),
  'x-gzip': (bytes) => gunzipSync(bytes, { maxOutputLength: LIMITS.body }),
  deflate: (bytes) => inflateSync(bytes, { maxOutputLength: LIMITS.body }),
  br: (bytes) => brotliDecompressSync(bytes, { maxOutputLength: LIMITS.body }),
  identity: (bytes) => bytes,
};

/**
 * Undoes the content codings, the last one first (RFC 9110 8.4).
 * @returns the bytes, what is wrong with them, or undefined where a coding is not known here
 */
export function undoCodings(bytes: Buffer, contentEncoding: string | undefined): Buffer | string | undefined {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '');
  let plain = bytes;
  for (const coding of codings.reverse()) {
    const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
    if (!decoder) return undefined;
    try {
      plain = decoder(plain);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return `the body does not decode as ${coding}: ${code === 'ERR_BUFFER_TOO_LARGE' ? TOO_MUCH : message}`;
    }
  }
  return plain;
}

import { bodyOf, bodyOfJson, isMembers, type Members } from '../../exchanges/body';
import type { Body, HeaderPair } from '../../exchanges/exchange';
import { headersIn, Unreadable } from '../../exchanges/readers/message';
import { recordedBody, type RecordedBody } from '../../exchanges/readers/recorded-body';
import { UsageError } from '../../usage-error';
import { can, type RequestPart, type ResponsePart } from './part';

export const isPlainRequest = (value: Members): boolean =>
  typeof value['method'] === 'string' && typeof value['url'] === 'string';

export const isPlainResponse = (value: Members): boolean => statusIn(value) !== undefined;

/**
 * `{ method, url, headers?, body? }`. The object is the request: a header or a body that it does not have
 * was not sent. Without any `headers`, nobody knows them.
 */
export function plainRequest(value: Members): RequestPart {
  const noun = 'a plain request';
  const { method, url } = value as { method: string; url: string };
  const headers = readHeaders(value['headers'], noun);
  const { body, seen, why } = contentOf(value, headers ?? [], noun);
  const known = headers !== undefined;
  return {
    noun,
    request: { method, url, headers: headers ?? [], ...(body && { body }) },
    observed: { authorization: known, requestBody: seen, ...(!known && { requestHeaders: false }) },
    ...(why !== undefined && { notShown: [`the body of the request: ${why}`] }),
  };
}

/** A text or a JSON value as a record has it, which may be masked or coded; anything else by what it is. */
function contentOf({ body, encoding }: Members, headers: readonly HeaderPair[], noun: string): RecordedBody {
  if (typeof body === 'string' || isJson(body)) return recordedBody(body, { headers, encoding });
  const content = bodyFrom(body, noun);
  return { seen: true, ...(content && { body: content }) };
}

/** Whether a value is what JSON.parse may have made. */
function isJson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain) return false;
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}

/** `{ status, headers?, body? }`, or `statusCode` in the place of `status`. Of the wire it shows nothing. */
export function plainResponse(value: Members): ResponsePart {
  const noun = 'a plain response';
  const { statusText } = value;
  const headers = readHeaders(value['headers'], noun);
  const { body, seen, why } = answeredBody(value, headers ?? [], noun);
  return {
    noun,
    response: {
      status: statusIn(value) as number,
      ...(typeof statusText === 'string' && { statusText }),
      headers: headers ?? [],
      ...(body && { body }),
    },
    observed: { framing: false, trailing: false, responseBody: seen },
    ...(why !== undefined && { notShown: [`the body of the response: ${why}`] }),
  };
}

/** A message of Node's http is read like a file: what was read of it, it does not keep. */
function answeredBody(value: Members, headers: readonly HeaderPair[], noun: string): RecordedBody {
  // Azure's pipelines have the text beside a body of their own.
  const text = value['body'] ?? value['bodyAsText'];
  if (text === undefined && can(value, 'pipe'))
    return {
      seen: false,
      why: 'it was read from the response, which does not keep it: pass its text as body',
    };
  return contentOf({ ...value, body: text }, headers, noun);
}

function statusIn({ status, statusCode }: Members): number | undefined {
  const written = status ?? statusCode;
  const given = typeof written === 'string' && /^\d{3}$/.test(written) ? Number(written) : written;
  return Number.isInteger(given) && Number(given) >= 100 && Number(given) <= 999 ? Number(given) : undefined;
}

/** Headers as a `Headers` object, an object, or a list of pairs. */
export function readHeaders(headers: unknown, noun: string): HeaderPair[] | undefined {
  if (can(headers, 'entries', 'get', 'has')) return [...(headers as Map<string, string>).entries()];
  // Those of Azure's pipelines.
  if (can(headers, 'get', 'has', 'toJSON'))
    return readHeaders((headers as { toJSON(): unknown }).toJSON(), noun);
  try {
    return headersIn(headers);
  } catch (error) {
    if (error instanceof Unreadable) throw new UsageError(`${noun}: ${error.message}`);
    throw error;
  }
}

/** A text, bytes, `{ encoding, data }`, or a JSON value; undefined and null for none. */
export function bodyFrom(body: unknown, noun: string): Body | undefined {
  if (body === undefined || body === null || body === '') return undefined;
  if (typeof body === 'string') return { encoding: 'utf8', data: body };
  if (body instanceof URLSearchParams) return { encoding: 'utf8', data: body.toString() };
  const bytes = bytesIn(body);
  if (bytes) return bytes.length === 0 ? undefined : bodyOf(bytes);
  if (can(body, 'pipe') || can(body, 'getReader') || can(body, 'stream') || can(body, 'append'))
    throw new UsageError(`the body of ${noun} is not a string yet: pass its text, its bytes or a JSON value`);
  if (isMembers(body) && typeof body['data'] === 'string' && isEncoding(body['encoding']))
    return body as unknown as Body;
  try {
    if (JSON.stringify(body) !== undefined) return bodyOfJson(body);
  } catch {
    // A circular structure or a bigint is not a JSON value either.
  }
  throw new UsageError(`the body of ${noun} is not a JSON value: pass its text, its bytes or a JSON value`);
}

/** By their tags, since Jest's environments have classes of their own for them. */
function bytesIn(body: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  return Object.prototype.toString.call(body) === '[object ArrayBuffer]'
    ? new Uint8Array(body as ArrayBuffer)
    : undefined;
}

const isEncoding = (value: unknown): value is Body['encoding'] => value === 'utf8' || value === 'base64';

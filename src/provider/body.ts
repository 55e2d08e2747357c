/** From the bytes of a request to a JSON value, or to the refusal that they earn. */
import { gunzipSync } from 'node:zlib';
import { excessOf } from '../bounds/excess';
import { BODIES_IN_FLIGHT } from '../bounds/serving';
import { Gathered } from '../bounds/gathered';
import { REFUSALS, TOO_MUCH_IN_FLIGHT, type Refusal } from './errors';

/** A JSON value, or why there is none. */
export type JsonResult = { readonly value: unknown } | { readonly refusal: Refusal };

/** The body of a request: text, a value that a batch holds, or why there is neither, told when its turn comes. */
export type RequestBody = { readonly text: string } | JsonResult;

/** What of a request says what its body is. */
type Sent = Pick<Request, 'headers' | 'arrayBuffer' | 'body'>;

/** No body is larger, on the wire or after decoding. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** What is read the quick way, and not counted: of as many connections as there may be it is 40 MB. */
const SMALL = 4 * 1024;

/** What is held of bodies that are being read, by all servers of this process. */
let inFlight = 0;

/** Reads the body of a request as text: bounded, its Content-Encoding undone, and UTF-8 only. */
export async function readBody(request: Sent): Promise<RequestBody> {
  const raw = await readBytes(request);
  return 'code' in raw ? { refusal: raw } : decodeBytes(raw, request.headers.get('content-encoding'));
}

/**
 * The JSON value of a write.
 *
 * @param contentType the Content-Type header; parameters such as charset or odata.metadata make no difference
 */
export function readJson(contentType: string | undefined, body: RequestBody): JsonResult {
  if (!contentType) return { refusal: REFUSALS.noContentType };
  if (!/^\s*application\/json\s*(;.*)?$/i.test(contentType)) return { refusal: REFUSALS.otherContentType };
  if (!('text' in body)) return body;
  // What is nested deeper than anything that is understood is refused as what cannot be read.
  if (excessOf(body.text)) return { refusal: REFUSALS.notJson };
  try {
    return { value: JSON.parse(body.text) };
  } catch {
    return { refusal: REFUSALS.notJson };
  }
}

/** Why not, when there is more than is allowed; the rest isn't waited for. */
export async function readBytes(request: Sent): Promise<Uint8Array | Refusal> {
  const declared = request.headers.get('content-length');
  if (Number(declared) > MAX_BODY_BYTES) return REFUSALS.tooLarge;
  // The server holds a client to its Content-Length, so that this is bounded, and the quick way for what is small.
  if (declared !== null && Number(declared) <= SMALL) return new Uint8Array(await request.arrayBuffer());
  const gathered = new Gathered();
  try {
    for await (const chunk of request.body ?? []) {
      if (gathered.size + chunk.byteLength > MAX_BODY_BYTES) return REFUSALS.tooLarge;
      gathered.add(chunk);
      inFlight += chunk.byteLength;
      if (inFlight > BODIES_IN_FLIGHT) return TOO_MUCH_IN_FLIGHT;
    }
    return gathered.bytes;
  } finally {
    inFlight -= gathered.size;
  }
}

function decodeBytes(raw: Uint8Array, contentEncoding: string | null): RequestBody {
  const encoding = contentEncoding?.trim().toLowerCase() ?? '';
  if (!['', 'identity', 'gzip', 'x-gzip'].includes(encoding)) return { refusal: REFUSALS.unknownEncoding };
  let bytes = raw;
  if (encoding.endsWith('gzip')) {
    try {
      bytes = gunzipSync(raw, { maxOutputLength: MAX_BODY_BYTES });
    } catch (error) {
      return { refusal: codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? REFUSALS.tooLarge : REFUSALS.undecodable };
    }
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { refusal: REFUSALS.notJson };
  }
}

const codeOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

import { isMembers, type Members } from '../body';
import type { Exchange, HeaderPair } from '../exchange';
import { header } from '../headers';
import type { Wanted } from '../wanted';
import { headersIn, textIn, timingIn, Unreadable, urlIn } from './message';
import { answerIn, isBodiless, recorded, statusIn, type RecordedParts } from './recorded';
import { ELSEWHERE, NOT_KEPT, recordedBody, type RecordedBody } from './recorded-body';

export const NO_REQUEST = 'it has no request';

/**
 * An entry of a HAR as an exchange. Browsers leave Authorization out of what they export, show nothing of
 * the framing, and may leave bodies out.
 * @returns the URL alone, of one of another operation
 * @throws Unreadable
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function fromHarEntry(
  entry: unknown,
  wanted: Wanted,
): Omit<Exchange, 'id' | 'source'> | { foreign: string } {
  if (!isMembers(entry) || !isMembers(entry['request'])) throw new Unreadable(NO_REQUEST);
  const { request, response, startedDateTime, time } = entry as Record<'request', Members> & Members;
  const method = textIn(request, 'method', 'its request');
  const { url, isForeign } = urlIn(request, wanted);
  if (isForeign) return { foreign: url };
  const headers = requestHeaders(request);
  const answer = responseIn(answerIn(response));
  return recorded({
    request: { method, url, headers, content: requestBody(request, method, headers ?? []) },
    response: answer,
    timing: timingIn(startedDateTime, time),
    ...(answer === undefined && { unread: [NO_ANSWER] }),
  });
}

const NO_ANSWER = 'the answer to a request: it was blocked, broken off, or made by the browser';

/** No request goes without a header: an empty list is one that the recorder did not fill. */
function requestHeaders({ headers }: Members): HeaderPair[] | undefined {
  return Array.isArray(headers) && headers.length === 0 ? undefined : headersIn(headers);
}

function requestBody(request: Members, method: string, headers: readonly HeaderPair[]): RecordedBody {
  const { postData, bodySize } = request;
  if (typeof postData === 'string') return recordedBody(postData, { headers, size: bodySize });
  if (isMembers(postData)) {
    const body = contentOf(postData, headers, bodySize);
    if (body) return body;
  } else if (isBodiless(method) && !announcesBody(headers)) return { seen: true };
  const isEmpty = bodySize === 0 || header(headers, 'content-length')?.trim() === '0';
  return isEmpty && !announcesBody(headers) ? { seen: true } : { seen: false, why: NOT_KEPT };
}

function responseIn(response: Members | undefined): RecordedParts['response'] {
  // What was blocked or broken off has status 0.
  if (!response || response['status'] === 0 || response['status'] === -1 || response['status'] === null)
    return undefined;
  const status = statusIn(response);
  const { statusText, httpVersion, content, bodySize } = response;
  const headers = headersIn(response['headers']);
  if (headers && header(headers, MADE_BY_BROWSER) !== undefined) return undefined;
  return {
    status,
    ...(typeof statusText === 'string' && statusText !== '' && { statusText }),
    ...(typeof httpVersion === 'string' && httpVersion !== '' && { httpVersion }),
    headers,
    content: responseBody(isMembers(content) ? content : {}, { status, bodySize, headers: headers ?? [] }),
  };
}

/** Chromium's mark of an answer that it made itself, as for http where a host is known to want https: no provider gave it. */
const MADE_BY_BROWSER = 'non-authoritative-reason';

function responseBody(
  content: Members,
  { status, bodySize, headers }: { status: number; bodySize: unknown; headers: readonly HeaderPair[] },
): RecordedBody {
  const body = contentOf(content, headers, content['size']);
  if (body) return body;
  const isEmpty = content['size'] === 0 && (bodySize === 0 || status === 204 || status === 304);
  return isEmpty && !announcesBody(headers) ? { seen: true } : { seen: false, why: NOT_KEPT };
}

/** Whether the head says that there was a body. */
function announcesBody(headers: readonly HeaderPair[]): boolean {
  const length = header(headers, 'content-length')?.trim();
  if (length !== undefined && /^\d+$/.test(length)) return Number(length) > 0;
  return /chunked/i.test(header(headers, 'transfer-encoding') ?? '');
}

/** Members of `postData` and `content` that HAR 1.2 has, beside the text. */
const OF_CONTENT = new Set(['mimeType', 'text', 'encoding', 'comment', 'params', 'size', 'compression']);

/**
 * The text of `postData` or `content`.
 * @returns undefined where it has none, and nothing that it could be in
 */
function contentOf(
  content: Members,
  headers: readonly HeaderPair[],
  size: unknown,
): RecordedBody | undefined {
  const { text, encoding, params, comment } = content;
  if (text !== undefined && text !== null && text !== '')
    return recordedBody(text, { headers, encoding, size, note: comment });
  const refers = Object.entries(content).some(
    ([name, value]) => !OF_CONTENT.has(name) && typeof value === 'string' && value !== '',
  );
  if (refers) return { seen: false, why: ELSEWHERE };
  if (Array.isArray(params) && params.length > 0)
    return { seen: false, why: 'kept as the parameters of a form' };
  return undefined;
}

import { header } from '../headers';
import { addressOf } from '../address';
import type { Operation } from '../../contract/operation';
import { isMembers, type Members } from '../body';
import type { Body, Exchange, HttpResponse } from '../exchange';
import { headersIn, textBody, textIn, timingIn, Unreadable } from './message';

/** A body, if there was one, and whether the record shows it. */
interface Recorded {
  body?: Body;
  seen: boolean;
}

/**
 * An entry of a HAR as an exchange. Browsers leave Authorization out of what they export, show nothing of
 * the framing, and may leave bodies out.
 * @returns the URL alone, of one of another operation
 * @throws Unreadable
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function fromHarEntry(
  entry: unknown,
  operation: Operation,
): Omit<Exchange, 'id' | 'source'> | { foreign: string } {
  if (!isMembers(entry) || !isMembers(entry['request'])) throw new Unreadable('it has no request');
  const { request, response, startedDateTime, time } = entry as Record<'request', Members> & Members;
  const method = textIn(request, 'method', 'its request');
  const url = textIn(request, 'url', 'its request');
  if (addressOf(url, operation) === undefined) return { foreign: url };
  const headers = headersIn(request['headers']) ?? [];
  const sent = requestBody(request, method);
  const answer = isMembers(response) ? responseOf(response) : undefined;
  const timing = timingIn(startedDateTime, time);
  return {
    observed: {
      authorization: header(headers, 'authorization') !== undefined,
      framing: false,
      trailing: false,
      requestBody: sent.seen,
      responseBody: answer?.seen ?? false,
      protocol: false,
    },
    request: { method, url, headers, ...(sent.body && { body: sent.body }) },
    ...(answer && { response: answer.response }),
    ...(timing && { timing }),
  };
}

function requestBody(request: Members, method: string): Recorded {
  const { postData, bodySize } = request;
  if (isMembers(postData) && typeof postData['text'] === 'string') {
    const body = textBody(postData['text'], postData['encoding']);
    // An export without texts leaves an empty one, and the size as it was.
    if (!body && typeof bodySize === 'number' && bodySize > 0) return { seen: false };
    return body ? { body, seen: true } : { seen: true };
  }
  if (/^(GET|HEAD|DELETE|OPTIONS)$/i.test(method)) return { seen: true };
  return { seen: bodySize === 0 };
}

function responseOf(response: Members): { response: HttpResponse; seen: boolean } | undefined {
  const status = response['status'];
  // What was blocked or broken off has status 0.
  if (typeof status !== 'number' || status < 100) return undefined;
  const { statusText, httpVersion, content, bodySize } = response;
  const { body, seen } = responseBody(isMembers(content) ? content : {}, status, bodySize);
  return {
    response: {
      status,
      ...(typeof statusText === 'string' && statusText !== '' && { statusText }),
      ...(typeof httpVersion === 'string' && httpVersion !== '' && { httpVersion }),
      headers: headersIn(response['headers']) ?? [],
      ...(body && { body }),
    },
    seen,
  };
}

function responseBody(content: Members, status: number, bodySize: unknown): Recorded {
  const { text, encoding, size } = content;
  if (typeof text === 'string' && text !== '') {
    const body = textBody(text, encoding);
    return body ? { body, seen: true } : { seen: true };
  }
  return { seen: size === 0 && (bodySize === 0 || status === 204 || status === 304) };
}

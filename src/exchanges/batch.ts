import { textOrValue } from '../contract/describe';
import { isMembers, jsonPastMark, type Json, type Members } from './body';
import { header } from './headers';
import { isBatchUrl } from './address';
import { masksOf } from './masks';
import type { Context, Exchange, HeaderPair, HttpRequest, HttpResponse } from './exchange';

/**
 * The requests that travelled inside a `$batch`, each an exchange with the answer that the batch gave it.
 * Of their own wire nothing was observed, and their Authorization is that of the batch.
 * @returns none for an exchange that is no batch, or whose body is no batch's
 * @see https://learn.microsoft.com/graph/json-batching
 */
export function expandBatch(exchange: Exchange): Exchange[] {
  if (!isBatchUrl(exchange.request.url) || exchange.request.method.toUpperCase() !== 'POST') return [];
  const requests = listOf(jsonPastMark(exchange.request), 'requests');
  const responses = exchange.response ? listOf(jsonPastMark(exchange.response), 'responses') : [];
  const status = exchange.response?.status ?? 0;
  const isRefused = status >= 400 && status < 500 && status !== 429;
  const answers = new Map(responses.map((response) => [response['id'], response]));
  const root = exchange.request.url.split(/\/(?:\$|%24)batch/i, 1)[0] as string;
  return requests.flatMap((item) => {
    if (typeof item['url'] !== 'string' || typeof item['method'] !== 'string') return [];
    const id = textOrValue(item['id']);
    const inner: Exchange = {
      id: `${exchange.id}/${id}`,
      source: exchange.source,
      observed: { ...exchange.observed, authorization: false, framing: false, trailing: false },
      request: requestOf(item as Members & { url: string; method: string }, root),
      batch: { parent: exchange.id, id, ...(isRefused && { refused: true as const }) },
    };
    const answer = answers.get(id);
    if (answer && typeof answer['status'] === 'number') inner.response = responseOf(answer, answer['status']);
    if (exchange.timing) inner.timing = exchange.timing;
    if (exchange.context) inner.context = contextInside(exchange.context);
    const masked = exchange.masked && masksOf(inner);
    if (masked) inner.masked = masked;
    return [inner];
  });
}

/** What is asked of a batch is not asked of each request in it. */
function contextInside(outer: Context): Context {
  const context = { ...outer };
  delete context.accept;
  delete context.settled;
  delete context.together;
  return context;
}

function requestOf(item: Members & { url: string; method: string }, root: string): HttpRequest {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(item.url) ? item.url : `${root}/${item.url.replace(/^\//, '')}`;
  const request: HttpRequest = { method: item.method, url, headers: headersOf(item['headers']) };
  if (item['body'] !== undefined)
    request.body = { encoding: 'utf8', data: textOf(item['body'], request.headers) };
  return request;
}

function responseOf(answer: Members, status: number): HttpResponse {
  const response: HttpResponse = { status, headers: headersOf(answer['headers']) };
  // A body of null is how a batch writes that there is none.
  if (answer['body'] !== undefined && answer['body'] !== null)
    response.body = { encoding: 'utf8', data: textOf(answer['body'], response.headers) };
  return response;
}

/** A JSON body stands in the batch as JSON; another type's stands there as a string, in base64. */
function textOf(body: unknown, headers: readonly HeaderPair[]): string {
  const isJson = /json/i.test(header(headers, 'content-type') ?? 'json');
  return typeof body === 'string' && !isJson
    ? Buffer.from(body, 'base64').toString('utf8')
    : JSON.stringify(body);
}

const headersOf = (headers: unknown): HeaderPair[] =>
  isMembers(headers) ? Object.entries(headers).map(([name, value]) => [name, textOrValue(value)]) : [];

function listOf(json: Json, name: string): Members[] {
  const list = json.ok && isMembers(json.value) ? json.value[name] : undefined;
  return Array.isArray(list) ? list.filter(isMembers) : [];
}

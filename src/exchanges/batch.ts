import { LIMITS, raising } from '../bounds/limits';
import { textOrValue } from '../contract/describe';
import { isMembers, jsonPastMark, type Json, type Members } from './body';
import { header } from './headers';
import { isBatchUrl } from './address';
import { masksOf } from './masks';
import type { Context, Exchange, HeaderPair, HttpRequest, HttpResponse } from './exchange';

/** A request as a batch lists it. */
type Item = Members & { url: string; method: string };

/**
 * The requests that a `$batch` lists, as many as are looked into.
 * @returns none for an exchange that is no batch, or whose body is no batch's
 */
function itemsOf({ request }: Exchange): Item[] {
  if (!isBatchUrl(request.url) || request.method.toUpperCase() !== 'POST') return [];
  return listOf(jsonPastMark(request), 'requests')
    .slice(0, LIMITS.batch)
    .filter((item): item is Item => typeof item['url'] === 'string' && typeof item['method'] === 'string');
}

/** The URLs of the requests that a `$batch` lists. */
export const urlsInBatch = (exchange: Exchange): string[] => {
  const root = rootOf(exchange);
  return itemsOf(exchange).map(({ url }) => absolute(url, root));
};

/** Why not all requests of a `$batch` are looked into; undefined where they are. */
export function beyondBatch({ request }: Exchange): string | undefined {
  if (!isBatchUrl(request.url)) return undefined;
  const { length } = listOf(jsonPastMark(request), 'requests');
  return length > LIMITS.batch
    ? `only the first ${LIMITS.batch} of its ${length} requests are looked into; ${raising('batch')}`
    : undefined;
}

/**
 * The requests that travelled inside a `$batch`, each an exchange with the answer that the batch gave it.
 * Of their own wire nothing was observed, and their Authorization is that of the batch.
 * @returns none for an exchange that is no batch, or whose body is no batch's
 * @see https://learn.microsoft.com/graph/json-batching
 */
export function expandBatch(exchange: Exchange): Exchange[] {
  const items = itemsOf(exchange);
  if (items.length === 0) return [];
  const responses = exchange.response ? listOf(jsonPastMark(exchange.response), 'responses') : [];
  const status = exchange.response?.status ?? 0;
  const isRefused = status >= 400 && status < 500 && status !== 429;
  const answers = new Map(responses.map((response) => [response['id'], response]));
  const root = rootOf(exchange);
  return items.map((item) => {
    const id = textOrValue(item['id']);
    const inner: Exchange = {
      id: `${exchange.id}/${id}`,
      source: exchange.source,
      observed: { ...exchange.observed, authorization: false, framing: false, trailing: false },
      request: requestOf(item, root),
      batch: { parent: exchange.id, id, ...(isRefused && { refused: true as const }) },
    };
    const answer = answers.get(id);
    if (answer && typeof answer['status'] === 'number') inner.response = responseOf(answer, answer['status']);
    if (exchange.timing) inner.timing = exchange.timing;
    if (exchange.context) inner.context = contextInside(exchange.context);
    const masked = exchange.masked && masksOf(inner);
    if (masked) inner.masked = masked;
    return inner;
  });
}

/** What is asked of a batch is not asked of each request in it. A batch that ends a poll consists of reads, each of which does. */
function contextInside(outer: Context): Context {
  const context = { ...outer };
  delete context.accept;
  delete context.together;
  return context;
}

/** What the URLs in a batch are relative to. */
const rootOf = ({ request }: Exchange): string => request.url.split(/\/(?:\$|%24)batch/i, 1)[0] as string;

const absolute = (url: string, root: string): string =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `${root}/${url.replace(/^\//, '')}`;

function requestOf(item: Item, root: string): HttpRequest {
  const { method } = item;
  const request: HttpRequest = { method, url: absolute(item.url, root), headers: headersOf(item['headers']) };
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

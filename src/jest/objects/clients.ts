import { textOrValue } from '../../contract/describe';
import { trimmedEnd } from '../../bounds/trim';
import { isMembers, type Members } from '../../exchanges/body';
import { header, mediaType } from '../../exchanges/headers';
import type { Body, HeaderPair } from '../../exchanges/exchange';
import { bodyFrom, readHeaders } from './plain';
import { can, pairsOf, type RequestPart, type ResponsePart } from './part';

/** What Node's http keeps of a message that came. */
interface Incoming {
  rawHeaders: string[];
  statusMessage?: string;
  httpVersion?: string;
}
/** What it keeps of one that went. */
interface Outgoing {
  getHeaders(): Record<string, number | string | string[]>;
}

const isIncoming = (value: unknown): value is Incoming =>
  isMembers(value) && Array.isArray(value['rawHeaders']);
const isOutgoing = (value: unknown): value is Outgoing => can(value, 'getHeaders');

/** A response of supertest or superagent: it knows the request that it answers. */
export const isSuperagent = (value: Members): boolean =>
  typeof value['status'] === 'number' &&
  isMembers(value['request']) &&
  typeof value['request']['method'] === 'string' &&
  typeof value['request']['url'] === 'string' &&
  ('text' in value || 'header' in value);

/** A response of axios, or of what is modelled on it. */
export const isAxios = (value: Members): boolean =>
  typeof value['status'] === 'number' && 'data' in value && isMembers(value['config']);

/**
 * What superagent received, by way of Node's http: headers as they came, framing included; of bytes behind
 * the head of a 204 nothing, since Node's parser takes them for the next message.
 */
export function superagentResponse(value: Members): ResponsePart {
  const noun = 'a supertest response';
  const { text, body } = value;
  // What superagent has no parser for stands there in bytes; what a parser of one's own made of it is no body.
  const given = typeof text === 'string' ? text : Buffer.isBuffer(body) ? body : undefined;
  const part = responsePart(noun, value, value['res'], given);
  return {
    ...part,
    observed: { ...part.observed, responseBody: given !== undefined },
    answers: superagentRequest(value['request'] as Members, value['req'], noun),
  };
}

function superagentRequest(request: Members, sent: unknown, noun: string): RequestPart {
  const outgoing = isOutgoing(sent) ? sent : undefined;
  const headers = outgoing ? sentHeaders(outgoing) : readHeaders(request['header'], noun);
  const { seen, body } = superagentBody(request, headers ?? []);
  return requestPart(noun, textOrValue(request['method']), textOrValue(request['url']), headers, seen, body);
}

/** What was given to `send`; what a serializer, a form or a stream made of it, nobody keeps. */
function superagentBody(request: Members, headers: readonly HeaderPair[]): { seen: boolean; body?: Body } {
  const given = request['_data'];
  if (request['_formData'] || request['_streamRequest']) return { seen: false };
  if (given === undefined || given === null) return { seen: true };
  const type = header(headers, 'content-type');
  const serialized = typeof given !== 'string' && !Buffer.isBuffer(given);
  if (serialized && (request['_serializer'] || !/[/+]json$/.test(mediaType(type ?? ''))))
    return { seen: false };
  const body = bodyFrom(given, 'a supertest request');
  // If the object was changed after sending, it is not what was sent.
  const announced = header(headers, 'content-length');
  const length = body ? Buffer.byteLength(body.data, body.encoding) : 0;
  if (announced !== undefined && Number(announced) !== length) return { seen: false };
  return { seen: true, ...(body && { body }) };
}

/** What axios received. Its `data` is what its transforms made of the body: JSON comes parsed. */
export function axiosResponse(value: Members): ResponsePart {
  const noun = 'an axios response';
  const config = value['config'] as Members;
  const sent = value['request'];
  const incoming = isMembers(sent) ? sent['res'] : undefined;
  const headers = isOutgoing(sent) ? sentHeaders(sent) : readHeaders(config['headers'], noun);
  const body = bodyFrom(config['data'], noun);
  return {
    ...responsePart(noun, value, incoming, value['data']),
    answers: requestPart(noun, textOrValue(config['method'] ?? 'get'), axiosUrl(config), headers, true, body),
  };
}

function axiosUrl({ url, baseURL }: Members): string {
  const path = typeof url === 'string' ? url : '';
  if (typeof baseURL !== 'string' || /^([a-z][a-z0-9+.-]*:)?\/\//i.test(path)) return path;
  return path === '' ? baseURL : `${trimmedEnd(baseURL, '/')}/${path.replace(/^\/+/, '')}`;
}

function responsePart(noun: string, value: Members, incoming: unknown, given: unknown): ResponsePart {
  const raw = isIncoming(incoming) ? incoming : undefined;
  const statusText = raw?.statusMessage ?? value['statusText'];
  const body = bodyFrom(given, noun);
  return {
    noun,
    response: {
      status: Number(value['status']),
      ...(typeof statusText === 'string' && { statusText }),
      ...(raw?.httpVersion !== undefined && { httpVersion: raw.httpVersion }),
      headers: raw ? pairsOf(raw.rawHeaders) : (readHeaders(value['headers'], noun) ?? []),
      ...(body && { body }),
    },
    observed: { framing: raw !== undefined, trailing: false, responseBody: true },
  };
}

function requestPart(
  noun: string,
  method: string,
  url: string,
  headers: HeaderPair[] | undefined,
  requestBody: boolean,
  body: Body | undefined,
): RequestPart {
  const known = headers !== undefined;
  return {
    noun,
    request: { method: method.toUpperCase(), url, headers: headers ?? [], ...(body && { body }) },
    observed: { authorization: known, requestBody, ...(!known && { requestHeaders: false }) },
  };
}

const sentHeaders = (sent: Outgoing): HeaderPair[] =>
  Object.entries(sent.getHeaders()).flatMap(([name, value]) =>
    [value].flat().map((each): HeaderPair => [name, String(each)]),
  );

import { header } from '../headers';
import { bodyOfJson, isMembers, type Members } from '../body';
import { addressOf } from '../address';
import type { Operation } from '../../contract/operation';
import type { EvidenceHeader } from '../run-header';
import type { Body, Exchange, HttpResponse, Observed } from '../exchange';
import { headersIn, textBody, textIn, timingIn, Unreadable } from './message';

/** What a line holds: an exchange as somebody wrote it down, one of a record of ours, or another line of that. */
export type Line =
  | { exchange: Omit<Exchange, 'id' | 'source'> }
  | { recorded: Exchange }
  | { header: EvidenceHeader }
  | { other: string }
  /** Of another operation, and not looked at any closer: its URL. */
  | { foreign: string };

/**
 * A line of NDJSON: `{request, response?}`, or a line of `evidence.ndjson`. A request has `method`, `url`,
 * and, if they were recorded, `headers` and `body`; a response has `status` and the same. A body is a text, a
 * JSON value, or `{encoding, data}`; null says that there was none, and that it is absent, that nobody knows.
 * @throws Unreadable
 */
export function fromLine(value: unknown, operation: Operation): Line {
  if (!isMembers(value)) throw new Unreadable('it is no JSON object');
  if (typeof value['kind'] === 'string' && !('method' in value)) {
    if (value['kind'] === 'exchange') return { recorded: recordedIn(value) };
    if (value['kind'] === 'run') return { header: value as unknown as EvidenceHeader };
    if (!isMembers(value['request'])) return { other: value['kind'] };
  }
  const { request, response } = value;
  if (!isMembers(request)) throw new Unreadable('it has no request');
  const method = textIn(request, 'method', 'its request');
  const url = textIn(request, 'url', 'its request');
  if (addressOf(url, operation) === undefined) return { foreign: url };
  const recorded = headersIn(request['headers']);
  const headers = recorded ?? [];
  const body = bodyIn(request);
  const answer = isMembers(response) ? responseOf(response) : undefined;
  const timing = timingIn(
    value['startedAt'] ?? value['startedDateTime'] ?? value['timestamp'] ?? timed(value, 'startedAt'),
    value['durationMs'] ?? value['time'] ?? timed(value, 'durationMs'),
  );
  const observed: Observed = {
    // A log that leaves the header out is more common than a client that does.
    authorization: header(headers, 'authorization') !== undefined,
    framing: false,
    trailing: false,
    ...(recorded === undefined && { requestHeaders: false }),
    requestBody: 'body' in request || /^(GET|HEAD|DELETE|OPTIONS)$/i.test(method),
    responseBody: isMembers(response) && 'body' in response,
    protocol: false,
    ...observedIn(value['observed']),
  };
  return {
    exchange: {
      observed,
      request: { method, url, headers, ...(body && { body }) },
      ...(answer && { response: answer }),
      ...(timing && { timing }),
    },
  };
}

const timed = (value: Members, name: string): unknown =>
  isMembers(value['timing']) ? value['timing'][name] : undefined;

/** What the one who wrote the line says that could be seen. */
function observedIn(value: unknown): Partial<Observed> {
  if (!isMembers(value)) return {};
  const names = [
    'authorization',
    'framing',
    'trailing',
    'requestHeaders',
    'requestBody',
    'responseBody',
    'protocol',
  ] as const;
  return Object.fromEntries(
    names.flatMap((name) => (typeof value[name] === 'boolean' ? [[name, value[name]]] : [])),
  );
}

function responseOf(response: Members): HttpResponse {
  const status = Number(response['status']);
  if (!Number.isInteger(status) || status < 100 || status > 999)
    throw new Unreadable('its response has no status');
  const { statusText, httpVersion } = response;
  const body = bodyIn(response);
  return {
    status,
    ...(typeof statusText === 'string' && { statusText }),
    ...(typeof httpVersion === 'string' && { httpVersion }),
    headers: headersIn(response['headers']) ?? [],
    ...(body && { body }),
  };
}

function bodyIn({ body }: Members): Body | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return textBody(body, undefined);
  if (isMembers(body) && typeof body['data'] === 'string' && isEncoding(body['encoding'])) {
    const { encoding, data, truncated } = body;
    return { encoding, data, ...(typeof truncated === 'number' && { truncated }) };
  }
  return bodyOfJson(body);
}

const isEncoding = (value: unknown): value is Body['encoding'] => value === 'utf8' || value === 'base64';

/** A line of our own record is taken at its word as far as it has the members that are read. */
function recordedIn(value: Members): Exchange {
  const { request, observed, id, source } = value;
  if (!isMembers(request) || !isMembers(observed) || typeof id !== 'string' || !isMembers(source))
    throw new Unreadable('it is no exchange of a record');
  textIn(request, 'method', 'its request');
  textIn(request, 'url', 'its request');
  if (!Array.isArray(request['headers'])) throw new Unreadable('its request has no headers');
  const response = value['response'];
  if (response !== undefined && (!isMembers(response) || !Array.isArray(response['headers'])))
    throw new Unreadable('its response has no headers');
  const exchange = { ...value };
  delete exchange['kind'];
  return exchange as unknown as Exchange;
}

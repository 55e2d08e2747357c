import { randomUUID } from 'node:crypto';
import { bodyOf } from '../exchanges/body';
import { header } from '../exchanges/headers';
import type { Context, HeaderPair, HttpForm, HttpRequest } from '../exchanges/exchange';
import type { Send } from '../scenarios/scenario';
import type { Target } from './target';

/** The tokens and headers that a run sends. */
export interface Speaker {
  /** Tokens by permission. All scenarios but a few use the full one. */
  tokens: { full: string; readOnly?: string };
  /** Headers for every request, such as a gateway's key. Their values are treated as secrets. */
  headers: readonly HeaderPair[];
  userAgent: string;
}

/** A request written elsewhere, such as in a Pact, that is sent unchanged. */
export interface Replay {
  method: string;
  /** Path and query below the API root. If the path begins with a version, it replaces the version of the root. */
  path: string;
  headers: readonly HeaderPair[];
  body: Buffer;
  /** The token that replaces the request's own. Undefined: the request's Authorization, or its absence, stays. */
  token: 'full' | 'readOnly' | undefined;
}

/** The scenario context of a step; the step itself supplies the rest. */
export type StepContext = Pick<Context, 'scenario' | 'rows' | 'again' | 'together'>;

/** Builds the request of a step. @param payload replaces the body of the step */
export function requestOf(
  step: Send,
  payload: Buffer | undefined,
  target: Target,
  speaker: Speaker,
): HttpRequest {
  const authorization = authorizationOf(step, speaker.tokens);
  const bytes = payload ?? payloadOf(step);
  const type = step.contentType === undefined ? 'application/json' : step.contentType;
  const own: HeaderPair[] = [
    ['Accept', 'application/json'],
    ['client-request-id', randomUUID()],
    ['User-Agent', speaker.userAgent],
  ];
  const headers: HeaderPair[] = [
    ...(authorization === undefined ? [] : [['Authorization', authorization] as const]),
    ...(bytes && type !== null ? [['Content-Type', type] as const] : []),
    // A header that the user set replaces the default.
    ...own.filter(([name]) => header(speaker.headers, name) === undefined && !step.without?.includes(name)),
    ...speaker.headers,
    ...(step.headers ?? []).filter(([name]) => header(speaker.headers, name) === undefined),
  ].map(([name, value]): HeaderPair => [step.headerCase === 'lower' ? name.toLowerCase() : name, value]);
  const url = target.url(step.path, step.at);
  const request: HttpRequest = {
    method: step.method,
    url,
    headers: step.http ? [...headersOf(step.http, new URL(url).host, bytes), ...headers] : headers,
  };
  if (bytes) request.body = bodyOf(bytes);
  return request;
}

/** The context that a record keeps of a step's request. */
export function describe(step: Send): Omit<Context, 'scenario' | 'rows'> {
  const { name, credentials = 'full', authorization, accept, contexts, elsewhere, http } = step;
  return {
    ...{ step: name, credentials },
    ...(authorization !== undefined && { authorization }),
    ...(accept !== undefined && { accept }),
    ...(contexts && { contexts }),
    ...(elsewhere && { elsewhere }),
    ...(http && { http }),
  };
}

/** The headers that Node's client would add itself: a request that is written byte by byte needs them all. */
function headersOf(
  { hosts = ['$HOST'], version, expect, closes = 'close' }: HttpForm,
  host: string,
  content: Buffer | undefined,
): HeaderPair[] {
  return [
    ...hosts.map((value): HeaderPair => ['Host', value.replace('$HOST', host)]),
    ...(content ? [['Content-Length', String(content.length)] as const] : []),
    ...(expect === undefined ? [] : [['Expect', expect] as const]),
    ...(version === '1.0' ? [] : [['Connection', closes] as const]),
  ];
}

/** Builds a request written elsewhere, with the token that it must carry. */
export function requestReplayed(
  { method, path, headers, body, token }: Replay,
  target: Target,
  speaker: Speaker,
): HttpRequest {
  const bearer = token === undefined ? header(headers, 'authorization') : `Bearer ${speaker.tokens[token]}`;
  const request: HttpRequest = {
    method,
    url: target.urlOf(path),
    headers: [
      // A header that the user set for every request replaces the example in the recorded request.
      ...headers.filter(
        ([name]) => name.toLowerCase() !== 'authorization' && header(speaker.headers, name) === undefined,
      ),
      ...(bearer === undefined ? [] : [['Authorization', bearer] as const]),
      ...speaker.headers,
    ],
  };
  if (body.length > 0) request.body = bodyOf(body);
  return request;
}

/** Names the credentials that a replayed request carries. */
export function credentialsReplayed({ token, headers }: Replay): Context['credentials'] {
  if (token !== undefined) return token === 'full' ? 'full' : 'read-only';
  return header(headers, 'authorization') === undefined ? 'none' : 'as-written';
}

/** A value in the form of a token that is not valid anywhere. */
const NOBODYS = 'bm90LWEtdG9rZW4tb2YtYW55Ym9keQ';

function authorizationOf(
  { credentials = 'full', authorization }: Send,
  { full, readOnly }: Speaker['tokens'],
): string | undefined {
  switch (credentials) {
    case 'full':
      return `Bearer ${full}`;
    case 'read-only':
      return `Bearer ${readOnly}`;
    case 'lower-case-scheme':
      return authorization?.replace('$GRAPH_TOKEN', full) ?? `bearer ${full}`;
    case 'malformed':
      return authorization?.replace('$GRAPH_TOKEN', full);
    case 'unknown':
      return `Bearer ${NOBODYS}`;
    case 'none':
    case 'as-written':
      return undefined;
  }
}

function payloadOf({ payload }: Send): Buffer | undefined {
  if (!payload || 'lastRead' in payload) return undefined;
  return 'text' in payload
    ? Buffer.from(payload.text, payload.as)
    : Buffer.from(JSON.stringify(payload.json), 'utf8');
}

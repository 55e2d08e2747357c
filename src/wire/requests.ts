import { randomUUID } from 'node:crypto';
import { bodyOf } from '../exchanges/body';
import { header } from '../exchanges/headers';
import type { Context, HeaderPair, HttpForm, HttpRequest } from '../exchanges/exchange';
import type { Send } from '../scenarios/scenario';
import type { Target } from './target';

/** Who speaks in the requests of a run. */
export interface Speaker {
  /** Tokens by what they allow; the full one is what every scenario but a few is sent with. */
  tokens: { full: string; readOnly?: string };
  /** Headers for every request, such as a gateway's key; their values are taken for secrets. */
  headers: readonly HeaderPair[];
  userAgent: string;
}

/** A request that somebody else wrote, to be sent as it is. */
export interface Replay {
  method: string;
  /** Path and query below the API root, or, where it begins with a version, below what stands before that. */
  path: string;
  headers: readonly HeaderPair[];
  body: Buffer;
  /** The token that takes the place of the request's own; none: its Authorization, or its absence, stays. */
  token: 'full' | 'readOnly' | undefined;
}

/** Where a step belongs; the rest of the context is the step's own. */
export type StepContext = Pick<Context, 'scenario' | 'rows' | 'again' | 'together'>;

/** The request of a step. @param payload a body in the place of the step's */
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
    // What the user says otherwise stands.
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

/** What a record says of the request of a step. */
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

/** What Node's client would write of its own: a request that is written out has all of its fields. */
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

/** A request that somebody else wrote, with the token that it is to carry. */
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
      // What the user says for every request takes the place of an example.
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

/** Which credentials it then carries. */
export function credentialsReplayed({ token, headers }: Replay): Context['credentials'] {
  if (token !== undefined) return token === 'full' ? 'full' : 'read-only';
  return header(headers, 'authorization') === undefined ? 'none' : 'as-written';
}

/** What has the form of a token and is none. */
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

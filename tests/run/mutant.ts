import { STATUS_CODES, createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import {
  READ_SCOPE,
  WRITE_SCOPE,
  createApp,
  createStore,
  testToken,
  type PolicyConfiguration,
  type PolicyStore,
} from '../../src/provider';
import type { Report } from '../../src/reports/report';
import { verify, type VerifyOptions } from '../../src/run/verify';

/** A request on its way to the provider. */
export interface Call {
  method: string;
  /** The path without what stands before it. */
  path: string;
  headers: Headers;
  body: string;
  /** The body as JSON; empty where it is no object. */
  json: Readonly<Record<string, unknown>>;
  /** The policy before it. */
  before: PolicyConfiguration;
}

/** An answer on its way to the socket. */
export interface Message {
  status: number;
  /** Status line, fields and the empty line. */
  head: string;
  body: string;
  /** Whether the client closes the connection behind it. */
  last: boolean;
  /** The place of its connection among those that were opened, and its own place on that connection, from 1. */
  connection: number;
  answer: number;
}

/** Bytes, a pause in milliseconds, or the end of the connection. */
export type Piece = string | number | 'end of connection';

/** One small thing that a provider does otherwise. */
export interface Mutation {
  /** What the provider gets in the place of a request, or the answer in its place. */
  request?(
    call: Call,
    store: PolicyStore,
  ): Partial<Pick<Call, 'method' | 'path' | 'headers' | 'body'>> | Response;
  /** The answer that is sent in the place of the provider's. */
  response?(response: Response, call: Call, store: PolicyStore): Response | Promise<Response>;
  /** What is written to the socket in the place of an answer. */
  wire?(message: Message): readonly Piece[];
}

/** The embedded provider with a mutation; close it when done. */
export async function startMutant(mutation: Mutation = {}, basePath = '') {
  const store = createStore();
  const app = createApp({ store, basePath });
  const places = new Map<Socket, Pick<Message, 'connection' | 'answer'>>();
  const fetch = async (request: Request, { incoming }: { incoming: IncomingMessage }): Promise<Response> => {
    const call = await callOf(request, store);
    const instead = mutation.request?.(call, store) ?? {};
    const answer = instead instanceof Response ? instead : await app.fetch(requestOf(request, call, instead));
    const response = (await mutation.response?.(answer, call, store)) ?? answer;
    if (!mutation.wire) return response;
    const { socket, headers } = incoming;
    const place = places.get(socket) ?? { connection: 0, answer: 0 };
    place.answer += 1;
    const message = await messageOf(response, { ...place, last: headers.connection === 'close' });
    await write(socket, [
      ...mutation.wire(message),
      ...(message.last ? (['end of connection'] as const) : []),
    ]);
    return RESPONSE_ALREADY_SENT;
  };
  const server = createServer(
    // Its own Request and Response take the place of the global ones: they are quicker, and go with the test file.
    getRequestListener((request, env) => fetch(request, env as HttpBindings)),
  );
  server.on('connection', (socket) => places.set(socket, { connection: places.size + 1, answer: 0 }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${basePath}/v1.0`,
    store,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const TOKENS = { token: testToken(WRITE_SCOPE), tokenReadOnly: testToken(READ_SCOPE) };

/** Judges a mutant. */
export async function verifyMutant(
  mutation: Mutation = {},
  options: Partial<VerifyOptions> = {},
  basePath = '',
): Promise<Report> {
  const mutant = await startMutant(mutation, basePath);
  try {
    // A commit that is given spares a call of git.
    const env = { GITHUB_SHA: '0'.repeat(40) };
    return await verify({ provider: mutant.url, ...TOKENS, settle: 100, timeout: 2000, env, ...options });
  } finally {
    await mutant.close();
  }
}

/** The rows of a report by their outcome. */
export const outcomesOf = (report: Report): Map<string, string> =>
  new Map(report.requirements.map(({ id, outcome }) => [id, outcome]));

/** An answer with another status, other fields (null takes one away) or another body. */
export async function changed(
  response: Response,
  change: { status?: number; headers?: Record<string, string | null>; text?: (text: string) => string },
): Promise<Response> {
  const headers = new Headers(response.headers);
  const status = change.status ?? response.status;
  const text = await response.text();
  const body = change.text?.(text) ?? text;
  headers.delete('content-length');
  for (const [name, value] of Object.entries(change.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return new Response(status === 204 ? null : body, { status, headers });
}

/** An answer whose JSON body is edited. */
export const rewritten = (
  response: Response,
  edit: (json: Record<string, unknown>) => unknown,
): Promise<Response> =>
  changed(response, {
    text: (text) => {
      const json = JSON.parse(text) as Record<string, unknown>;
      return JSON.stringify(edit(json) ?? json);
    },
  });

/** The success of an update. */
export const done = (call: Call): Response => new Response(null, { status: 204, headers: idsOf(call) });

/** A refusal as the provider would make it. */
export const refused = (
  call: Call,
  status = 400,
  message = 'Not this.',
  headers: Record<string, string> = {},
): Response => {
  const ids = idsOf(call);
  const innerError = { date: new Date().toISOString().slice(0, 19), ...ids };
  return Response.json(
    { error: { code: 'BadRequest', message, innerError } },
    { status, headers: { ...ids, ...headers, 'Content-Type': 'application/json' } },
  );
};

function idsOf(call: Call) {
  const id = crypto.randomUUID();
  return { 'request-id': id, 'client-request-id': call.headers.get('client-request-id') ?? id };
}

async function callOf(request: Request, store: PolicyStore): Promise<Call> {
  const body = ['GET', 'HEAD'].includes(request.method) ? '' : await request.text();
  const { pathname } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    headers: new Headers(request.headers),
    body,
    json: membersOf(body),
    before: store.get(),
  };
}

function membersOf(body: string): Record<string, unknown> {
  // Half of all requests have none, and an exception is slow.
  if (body === '') return {};
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The request as the provider gets it: what the app reads of a Request, without the cost of a real one. */
function requestOf(request: Request, call: Call, instead: Partial<Call>): Request {
  const { method, path, headers, body } = { ...call, ...instead };
  const bytes = new Uint8Array(Buffer.from(body));
  if (headers.has('content-length')) headers.set('content-length', String(bytes.length));
  const handed: Pick<Request, 'method' | 'url' | 'headers' | 'arrayBuffer' | 'body'> = {
    method,
    url: new URL(path, request.url).href,
    headers,
    arrayBuffer: () => Promise.resolve(bytes.buffer),
    get body() {
      return new Blob([bytes]).stream();
    },
  };
  return handed as Request;
}

async function messageOf(
  response: Response,
  place: Pick<Message, 'last' | 'connection' | 'answer'>,
): Promise<Message> {
  const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
  const { status } = response;
  const fields = [...response.headers].filter(([name]) => name !== 'content-length');
  if (status !== 204) fields.push(['Content-Length', String(body.length)]);
  if (place.last) fields.push(['Connection', 'close']);
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...fields.map((field) => field.join(': '))];
  return { status, head: [...lines, '', ''].join('\r\n'), body, ...place };
}

/** Goes past Node's own response, which would not write what breaks the rules. */
async function write(socket: Socket, pieces: readonly Piece[]): Promise<void> {
  for (const piece of pieces) {
    if (typeof piece === 'number') await sleep(piece);
    else if (socket.destroyed) return;
    else if (piece === 'end of connection') socket.end();
    else socket.write(piece, 'latin1');
  }
}

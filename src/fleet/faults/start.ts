import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { readBytes } from '../../provider/body';
import { newIds, refuse, type Refusal } from '../../provider/errors';
import { type Asked, createFace, toResponse, toWire } from '../../provider/face';
import { serverFor } from '../../provider/listening';
import type { ServingLimits } from '../../provider/patience';
import type { RunningProvider } from '../../provider/serve';
import { modelOf } from '../../provider/policies';
import type { Policy } from '../../provider/policies/model';
import { type PolicyStore, storeOf } from '../../provider/store';
import { tenantAround } from '../../provider/tenant';
import { POLICY_FIELDS, represent } from '../../provider/operations';
import { NO_OBJECT, type Behaviour, type Call, type Changes, type Message, type Piece } from './behaviour';
import { byHead, expecting, isLast } from './heads';

export interface FaultyOptions {
  /** By default that of the Temporary Access Pass. */
  readonly operation?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The path before the version, such as `/graph`. */
  readonly basePath?: string;
  /** PEM of a key and a certificate: answers https instead of http. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Whether it also has the policies of the other operations. */
  readonly tenant?: boolean;
}

/** Starts the embedded provider with a behaviour; throws if the port is not available. */
export async function startFaulty(
  behaviour: Behaviour,
  { operation = 'temporaryAccessPass', port = 0, basePath = '', tls, tenant }: FaultyOptions = {},
  limits: ServingLimits = {},
): Promise<RunningProvider> {
  // The catalogue excludes behaviours that read members which the policy does not have.
  const store = storeOf(modelOf(operation)) as unknown as PolicyStore;
  const all = tenant && tenantAround(store as unknown as PolicyStore<Policy>);
  const face = createFace({ store, basePath, ...(all && { tenant: all }) });
  const places = new Map<Socket, Pick<Message, 'connection' | 'answer'>>();
  const fetch = async (request: Request, { incoming }: { incoming: IncomingMessage }): Promise<Response> => {
    const call = await callOf(request, store);
    if ('code' in call) return refused(call);
    const instead = (await behaviour.request?.(call, store)) ?? {};
    const answer =
      instead instanceof Response
        ? withPolicy(instead, call, store, request.url)
        : toResponse(await face(requestOf(request, call, instead)));
    const response = (await behaviour.response?.(answer, call, store)) ?? answer;
    if (!behaviour.wire) return response;
    const { socket, method = '', httpVersion: version } = incoming;
    const place = places.get(socket) ?? { connection: 0, answer: 0 };
    place.answer += 1;
    const message = await messageOf(response, { ...place, method, version, last: isLast(incoming) });
    const ends = message.last && behaviour.keepsOpen?.(message) !== true;
    await write(socket, [...behaviour.wire(message), ...(ends ? (['end of connection'] as const) : [])]);
    return RESPONSE_ALREADY_SENT;
  };
  const listener = getRequestListener((request, env) => fetch(request, env as HttpBindings));
  const handle = byHead(behaviour, (request, response) => void listener(request, response));
  const server = await serverFor(handle, tls, limits);
  server.on('checkContinue', expecting(behaviour, handle));
  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) =>
    places.set(socket, { connection: places.size + 1, answer: 0 }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const origin = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}${basePath}/v1.0`,
    origin,
    store,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Adds the policy to an update's answer that a behaviour made, if the provider answers updates with the policy. */
function withPolicy(response: Response, { method, model }: Call, store: PolicyStore, url: string): Response {
  if (method !== 'PATCH' || response.status !== 204 || model.answers === 'nothing') return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(POLICY_FIELDS)) headers.set(name, value);
  const [root = ''] = /^.*?\/(?:v1\.0|beta)(?=\/)/i.exec(url) ?? [];
  return Response.json(represent(store.model, store.get(), root), { status: 200, headers });
}

/** Refuses a body that is too large, before a behaviour sees it. */
function refused(refusal: Refusal): Response {
  const ids = newIds();
  return toResponse(toWire(refuse(refusal, ids), ids));
}

async function callOf(request: Request, store: PolicyStore): Promise<Call | Refusal> {
  const bytes = ['GET', 'HEAD'].includes(request.method) ? Buffer.alloc(0) : await readBytes(request);
  if ('code' in bytes) return bytes;
  const body = new TextDecoder().decode(bytes);
  const { pathname } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    headers: request.headers,
    body,
    json: membersOf(body),
    model: store.model,
    before: store.get(),
  };
}

function membersOf(body: string): Call['json'] {
  // Half of all requests have no body, and an exception is slow.
  if (body === '') return NO_OBJECT;
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : NO_OBJECT;
  } catch {
    return NO_OBJECT;
  }
}

/** The request for the embedded provider: only the parts that it reads, without the cost of a real request. */
function requestOf(request: Request, call: Call, instead: Changes): Asked {
  const { method, path, headers, body } = { ...call, ...instead };
  if (instead.body !== undefined && headers.has('content-length'))
    headers.set('content-length', String(Buffer.byteLength(body)));
  const bytes = () => new Uint8Array(Buffer.from(body));
  return {
    method,
    url: instead.path === undefined ? request.url : new URL(path, request.url).href,
    headers,
    arrayBuffer: () => Promise.resolve(bytes().buffer),
    get body() {
      return new Blob([bytes()]).stream();
    },
  };
}

async function messageOf(
  response: Response,
  place: Omit<Message, 'status' | 'head' | 'body'>,
): Promise<Message> {
  const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
  const { status } = response;
  const fields = [...response.headers].filter(([name]) => name !== 'content-length');
  if (status !== 204) fields.push(['Content-Length', String(body.length)]);
  if (place.last) fields.push(['Connection', 'close']);
  fields.push(['Date', new Date().toUTCString()]);
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...fields.map((field) => field.join(': '))];
  return {
    status,
    head: [...lines, '', ''].join('\r\n'),
    body: place.method === 'HEAD' ? '' : body,
    ...place,
  };
}

/** Writes to the socket past Node's own response, which would refuse to break the rules. */
async function write(socket: Socket, pieces: readonly Piece[]): Promise<void> {
  for (const piece of pieces) {
    if (typeof piece === 'number') await sleep(piece);
    else if (socket.destroyed) return;
    else if (piece === 'end of connection') socket.end();
    else socket.write(piece, 'latin1');
  }
}

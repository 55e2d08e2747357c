import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Gathered } from '../bounds/gathered';
import type { HeaderPair } from '../exchanges/exchange';

/** A request of the Pact verifier, without the fields of its connection to the tap. */
export interface TappedRequest {
  method: string;
  /** Path and query, as the Pact file has them. */
  path: string;
  headers: HeaderPair[];
  body: Buffer;
}

/** The verifier's request to set up or tear down a provider state. */
export interface StateChange {
  action: 'setup' | 'teardown';
  /** Empty if the interaction names no state. */
  state: string;
  params: Readonly<Record<string, unknown>>;
}

export interface TapHandlers {
  /** @returns the bytes of the answer, including the head; undefined if there is none and the connection is closed */
  request(request: TappedRequest): Promise<Buffer | undefined>;
  /** @returns values for the generators of the interaction */
  state(change: StateChange): Promise<object>;
}

/** The address that the Pact verifier is given. */
export interface Tap {
  providerUrl: string;
  statesUrl: string;
  /** The URL of the Pact to verify; absent if there was none to serve. */
  pactUrl?: string;
  /** Milliseconds since the last request ended; 0 during a request. */
  quietFor(): number;
  close(): Promise<void>;
}

/** Fields that belong to a connection; the sender sets them anew. */
const OF_THE_CONNECTION = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
]);

/**
 * Listens on this machine in place of the provider. The handlers get each request, and their bytes are returned
 * unchanged, so that both the Pact verifier and the record see what the provider sent. States have their own port:
 * the connection of a replayed request closes after its answer, whatever the answer says, and no other request may be
 * in flight on it.
 * @param pact the text of a Pact file to serve to the verifier
 */
export async function startTap(handlers: TapHandlers, pact?: string): Promise<Tap> {
  let asked = 0;
  let quietSince = performance.now();
  const heard =
    (answer: Answering): Answering =>
    async (...asking) => {
      asked += 1;
      await answer(...asking).finally(() => {
        asked -= 1;
        quietSince = performance.now();
      });
    };
  const provider = await listen(
    heard((request, response, path) => answerRequest(request, response, path, handlers)),
  );
  const states = await listen(
    heard(async (request, response, path) => {
      if (path !== PACT_PATH) return answerState(request, response, handlers);
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(pact);
    }),
  );
  return {
    ...(pact !== undefined && { pactUrl: `${states.url}${PACT_PATH}` }),
    providerUrl: provider.url,
    statesUrl: states.url,
    quietFor: () => (asked > 0 ? 0 : performance.now() - quietSince),
    close: async () => void (await Promise.all([provider.close(), states.close()])),
  };
}

const PACT_PATH = '/pact.json';

type Answering = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

/** Uses a path that cannot be guessed, because requests are sent on with a token. */
async function listen(answer: Answering) {
  const prefix = `/${randomUUID()}`;
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    if (!url.startsWith(prefix)) {
      response.writeHead(404).end();
      return;
    }
    answer(request, response, url.slice(prefix.length)).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  handlers: TapHandlers,
): Promise<void> {
  const headers = pairsOf(request.rawHeaders).filter(([name]) => !OF_THE_CONNECTION.has(name.toLowerCase()));
  const body = await bytesOf(request);
  const answer = await handlers.request({
    method: request.method ?? 'GET',
    path: path || '/',
    headers,
    body,
  });
  if (!answer) {
    request.socket.destroy();
    return;
  }
  // Writes past Node's own writer, which would frame the answer differently.
  response.detachSocket(request.socket);
  request.socket.end(answer);
}

async function answerState(
  request: IncomingMessage,
  response: ServerResponse,
  handlers: TapHandlers,
): Promise<void> {
  const change = JSON.parse((await bytesOf(request)).toString('utf8')) as StateChange;
  const values = await handlers.state(change);
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(values));
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const gathered = new Gathered();
  for await (const chunk of request) gathered.add(chunk as Buffer);
  return gathered.bytes;
}

function pairsOf(raw: readonly string[]): HeaderPair[] {
  const pairs: HeaderPair[] = [];
  for (let at = 0; at < raw.length; at += 2) pairs.push([raw[at] as string, raw[at + 1] as string]);
  return pairs;
}

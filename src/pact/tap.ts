import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Gathered } from '../bounds/gathered';
import type { HeaderPair } from '../exchanges/exchange';

/** A request as the Pact verifier sends it, without what belongs to its connection to the tap. */
export interface TappedRequest {
  method: string;
  /** Path and query, as the Pact file has them. */
  path: string;
  headers: HeaderPair[];
  body: Buffer;
}

/** What the Pact verifier asks of the provider's state before and after an interaction. */
export interface StateChange {
  action: 'setup' | 'teardown';
  /** Empty where the interaction names none. */
  state: string;
  params: Readonly<Record<string, unknown>>;
}

export interface TapHandlers {
  /** @returns the bytes of the answer, head and all; undefined where there is none, and the connection is cut */
  request(request: TappedRequest): Promise<Buffer | undefined>;
  /** @returns values for the generators of the interaction */
  state(change: StateChange): Promise<object>;
}

/** What the Pact verifier is pointed at. */
export interface Tap {
  providerUrl: string;
  statesUrl: string;
  /** Where the Pact is that is to be verified; absent where there was none to serve. */
  pactUrl?: string;
  /** How long nothing has been asked of it, in milliseconds; 0 while something is. */
  quietFor(): number;
  close(): Promise<void>;
}

/** Fields of a request that belong to the connection, and that whoever sends it on writes anew. */
const OF_THE_CONNECTION = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
]);

/**
 * Listens on this machine in the place of the provider. What it is sent goes to the handlers, and the bytes
 * that they answer go back unchanged, so that the Pact verifier sees what the provider sent, and the record too.
 * States have a port of their own: the connection of a replayed request ends with its answer, whatever the
 * answer says of it, and no other request may be on its way on it then.
 * @param pact the text of a Pact file, to be served to the verifier
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

/** Behind a path that nobody can guess, since requests leave from here with a token that is added. */
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
  // Past Node's own writer, which would frame the answer as it sees fit.
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

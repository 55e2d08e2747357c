/**
 * A proxy whose reads come from two places: from the primary, to which all writes go, and from a replica that lags
 * behind it. It changes nothing else. It computes ages from the clock and not with timers, so that no read is older
 * than stated, however slow the machine is.
 */
import { createHash } from 'node:crypto';
import { Agent, createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { operationNamed } from '../contract/operation';

/** Which of the reads come from the replica. */
export const STALE_READS = ['every-second', 'every-third', 'random-half'] as const;
/** Whether all of these reads have the age of one replica, or each has its own age up to that. */
export const AGES = ['replica', 'each-read'] as const;

/** How reads lag. */
export interface Lag {
  stale: (typeof STALE_READS)[number];
  age: (typeof AGES)[number];
  /** The longest lag of a read behind the last write, in milliseconds. */
  ms: number;
  /** The same seed selects the same reads and ages. */
  seed?: number;
}

export interface LaggingOptions extends Lag {
  /** The API root of the provider. */
  target: string;
  /** By default that of the Temporary Access Pass. */
  operation?: string;
}

export interface RunningLag {
  /** The API root of the proxy. */
  url: string;
  close(): Promise<void>;
}

/** The policy as reads show it, and the time since which they do. */
interface Version {
  since: number;
  body: Buffer;
}

/** Starts the proxy; throws if the port is not available. */
export async function startLagging(options: LaggingOptions): Promise<RunningLag> {
  const { target, operation, stale, age, ms, seed = 1 } = options;
  const root = new URL(target);
  const agent = new Agent({ keepAlive: true });
  const upstream = new Upstream(root, agent, `${root.pathname}${operationNamed(operation).path}`);
  const isStale = {
    'every-second': (read: number) => read % 2 === 0,
    'every-third': (read: number) => read % 3 === 0,
    'random-half': (read: number) => chance(seed, `stale ${read}`) < 0.5,
  }[stale];
  const ageOf = (read: number): number => (age === 'replica' ? ms : ms * chance(seed, `age ${read}`));
  let reads = 0;
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = await bytesOf(incoming);
    const isRead = incoming.method === 'GET';
    if (!upstream.isKnown) await upstream.look(incoming.headers.authorization);
    const { message, body } = await upstream.pass(incoming, asked);
    if (!isRead) await upstream.look(incoming.headers.authorization);
    let shown = body;
    if (isRead && message.statusCode === 200) {
      reads += 1;
      if (isStale(reads)) shown = upstream.before(performance.now() - ageOf(reads)) ?? body;
    }
    response.writeHead(message.statusCode ?? 502, message.statusMessage, headersFor(message, shown, body));
    response.end(shown);
  };
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${root.pathname.replace(/\/$/, '')}`,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The provider behind the proxy, and the history of its policy. */
class Upstream {
  private readonly versions: Version[] = [];

  constructor(
    private readonly root: URL,
    private readonly agent: Agent,
    private readonly path: string,
  ) {}

  get isKnown(): boolean {
    return this.versions.length > 0;
  }

  /** Forwards a request unchanged. */
  async pass(incoming: IncomingMessage, body: Buffer) {
    return this.send(incoming.method ?? 'GET', incoming.url ?? '/', incoming.rawHeaders, body);
  }

  /** Reads the policy with the token of the caller. If that token may not read, the policy is unknown. */
  async look(authorization: string | undefined): Promise<void> {
    if (authorization === undefined) return;
    const headers = ['Host', this.root.host, 'Authorization', authorization, 'Accept', 'application/json'];
    const { message, body } = await this.send('GET', this.path, headers, Buffer.alloc(0));
    if (message.statusCode !== 200 || this.versions.at(-1)?.body.equals(body)) return;
    this.versions.push({ since: performance.now(), body });
  }

  /** The policy at a given time; undefined if it was unknown then. */
  before(time: number): Buffer | undefined {
    return (this.versions.findLast(({ since }) => since <= time) ?? this.versions[0])?.body;
  }

  private send(method: string, path: string, headers: readonly string[], body: Buffer) {
    return new Promise<{ message: IncomingMessage; body: Buffer }>((resolve, reject) => {
      const { hostname, port } = this.root;
      const outgoing = send({ hostname, port, agent: this.agent, method, path, headers }, (message) => {
        bytesOf(message).then((bytes) => resolve({ message, body: bytes }), reject);
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }
}

/** The fields of the answer, with the length of the body that is shown instead. */
function headersFor({ rawHeaders }: IncomingMessage, shown: Buffer, came: Buffer): string[] {
  if (shown === came) return rawHeaders;
  return rawHeaders.map((value, at) =>
    at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'content-length' ? String(shown.length) : value,
  );
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A number from 0 to 1 that depends only on the seed and the name. */
const chance = (seed: number, name: string): number =>
  createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE(0) / 2 ** 32;

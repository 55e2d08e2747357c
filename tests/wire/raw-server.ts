import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { generate } from 'selfsigned';

/** Text to write, a pause in milliseconds, or what becomes of the connection. */
export type Step = string | number | 'end' | 'cut' | 'reset';

/** What a server does with a request: the text of it, its place on the connection and the connection's, from 1. */
export type Answer = (request: { text: string; nth: number; connection: number }) => readonly Step[];

export interface Certificate {
  key: string;
  cert: string;
}

/** A certificate for this machine that nobody trusts. */
export async function certificate(): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key, cert };
}

/** A server that writes what it is told, byte for byte. */
export async function startRaw(answer: Answer, tls?: Certificate, host = '127.0.0.1') {
  const sockets = new Set<Socket>();
  const state = { connections: 0, requests: 0, open: 0 };
  const serve = (socket: Socket): void => {
    state.connections += 1;
    state.open += 1;
    socket.on('close', () => (state.open -= 1));
    const connection = state.connections;
    let nth = 0;
    let pending = '';
    let turn = Promise.resolve();
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      pending += chunk.toString('latin1');
      for (let text = cut(); text !== undefined; text = cut()) {
        state.requests += 1;
        nth += 1;
        const steps = answer({ text, nth, connection });
        turn = turn.then(() => play(socket, steps));
      }
    });
    const cut = (): string | undefined => {
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return undefined;
      const length = end + 4 + Number(/^content-length: *(\d+)/im.exec(pending.slice(0, end))?.[1] ?? 0);
      if (pending.length < length) return undefined;
      const text = pending.slice(0, length);
      pending = pending.slice(length);
      return text;
    };
  };
  const server: Server = tls ? createTls(tls, serve) : createTcp(serve);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    origin: new URL(`${tls ? 'https' : 'http'}://${name}:${port}/`),
    state,
    close: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function play(socket: Socket, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (typeof step === 'number') await sleep(step);
    else if (step === 'end') socket.end();
    else if (step === 'cut') socket.destroy();
    else if (step === 'reset') socket.resetAndDestroy();
    else if (!socket.destroyed)
      await new Promise<void>((resolve) => void socket.write(step, 'latin1', () => resolve()));
  }
}

/** Gives this process no time for anything else, as a machine that is busy does. */
export const stall = (milliseconds: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

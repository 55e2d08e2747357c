import { setTimeout as sleep } from 'node:timers/promises';
import { startFaulty } from '../../src/fleet/faults';
import { startProviderOf } from '../../src/provider';
import { startCloud } from '../../src/provider/cloud';
import { localCertificate } from '../../src/proxy/certificate';
import type { Patience } from '../../src/bounds/serving';
import { TYPE } from '../checks/support';
import { atEnd, proxyBefore, RawClient, rawTarget } from './support';

jest.mock('../../src/bounds/serving', () => ({
  ...jest.requireActual<object>('../../src/bounds/serving'),
  BODIES_IN_FLIGHT: 100_000,
}));

interface Limits {
  patience: Patience;
  connections?: number;
}
interface Server {
  origin: string;
  close(): Promise<void>;
}

const SERVERS: [string, (limits: Limits) => Promise<Server>][] = [
  [
    'proxy',
    async (limits) => {
      const target = await rawTarget(() => undefined);
      return (await proxyBefore(target.origin, limits)).proxy;
    },
  ],
  [
    'serve',
    async (limits) => {
      const provider = await startProviderOf('temporaryAccessPass', {}, limits);
      atEnd(() => provider.close());
      return provider;
    },
  ],
  [
    'serve --cloud',
    async (limits) => {
      const cloud = await startCloud({ tls: await certificate, throttle: 0 }, limits);
      atEnd(() => cloud.close());
      return cloud;
    },
  ],
  [
    'serve --fault',
    async (limits) => {
      const faulty = await startFaulty({}, {}, limits);
      atEnd(() => faulty.close());
      return faulty;
    },
  ],
];
const certificate = localCertificate();
const LONG = 60_000;
const patience = { head: LONG, silence: LONG, request: LONG, idle: LONG };
const WRITE =
  'PATCH /v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer test~Policy.ReadWrite.AuthenticationMethod\r\nContent-Type: application/json\r\n';
const BODY = `{"@odata.type":"${TYPE}"}`;
const PATCH = `${WRITE}Content-Length: 99999\r\n\r\n{`;

test('the proxy tells once of a request that is refused and then has no end', async () => {
  const target = await rawTarget(() => undefined);
  const given = { ...patience, head: 100, request: 150 };
  const { proxy, refused } = await proxyBefore(target.origin, { patience: given });
  const client = await RawClient.to(proxy.origin);
  client.say('PATCH / HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 99999\r\n\r\n{');
  const saying = setInterval(() => client.say(' '), 10);
  await new Promise<void>((resolve) => client.socket.once('close', () => resolve()));
  clearInterval(saying);
  expect(refused).toEqual([expect.stringContaining('2 Host headers')]);
});

describe.each(SERVERS)('%s', (_name, start) => {
  test.each([
    ['a head that does not end', 'GET / HTTP/1.1\r\nX-A', { ...patience, head: 60 }],
    ['a body that falls silent', PATCH, { ...patience, silence: 60 }],
  ])('answers %s with a 408, and closes', async (_what, said, given) => {
    const client = await RawClient.to((await start({ patience: given })).origin);
    client.say(said);
    expect(await client.all()).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('answers a body that comes a byte at a time with a 408, and closes', async () => {
    // How often servers look goes by the shortest of their times.
    const { origin } = await start({ patience: { ...patience, head: 100, request: 150 } });
    const client = await RawClient.to(origin);
    client.say(PATCH);
    const saying = setInterval(() => client.say(' '), 10);
    client.socket.on('error', () => undefined).once('close', () => clearInterval(saying));
    expect(await client.all()).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('closes the connection of a client that says nothing', async () => {
    const client = await RawClient.to(
      (await start({ patience: { ...patience, silence: 60, idle: 60 } })).origin,
    );
    expect(await client.all()).not.toMatch(/^HTTP\/1\.1 408 /);
  });

  test('closes connections beyond the limit', async () => {
    const { origin } = await start({ patience, connections: 1 });
    const first = await RawClient.to(origin);
    first.say('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await (await RawClient.to(origin, false)).all()).toBe('');
    expect(first.socket.destroyed).toBe(false);
  });

  test('ends within 2 s with connections open that say nothing', async () => {
    const server = await start({ patience });
    const silent = await Promise.all(
      Array.from({ length: 20 }, (_, at) => RawClient.to(server.origin, at > 0 ? false : undefined)),
    );
    silent[0]?.say('GET / HTT');
    const started = performance.now();
    await server.close();
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

test.each(SERVERS.filter(([name]) => name !== 'proxy'))(
  '%s answers a 503 where the bodies in flight are too much together, and takes the next when they are gone',
  async (_name, start) => {
    const { origin } = await start({ patience });
    const write = async (sent: number): Promise<RawClient> => {
      const client = await RawClient.to(origin);
      client.say(`${WRITE}Connection: close\r\nContent-Length: 60000\r\n\r\n${BODY.padEnd(sent)}`);
      return client;
    };
    // Of neither the last byte comes.
    const held = await Promise.all([write(59_999), write(59_999)]);
    expect(await Promise.race(held.map((client) => client.until('}}}')))).toMatch(
      /^HTTP\/1\.1 503 [^]*Retry-After: 1\r\n[^]*"code":"ServiceUnavailable"/i,
    );
    for (const { socket } of held) socket.destroy();
    await until(async () => (await (await write(60_000)).all()).startsWith('HTTP/1.1 204 '));
  },
);

/** Waits until something is so; the test is given up where it never is. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(10);
}

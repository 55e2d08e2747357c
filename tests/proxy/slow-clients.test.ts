import { startProviderOf } from '../../src/provider';
import type { Patience } from '../../src/bounds/serving';
import { atEnd, proxyBefore, RawClient, rawTarget } from './support';

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
];
const LONG = 60_000;
const patience = { head: LONG, silence: LONG, request: LONG, idle: LONG };
const PATCH =
  'PATCH /v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer test~Policy.ReadWrite.AuthenticationMethod\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n{';

describe.each(SERVERS)('%s', (_name, start) => {
  test.each([
    ['a head that does not end', 'GET / HTTP/1.1\r\nX-A', { ...patience, head: 60 }],
    ['a body that falls silent', PATCH, { ...patience, silence: 60 }],
  ])('answers %s with a 408, and closes', async (_what, said, given) => {
    const client = await RawClient.to((await start({ patience: given })).origin);
    client.say(said);
    expect(await client.all()).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('closes connections beyond the limit', async () => {
    const { origin } = await start({ patience, connections: 1 });
    const first = await RawClient.to(origin);
    first.say('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await (await RawClient.to(origin)).all()).toBe('');
    expect(first.socket.destroyed).toBe(false);
  });

  test('ends within 2 s with connections open that say nothing', async () => {
    const server = await start({ patience });
    const silent = await Promise.all(Array.from({ length: 20 }, () => RawClient.to(server.origin)));
    silent[0]?.say('GET / HTT');
    const started = performance.now();
    await server.close();
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

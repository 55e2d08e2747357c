/** A connection that is closed, or of which nothing more is read, is looked at no more: it would be kept in memory, and told of twice. */
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import * as slow from '../../src/proxy/tardiness';
import { atEnd, proxyBefore, RawClient, rawTarget } from './support';

jest.mock('../../src/proxy/tardiness', () => ({ tardiness: jest.fn() }));

const patience = { head: 20, silence: 20, request: 60_000, idle: 60_000 };
const looking = jest.mocked(slow.tardiness);
const looked = (): Set<unknown> => new Set(looking.mock.calls.map(([end]) => end));
/** Waits for some looks at those that are open. */
async function looks(): Promise<void> {
  looking.mockClear();
  while (looking.mock.calls.length < 4) await sleep(1);
}

test('of a client that sent what is not HTTP, no further request is waited for', async () => {
  const target = await rawTarget(() => undefined);
  const { proxy, refused } = await proxyBefore(target.origin, { patience });
  const open = await RawClient.to(proxy.origin);
  const client = await RawClient.to(proxy.origin);
  client.say('no HTTP\r\n\r\n');
  expect(await client.all()).toMatch(/^HTTP\/1\.1 400 /);
  await looks();
  expect(looked().size).toBe(1);
  expect(refused).toHaveLength(1);
  expect([open, client].map(({ socket }) => socket.destroyed)).toEqual([false, false]);
});

test('of connections that come and go, those that are open are looked at', async () => {
  const target = await rawTarget(() => undefined);
  const { proxy } = await proxyBefore(target.origin, { patience });
  const open = await RawClient.to(proxy.origin);
  looking.mockClear();
  for (let count = 0; count < 5; count += 1) {
    const client = await RawClient.to(proxy.origin, false);
    while (looked().size < 2) await sleep(1);
    client.socket.destroy();
    // The proxy hears of it some time later.
    for (let rounds = 0; rounds < 50 && looked().size !== 1; rounds += 1) await looks();
    expect(looked().size).toBe(1);
  }
  expect(open.socket.destroyed).toBe(false);
});

test.each([
  ['answered', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', '\r\n\r\n'],
  ['refused', 'GET / HTTP/1.0\r\nHost: x\r\n\r\n', '\n'],
])(
  'of a connection that is closed, and its requests that were %s, nothing is kept',
  async (_, request, end) => {
    const sets: Set<unknown>[] = [];
    const { add } = Set.prototype;
    Set.prototype.add = function (value: unknown) {
      if (value instanceof Socket || value instanceof Promise) sets.push(this);
      return add.call(this, value);
    };
    atEnd(() => (Set.prototype.add = add));
    const target = await rawTarget('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    const { proxy } = await proxyBefore(target.origin);
    const client = await RawClient.to(proxy.origin);
    client.say(request);
    await client.until(end);
    // Its socket, and its request.
    expect(sets).toHaveLength(2);
    client.socket.destroy();
    for (let rounds = 0; rounds < 1000 && sets.some(({ size }) => size > 0); rounds += 1) await sleep(1);
    expect(sets.map(({ size }) => size)).toEqual([0, 0]);
  },
);

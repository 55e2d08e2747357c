/** Whatever a provider makes of a connection, what was sent over it comes to an end, and no socket is left. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange, HttpRequest } from '../../src/exchanges/exchange';
import { connectTo } from '../../src/wire/connection';
import { Gate } from '../../src/wire/gate';
import { Lane, type Watch } from '../../src/wire/lane';
import { Sender, type SenderOptions } from '../../src/wire/sender';
import { Target } from '../../src/wire/target';
import { send } from '../../src/scenarios/scenario';
import { startRaw, type Answer, type Step } from './raw-server';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';
const WATCHES: readonly Watch[] = [
  { until: 'response' },
  { until: 'close', limit: 300 },
  { until: 'hold', released: Promise.resolve() },
];
const UPGRADE = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';

const request = (origin: URL, method = 'PATCH'): HttpRequest => ({
  method,
  url: new URL('/v1.0/policy', origin).href,
  headers: [],
  ...(method === 'PATCH' && { body: { encoding: 'utf8', data: '{}' } }),
});

async function before<T>(
  answer: Answer,
  run: (lane: Lane, server: Server) => Promise<T>,
  timeout = 400,
): Promise<T> {
  const server = await startRaw(answer);
  const lane = new Lane(server.origin, { timeout });
  try {
    return await run(lane, server);
  } finally {
    lane.close();
    await server.close();
  }
}
type Server = Awaited<ReturnType<typeof startRaw>>;

/** What the other side of a connection sees of it, once a lane is through with it. */
async function noneOpen({ state }: Server): Promise<void> {
  for (let waited = 0; state.open > 0 && waited < 2000; waited += 20) await sleep(20);
  expect(state.open).toBe(0);
}

describe.each(WATCHES)('with a watch until %o', (watch) => {
  test.each<[string, Step[], string]>([
    ['with both its headers', [UPGRADE], ''],
    ['without them', ['HTTP/1.1 101 Switching Protocols\r\n\r\n'], ''],
    ['with bytes of the other protocol', [`${UPGRADE}\x81\x02hi`], '\x81\x02hi'],
    ['with a later answer', [UPGRADE, 5, OK], OK],
    ['and the end of the connection', [UPGRADE, 'end'], ''],
    ['behind an interim answer', [`HTTP/1.1 100 Continue\r\n\r\n${UPGRADE}`], ''],
  ])('a 101 %s is an answer, and the last of its connection', async (_name, steps, behind) => {
    await before(
      ({ connection }) => (connection === 1 ? steps : [OK]),
      async (lane, { origin, state }) => {
        const held = { until: 'hold', released: sleep(50) } as const;
        const first = await lane.send('x1', request(origin), watch.until === 'hold' ? held : watch);
        expect(first.failure).toBeUndefined();
        expect(first.response).toMatchObject({ status: 101, statusText: 'Switching Protocols' });
        expect(first.response?.body).toBeUndefined();
        if (watch.until !== 'response') expect(first.wire?.after?.sample ?? '').toBe(behind);
        const second = await lane.send('x2', request(origin, 'GET'), { until: 'response' });
        expect(second.response?.status).toBe(200);
        expect(second.wire?.before).toBeUndefined();
        expect(state.connections).toBe(2);
      },
    );
  });

  test.each<[string, Step[]]>([
    [
      'a Content-Length that is too short',
      ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}}}}}}}', 5, '}}}'],
    ],
    ['a Content-Length that is too long', ['HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}']],
    ['a second answer', [OK + OK]],
    ['a 101', [UPGRADE]],
    ['chunks that are none', ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n']],
    ['a head without an end', ['HTTP/1.1 200 OK\r\nContent-']],
    ['no HTTP', ['220 mail.example ESMTP\r\n']],
    ['nothing', []],
  ])('%s leaves no socket behind', async (_name, steps) => {
    await before(
      () => steps,
      async (lane, server) => {
        await lane.send('x1', request(server.origin), watch);
        lane.close();
        await noneOpen(server);
      },
    );
  });
});

test('thousands of interim answers at once are none', async () => {
  const flood = 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(5000);
  await before(
    () => [flood + OK],
    async (lane, { origin }) => {
      const { response, failure } = await lane.send('x1', request(origin), { until: 'response' });
      expect([failure, response?.status]).toEqual([undefined, 200]);
    },
    30_000,
  );
});

test('what is no HTTP is called that, though its connection stays open', async () => {
  await before(
    () => ['220 mail.example ESMTP\r\n'],
    async (lane, { origin }) => {
      const { failure } = await lane.send('x1', request(origin), { until: 'response' });
      expect(failure).toEqual({ kind: 'protocol', message: '24 bytes came that are not an HTTP/1.1 answer' });
    },
  );
});

describe('the user ends the run', () => {
  const interrupted = (ms: number): AbortSignal => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), ms);
    return controller.signal;
  };

  test.each([0, 50])('%s ms after a read was sent: it is given up', async (ms) => {
    await before(
      () => [],
      async (lane, { origin }) => {
        const signal = interrupted(ms);
        const { failure } = await lane.send(
          'x1',
          request(origin, 'GET'),
          { until: 'response' },
          { signal: ms === 0 ? AbortSignal.abort() : signal },
        );
        expect(failure).toEqual({ kind: 'aborted', message: 'the run was interrupted' });
      },
    );
  });

  test('while a write is on its way: what became of it is waited for', async () => {
    await before(
      () => [150, OK],
      async (lane, { origin }) => {
        const signal = interrupted(50);
        const { response } = await lane.send('x1', request(origin), { until: 'response' }, { signal });
        expect(response?.status).toBe(200);
      },
    );
  });

  test('while a connection is opened that nobody takes', async () => {
    const started = Date.now();
    // TEST-NET-1: nobody answers there, or the system says at once that there is no way.
    const opening = connectTo(new URL('http://192.0.2.1:9'), { timeout: 10_000 }, interrupted(50));
    await expect(opening).rejects.toThrow();
    expect(Date.now() - started).toBeLessThan(5000);
  });

  test('while a throttle is waited for, and nothing more is sent', async () => {
    const user = new AbortController();
    await withSender(
      () => ['HTTP/1.1 429 No\r\nRetry-After: 3\r\nContent-Length: 2\r\n\r\n{}'],
      { signal: user.signal },
      async (sender, record) => {
        const sending = sender.send(send('a read', 'GET'), CONTEXT);
        while (record.length === 0) await sleep(5);
        user.abort();
        await expect(sending).rejects.toThrow('the run was interrupted');
        expect(record).toHaveLength(1);
      },
    );
  });

  test('and what puts the policy back is sent all the same, once', async () => {
    await withSender(
      () => ['HTTP/1.1 429 No\r\nRetry-After: 3\r\nContent-Length: 2\r\n\r\n{}'],
      { signal: AbortSignal.abort() },
      async (sender, record) => {
        sender.seeThrough(false);
        const { response } = await sender.send(send('back', 'PATCH'), CONTEXT);
        expect(response?.status).toBe(429);
        expect(record).toHaveLength(1);
      },
    );
  });
});

test('a connection that is to be held and cannot be opened comes to an end', async () => {
  const server = await startRaw(() => [OK]);
  await server.close();
  await withSender(
    () => [OK],
    { at: server.origin },
    async (sender) => {
      const held = await sender.hold(send('held', 'GET'), CONTEXT, 20);
      const [first, second] = await held.end(send('behind it', 'GET'));
      expect([first?.failure?.kind, second?.failure?.kind]).toEqual(['refused', 'refused']);
    },
  );
});

const CONTEXT = { scenario: 'a/scenario', rows: [] };

async function withSender(
  answer: Answer,
  { at, ...options }: Partial<SenderOptions> & { at?: URL },
  run: (sender: Sender, record: Exchange[]) => Promise<void>,
): Promise<void> {
  const server = await startRaw(answer);
  const record: Exchange[] = [];
  const sender = new Sender(
    new Target(new URL('v1.0', at ?? server.origin).href),
    new Gate({ allowWrites: false }),
    {
      tokens: { full: 'a-token' },
      headers: [],
      userAgent: 'graph-contract/test',
      timeout: 1000,
      longestWait: 10_000,
      backoff: 10,
      ...options,
    },
    (exchange) => record.push(exchange),
  );
  try {
    await run(sender, record);
  } finally {
    sender.close();
    await server.close();
  }
}

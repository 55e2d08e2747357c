import type { Exchange } from '../../src/exchanges/exchange';
import { Gate } from '../../src/wire/gate';
import { Sender, type SenderOptions } from '../../src/wire/sender';
import { Target } from '../../src/wire/target';
import { send, update } from '../../src/scenarios/scenario';
import { changesOf } from '../../src/scenarios/changes';
import { defaultOperation } from '../../src/contract/operation';
import { UsageError } from '../../src/usage-error';
import { stall, startRaw, type Answer } from './raw-server';

const { body } = changesOf(defaultOperation());

const TOKEN = 'eyJ0eXAiOiJub3QgYSB0b2tlbiJ9.c2VjcmV0LXNlY3JldA.c2lnbmF0dXJl';
const KEY = 'k3y-of-the-gateway';
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';
const CONTEXT = { scenario: 'a/scenario', rows: ['RES-204'] };

const answer = (status: number, ...fields: string[]): string =>
  [`HTTP/1.1 ${status} Status`, ...fields, 'Content-Length: 2', '', '{}'].join('\r\n');

async function withSender<T>(
  answers: Answer,
  run: (sender: Sender, record: Exchange[], requests: string[]) => Promise<T>,
  options: Partial<SenderOptions> = {},
): Promise<T> {
  const requests: string[] = [];
  const server = await startRaw((request) => {
    requests.push(request.text);
    return answers(request);
  });
  const record: Exchange[] = [];
  const sender = new Sender(
    new Target(new URL('v1.0', server.origin).href),
    new Gate({ allowWrites: false }),
    {
      tokens: { full: TOKEN, readOnly: `${TOKEN}-readonly` },
      headers: [['X-Gateway-Key', KEY]],
      userAgent: 'graph-contract/test',
      timeout: 1000,
      longestWait: 3000,
      backoff: 10,
      ...options,
    },
    (exchange) => record.push(exchange),
  );
  try {
    return await run(sender, record, requests);
  } finally {
    sender.close();
    await server.close();
  }
}

const aRead = send('a read', 'GET');

test('sends an update again that another write came in between of, and none that is refused with 409 otherwise', async () => {
  const collision = '{"error":{"code":"Directory_ConcurrencyViolation","message":"again"}}';
  const conflict = '{"error":{"code":"Conflict","message":"no"}}';
  const refusal = (text: string): string =>
    ['HTTP/1.1 409 Conflict', `Content-Length: ${text.length}`, '', text].join('\r\n');
  await withSender(
    ({ nth }) => [nth === 1 ? refusal(collision) : nth === 2 ? OK : refusal(conflict)],
    async (sender, record) => {
      const anUpdate = update('an update', body({ isUsableOnce: true }));
      expect((await sender.send(anUpdate, CONTEXT)).response?.status).toBe(200);
      expect((await sender.send(anUpdate, CONTEXT)).response?.status).toBe(409);
      expect(record.map(({ context }) => context?.superseded ?? false)).toEqual([true, false, false]);
    },
  );
});

test('sends content in more than one chunk where it goes in chunks', async () => {
  await withSender(
    () => [OK],
    async (sender, _, requests) => {
      const headers = [['Transfer-Encoding', 'chunked']] as const;
      await sender.send(update('in chunks', body({ isUsableOnce: true }), { headers }), CONTEXT);
      expect(requests.join('').match(/^[0-9a-f]+\r$/gm)?.length).toBe(3);
    },
  );
});

describe('a throttle', () => {
  test.each<[string, () => string, number, number]>([
    ['seconds', () => '1', 990, 1800],
    ['no time at all', () => '0', 0, 400],
    ['a date', () => new Date(Date.now() + 2000).toUTCString(), 900, 2600],
    ['a date that has passed', () => new Date(0).toUTCString(), 0, 400],
  ])('that asks for %s is waited for', async (_name, value, least, most) => {
    await withSender(
      ({ nth }) => [nth === 1 ? answer(429, `Retry-After: ${value()}`) : OK],
      async (sender, record) => {
        const start = performance.now();
        const exchange = await sender.send(aRead, CONTEXT);
        const waited = performance.now() - start;
        expect(exchange.response?.status).toBe(200);
        expect(record.map(({ response }) => response?.status)).toEqual([429, 200]);
        expect(record.map(({ context }) => context?.superseded)).toEqual([true, undefined]);
        expect(waited).toBeGreaterThanOrEqual(least);
        expect(waited).toBeLessThan(most);
      },
    );
  });

  test('that asks for too long stands', async () => {
    await withSender(
      () => [answer(429, 'Retry-After: 3600')],
      async (sender, record) => {
        expect((await sender.send(aRead, CONTEXT)).response?.status).toBe(429);
        expect(record).toHaveLength(1);
        expect(record[0]?.context?.superseded).toBeUndefined();
      },
    );
  });

  test.each([[[]], [['Retry-After: soon']]])('with %j is tried again with growing pauses', async (fields) => {
    await withSender(
      () => [answer(429, ...fields)],
      async (sender, record) => {
        const start = performance.now();
        expect((await sender.send(aRead, CONTEXT)).response?.status).toBe(429);
        // 10, 20 and 40 ms, each from a half to one and a half times as long.
        expect(performance.now() - start).toBeGreaterThanOrEqual(34);
        expect(record.map(({ context }) => context?.superseded)).toEqual([true, true, true, undefined]);
      },
    );
  });
});

describe('a server error', () => {
  test.each([500, 502, 503, 504])('of %d is tried again', async (status) => {
    await withSender(
      ({ nth }) => [nth < 3 ? answer(status) : OK],
      async (sender, record) => {
        expect((await sender.send(aRead, CONTEXT)).response?.status).toBe(200);
        expect(record.map(({ response }) => response?.status)).toEqual([status, status, 200]);
      },
    );
  });

  test('is tried again only while it is the exception', async () => {
    await withSender(
      () => [answer(500)],
      async (sender, record) => {
        for (let index = 0; index < 20; index += 1) await sender.send(aRead, CONTEXT);
        // Ten to begin with, and one of twenty requests.
        expect(record.length - 20).toBeGreaterThanOrEqual(10);
        expect(record.length - 20).toBeLessThanOrEqual(12);
      },
      { backoff: 1 },
    );
  });

  test.each([400, 401, 403, 404, 409])('is none where the status is %d', async (status) => {
    await withSender(
      () => [answer(status)],
      async (sender, record) => {
        await sender.send(aRead, CONTEXT);
        expect(record).toHaveLength(1);
      },
    );
  });
});

test('sends a request again whose connection was cut', async () => {
  await withSender(
    ({ connection }) => (connection === 1 ? ['cut'] : [OK]),
    async (sender, record) => {
      expect((await sender.send(aRead, CONTEXT)).response?.status).toBe(200);
      expect(record.map(({ failure }) => failure?.kind)).toEqual(['reset', undefined]);
    },
  );
});

test('sends no more requests a second than it may', async () => {
  let start = 0;
  let last = 0;
  await withSender(
    () => ((last = performance.now()), [OK]),
    async (sender) => {
      start = performance.now();
      for (let count = 0; count < 5; count += 1) await sender.send(aRead, CONTEXT);
    },
    { rate: 20 },
  );
  // Up to the fifth, four pauses of a twentieth of a second, however late the first came; a timer may be a moment early.
  expect(last - start).toBeGreaterThanOrEqual(195);
});

describe('a request', () => {
  test('says who sends it, and has an id of its own', async () => {
    await withSender(
      () => [OK],
      async (sender, record, requests) => {
        await sender.send(update('a write', body({ isUsableOnce: true })), CONTEXT);
        await sender.send(aRead, CONTEXT);
        expect(requests[0]).toMatch(/^PATCH \/v1\.0\/policies\/\S+\/TemporaryAccessPass HTTP\/1\.1\r\n/);
        expect(requests[0]).toContain(`Authorization: Bearer ${TOKEN}\r\n`);
        expect(requests[0]).toContain('Content-Type: application/json\r\n');
        expect(requests[0]).toContain(`X-Gateway-Key: ${KEY}\r\n`);
        expect(requests[0]).toContain('User-Agent: graph-contract/test\r\n');
        expect(requests[1]).not.toMatch(/content-(type|length)/i);
        const ids = requests.map((text) => /client-request-id: ([0-9a-f-]{36})\r\n/.exec(text)?.[1]);
        expect(new Set(ids).size).toBe(2);
        expect(record.map(({ id }) => id)).toEqual(['x0001', 'x0002']);
      },
    );
  });

  test.each([
    ['no credentials', { credentials: 'none' }, undefined],
    ['an empty Authorization', { credentials: 'malformed', authorization: '' }, ''],
    ['the token without a scheme', { credentials: 'malformed', authorization: '$GRAPH_TOKEN' }, TOKEN],
    ['the scheme in lower case', { credentials: 'lower-case-scheme' }, `bearer ${TOKEN}`],
    ['the token that may only read', { credentials: 'read-only' }, `Bearer ${TOKEN}-readonly`],
  ] as const)('with %s carries just that', async (_name, rest, expected) => {
    await withSender(
      () => [OK],
      async (sender, record, requests) => {
        await sender.send(send('a read', 'GET', rest), CONTEXT);
        expect(/^authorization: ?(.*)\r$/im.exec(requests[0] ?? '')?.[1]).toBe(expected);
        expect(record[0]?.context?.credentials).toBe(rest.credentials);
      },
    );
  });

  test('leaves out the Content-Type where there is to be none', async () => {
    await withSender(
      () => [OK],
      async (sender, _record, requests) => {
        await sender.send(update('a write', {}, { contentType: null }), CONTEXT);
        expect(requests[0]).not.toMatch(/content-type/i);
        expect(requests[0]).toMatch(/content-length: 2\r\n/i);
      },
    );
  });
});

test('puts no secret on record, wherever the answer repeats it', async () => {
  const echo = JSON.stringify({ error: { code: 'x', message: `Not with ${TOKEN} and ${KEY}` } });
  const head = `HTTP/1.1 400 Not ${KEY}\r\nX-Echo: ${TOKEN}\r\nSet-Cookie: session=abcdefgh\r\nContent-Length: ${echo.length}`;
  await withSender(
    ({ nth }) => [nth === 1 ? `${head}\r\n\r\n${echo}` : `HTTP/1.1 204 No Content\r\n\r\n${TOKEN}`, 5, 'end'],
    async (sender, record) => {
      await sender.send(update('a write', body({ isUsableOnce: true })), CONTEXT);
      for (const credentials of ['none', 'read-only', 'lower-case-scheme', 'malformed'] as const)
        await sender.send(
          send('a read', 'GET', { credentials, authorization: '$GRAPH_TOKEN', watch: 'close' }),
          CONTEXT,
        );
      const text = JSON.stringify(record);
      expect(text).not.toContain(TOKEN);
      expect(text).not.toContain(KEY);
      expect(text).not.toContain('abcdefgh');
      expect(record[0]?.echoes?.map(({ where }) => where)).toEqual(
        expect.arrayContaining(['body', 'header X-Echo']),
      );
    },
  );
});

test('passes the gate with every request', async () => {
  const sender = new Sender(
    new Target('https://graph.microsoft.com/v1.0'),
    new Gate({ allowWrites: true }),
    { tokens: { full: TOKEN }, headers: [], userAgent: '', timeout: 100, longestWait: 0, backoff: 1 },
    () => undefined,
  );
  await expect(sender.send(aRead, CONTEXT)).rejects.toThrow(UsageError);
});

test('watches a connection that is kept for what comes late, while others go on', async () => {
  await withSender(
    ({ connection, nth }) =>
      connection === 1 && nth === 1 ? ['HTTP/1.1 204 No Content\r\n\r\n', 60, 'late'] : [OK],
    async (sender, record) => {
      const held = await sender.hold(update('kept', body({})), CONTEXT, 100);
      await sender.send(aRead, CONTEXT);
      const [first, second] = await held.end(send('behind it', 'GET'));
      expect(first?.wire).toMatchObject({ after: { bytes: 4, sample: 'late' }, watched: { until: 'hold' } });
      expect(first?.wire?.watched?.ms).toBeGreaterThanOrEqual(100);
      expect(second?.response?.status).toBe(200);
      expect(record.map(({ id }) => id)).toEqual(['x0002', 'x0001', 'x0003']);
    },
  );
});

test('sees what came in time to a connection that is kept, though this process could not read it in time', async () => {
  await withSender(
    ({ nth }) => (nth === 1 ? ['HTTP/1.1 204 No Content\r\n\r\n', 20, 'late'] : [OK]),
    async (sender) => {
      const held = await sender.hold(update('kept', body({})), CONTEXT, 30);
      const both = held.end(send('behind it', 'GET'));
      stall(60);
      expect((await both)[0]?.wire?.after?.sample).toBe('late');
    },
  );
});

test.each([
  ['a body', `HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(99)}Content-Length: 2\r\n\r\n{}`, 2],
  [
    'headers beyond a hundred',
    `HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(9999)}Content-Length: 2\r\n\r\n{}`,
    2 + 9900 * 256,
  ],
])('what an answer costs is counted: %s', (_, given, cost) =>
  withSender(
    () => [given],
    async (sender) => {
      await sender.send(aRead, CONTEXT);
      expect(sender.received).toBe(cost);
    },
  ),
);

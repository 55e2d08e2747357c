import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpRequest } from '../../src/exchanges/exchange';
import { Lane, type Sent, type Transport, type Watch } from '../../src/wire/lane';
import { certificate, stall, startRaw, type Answer, type Certificate, type Step } from './raw-server';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';
const NO_CONTENT = 'HTTP/1.1 204 No Content\r\n\r\n';
const head204 = (...fields: string[]): string => ['HTTP/1.1 204 No Content', ...fields, '', ''].join('\r\n');

const request = (origin: URL, method = 'GET', text?: string): HttpRequest => ({
  method,
  url: new URL('/v1.0/policy', origin).href,
  headers: [],
  ...(text === undefined ? {} : { body: { encoding: 'utf8', data: text } }),
});

let tls: Certificate;
beforeAll(async () => {
  tls = await certificate();
});

/** Gives a test a server and a lane to it, and takes both away again. */
async function between<T>(
  answer: Answer,
  run: (lane: Lane, server: Awaited<ReturnType<typeof startRaw>>) => Promise<T>,
  transport: Partial<Transport> = {},
  over: { tls?: Certificate; host?: string } = {},
): Promise<T> {
  const server = await startRaw(answer, over.tls, over.host);
  const lane = new Lane(server.origin, { timeout: 1000, ...transport });
  try {
    return await run(lane, server);
  } finally {
    lane.close();
    await server.close();
  }
}

const RESPONSE: Watch = { until: 'response' };

/** What stands in and behind a 204: the steps, and the number of bytes that should not be there. */
const BEHIND: readonly (readonly [name: string, steps: readonly Step[], bytes: number])[] = [
  ['nothing', [head204()], 0],
  ['Content-Length: 0', [head204('Content-Length: 0')], 0],
  ['Content-Length: 5 and no byte', [head204('Content-Length: 5')], 0],
  ['Content-Length: 5 and five bytes', [`${head204('Content-Length: 5')}hello`], 5],
  ['the last chunk alone', [`${head204('Transfer-Encoding: chunked')}0\r\n\r\n`], 5],
  ['a chunk and the last one', [`${head204('Transfer-Encoding: chunked')}5\r\nhello\r\n0\r\n\r\n`], 15],
  ['Transfer-Encoding and no chunk', [head204('Transfer-Encoding: chunked')], 0],
  ['a body', [`${head204()}{"status":"ok"}`], 15],
  ['a lone line end', [`${head204()}\r\n`], 2],
  ['a body in another segment', [head204(), 10, 'hello'], 5],
  ['a byte 50 ms later', [head204(), 50, 'x'], 1],
  ['a byte 150 ms later', [head204(), 150, 'x'], 1],
  ['a whole other response', [`${head204()}${OK}`], OK.length],
  ['more bytes than are kept', [`${head204()}${'x'.repeat(10_000)}`], 10_000],
  [
    'a head in pieces',
    ['HT', 2, 'TP/1.1 204 No Cont', 2, 'ent\r\nrequest-id: 1\r', 2, '\n\r', 2, '\nhello'],
    5,
  ],
  ['100 Continue in front', [`HTTP/1.1 100 Continue\r\n\r\n${head204()}x`], 1],
  [
    '102 and 103 in front',
    ['HTTP/1.1 102 Processing\r\n\r\n', 5, `HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n${head204()}`],
    0,
  ],
];

/** The pauses among the steps, in milliseconds. */
const lateness = (steps: readonly Step[]): number =>
  steps.reduce<number>((sum, step) => sum + (typeof step === 'number' ? step : 0), 0);

/** The bytes that were noticed behind the first of two exchanges. */
const noticed = (first: Sent, second?: Sent): number =>
  (first.wire?.after?.bytes ?? 0) + (second?.wire?.before?.behind === 'x1' ? second.wire.before.bytes : 0);

test('what stands behind a 304 is no part of it, as behind a 204', async () => {
  const steps: Step[] = ['HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello', 'end'];
  await between(
    () => steps,
    async (lane, { origin }) => {
      const sent = await lane.send('x1', request(origin), { until: 'close', limit: 1000 });
      expect(sent.response).toMatchObject({ status: 304 });
      expect([noticed(sent), sent.response?.body]).toEqual([5, undefined]);
    },
  );
});

describe.each(['http', 'https'])('over %s, a 204', (scheme) => {
  const over = (): Parameters<typeof between>[3] => (scheme === 'https' ? { tls } : {});
  const transport = (): Partial<Transport> => (scheme === 'https' ? { ca: tls.cert } : {});

  test.each(BEHIND)(
    'with %s behind it is whole on a connection that is read to its end',
    async (_name, steps, bytes) => {
      const answer: Answer = ({ text }) => (text.startsWith('PATCH') ? [...steps, 'end'] : [OK]);
      await between(
        answer,
        async (lane, { origin }) => {
          const first = await lane.send('x1', request(origin, 'PATCH', '{}'), {
            until: 'close',
            limit: 1000,
          });
          expect(first.failure).toBeUndefined();
          expect(first.response?.status).toBe(204);
          expect(noticed(first)).toBe(bytes);
          expect(first.wire?.watched?.until).toBe('close');
          const second = await lane.send('x2', request(origin), RESPONSE);
          expect(second.response?.status).toBe(200);
          expect(second.wire?.before).toBeUndefined();
        },
        transport(),
        over(),
      );
    },
  );

  test.each(BEHIND)(
    'with %s behind it is whole on a connection that is kept',
    async (_name, steps, bytes) => {
      const answer: Answer = ({ text }) => (text.startsWith('PATCH') ? steps : [OK]);
      await between(
        answer,
        async (lane, { origin, state }) => {
          const released = sleep(40 + lateness(steps));
          const first = await lane.send('x1', request(origin, 'PATCH', '{}'), { until: 'hold', released });
          const second = await lane.send('x2', request(origin), RESPONSE);
          expect([first.failure, second.failure]).toEqual([undefined, undefined]);
          expect([first.response?.status, second.response?.status]).toEqual([204, 200]);
          expect(noticed(first, second)).toBe(bytes);
          expect(first.wire?.watched?.until).toBe('hold');
          expect(state.connections).toBe(1);
        },
        transport(),
        over(),
      );
    },
  );

  test('with bytes that come after its watch is noticed at the next answer', async () => {
    const answer: Answer = ({ text }) => (text.startsWith('PATCH') ? [NO_CONTENT, 20, 'junk'] : [OK]);
    await between(
      answer,
      async (lane, { origin }) => {
        await lane.send('x1', request(origin, 'PATCH', '{}'), RESPONSE);
        await sleep(60);
        const second = await lane.send('x2', request(origin), RESPONSE);
        expect(second.response?.status).toBe(200);
        expect(second.wire?.before).toEqual({ bytes: 4, sample: 'junk', behind: 'x1', behindStatus: 204 });
      },
      transport(),
      over(),
    );
  });

  test('with bytes in front of the answer to the next request is noticed there', async () => {
    const answer: Answer = ({ text }) => (text.startsWith('PATCH') ? [NO_CONTENT] : [`0\r\n\r\n${OK}`]);
    await between(
      answer,
      async (lane, { origin }) => {
        await lane.send('x1', request(origin, 'PATCH', '{}'), RESPONSE);
        const second = await lane.send('x2', request(origin), RESPONSE);
        expect(second.failure).toBeUndefined();
        expect(second.wire?.before).toMatchObject({ bytes: 5, sample: '0\r\n\r\n', behind: 'x1' });
      },
      transport(),
      over(),
    );
  });
});

describe('what a 204 says of its framing', () => {
  test('stays in the record, as it was written', async () => {
    const head = head204('content-LENGTH:  0', 'Transfer-Encoding: chunked');
    await between(
      () => [head],
      async (lane, { origin }) => {
        const { response, wire } = await lane.send('x1', request(origin, 'PATCH', '{}'), RESPONSE);
        expect(wire?.head).toBe(head);
        expect(response).toMatchObject({ status: 204, statusText: 'No Content', httpVersion: '1.1' });
        expect(response?.headers).toEqual([
          ['content-LENGTH', '0'],
          ['Transfer-Encoding', 'chunked'],
        ]);
      },
    );
  });
});

describe('a body', () => {
  test.each([
    ['of a length that is said', `HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello`],
    ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n'],
    ['up to the end of the connection', ['HTTP/1.1 200 OK\r\n\r\nhe', 5, 'llo', 'end']],
  ])('%s is read to its end', async (_name, steps) => {
    await between(
      () => [steps].flat() as Step[],
      async (lane, { origin }) => {
        const { response } = await lane.send('x1', request(origin), RESPONSE);
        expect(response?.body).toEqual({ encoding: 'utf8', data: 'hello' });
      },
    );
  });
});

describe('a connection', () => {
  test('carries one request after the other', async () => {
    await between(
      () => [OK],
      async (lane, { origin, state }) => {
        for (const id of ['x1', 'x2', 'x3'])
          expect((await lane.send(id, request(origin), RESPONSE)).response?.status).toBe(200);
        expect(state).toMatchObject({ connections: 1, requests: 3 });
      },
    );
  });

  test('that is reset while nobody uses it is opened anew', async () => {
    await between(
      ({ connection }) => (connection === 1 ? [NO_CONTENT, 20, 'reset'] : [OK]),
      async (lane, { origin, state }) => {
        await lane.send('x1', request(origin, 'PATCH', '{}'), RESPONSE);
        await sleep(60);
        expect((await lane.send('x2', request(origin), RESPONSE)).response?.status).toBe(200);
        expect(state.connections).toBe(2);
      },
    );
  });

  test('with bytes behind an answer that is whole is left, and the answer stands', async () => {
    await between(
      () => ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}x'],
      async (lane, { origin }) => {
        for (const id of ['x1', 'x2']) {
          const { response, failure } = await lane.send(id, request(origin), RESPONSE);
          expect(failure).toBeUndefined();
          expect(response).toMatchObject({ status: 200, body: { data: '{}' } });
        }
      },
    );
  });

  test('is left after an answer that says so', async () => {
    await between(
      () => ['HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}', 20, 'end'],
      async (lane, { origin, state }) => {
        await lane.send('x1', request(origin), RESPONSE);
        await lane.send('x2', request(origin), RESPONSE);
        expect(state.connections).toBe(2);
      },
    );
  });

  test('that was closed between two requests is opened anew', async () => {
    await between(
      ({ connection }) => (connection === 1 ? [OK, 'end'] : [OK]),
      async (lane, { origin, state }) => {
        await lane.send('x1', request(origin), RESPONSE);
        await sleep(20);
        const { response, failure } = await lane.send('x2', request(origin), RESPONSE);
        expect(failure).toBeUndefined();
        expect(response?.status).toBe(200);
        expect(state.connections).toBe(2);
      },
    );
  });

  test('that is cut when the second request comes is opened anew, and the request sent again', async () => {
    await between(
      ({ connection, nth }) => (connection === 1 && nth === 2 ? ['reset'] : [OK]),
      async (lane, { origin, state }) => {
        await lane.send('x1', request(origin), RESPONSE);
        const { response } = await lane.send('x2', request(origin, 'PATCH', '{}'), RESPONSE);
        expect(response?.status).toBe(200);
        expect(state).toMatchObject({ connections: 2, requests: 3 });
      },
    );
  });

  test.each(['end', 'cut', 'reset'] as const)(
    'that meets its %s behind a 204 leaves the 204 whole',
    async (how) => {
      await between(
        () => [NO_CONTENT, 5, how],
        async (lane, { origin }) => {
          const { response, failure } = await lane.send('x1', request(origin, 'PATCH', '{}'), {
            until: 'close',
            limit: 500,
          });
          expect(failure).toBeUndefined();
          expect(response?.status).toBe(204);
        },
      );
    },
  );

  test('that is cut at its first request is no reason to send it again', async () => {
    await between(
      () => ['reset'],
      async (lane, { origin, state }) => {
        const { failure, response } = await lane.send('x1', request(origin), RESPONSE);
        expect(response).toBeUndefined();
        expect(failure?.kind).toBe('reset');
        expect(state.requests).toBe(1);
      },
    );
  });

  (Object.values(networkInterfaces())
    .flat()
    .some((address) => address?.address === '::1')
    ? test
    : test.skip)('goes to an IPv6 address', async () => {
    await between(
      () => [OK],
      async (lane, { origin }) => {
        expect((await lane.send('x1', request(origin), RESPONSE)).response?.status).toBe(200);
      },
      {},
      { host: '::1' },
    );
  });
});

describe('a request without an answer', () => {
  test('to a port where no server listens is refused', async () => {
    const server = await startRaw(() => []);
    await server.close();
    const lane = new Lane(server.origin, { timeout: 1000 });
    const { failure, response, wire } = await lane.send('x1', request(server.origin), RESPONSE);
    expect(failure?.kind).toBe('refused');
    expect([response, wire]).toEqual([undefined, undefined]);
  });

  test.each<[string, Step[], string]>([
    ['that nobody answers runs out of time', [], 'timeout'],
    ['whose answer stops runs out of time', ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhe'], 'timeout'],
    ['whose head stops runs out of time', ['HTTP/1.1 200 OK\r\nContent-'], 'timeout'],
    [
      'whose answer is cut in its body is reset',
      ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhe', 20, 'reset'],
      'reset',
    ],
    [
      'whose answer ends in its body is reset',
      ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhe', 20, 'end'],
      'reset',
    ],
    ['whose answer is no HTTP breaks the protocol', ['220 mail.example ESMTP\r\n\r\n', 'end'], 'protocol'],
    [
      'whose answer has chunks that are none breaks the protocol',
      ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n'],
      'protocol',
    ],
  ])('%s', async (_name, steps, kind) => {
    await between(
      ({ text }) => (text.includes('PATCH') ? steps : [OK]),
      async (lane, { origin }) => {
        const first = await lane.send('x1', request(origin, 'PATCH', '{}'), RESPONSE);
        expect(first.failure).toMatchObject({ kind, message: expect.stringMatching(/./) });
        expect(first.response).toBeUndefined();
        // And the next one goes on.
        expect((await lane.send('x2', request(origin), RESPONSE)).response?.status).toBe(200);
      },
      { timeout: 150 },
    );
  });

  test('whose answer has no end is too large', async () => {
    const [head, block] = ['HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(1_000_000)];
    await between(
      ({ connection }) => (connection === 1 ? [head, ...Array<string>(9).fill(block)] : [OK]),
      async (lane, { origin }) => {
        const { failure, wire, response } = await lane.send('x1', request(origin), RESPONSE);
        expect(failure?.kind).toBe('too-large');
        expect([response, wire?.head]).toEqual([undefined, head]);
        expect((await lane.send('x2', request(origin), RESPONSE)).response?.status).toBe(200);
      },
      { timeout: 4000 },
    );
  });
});

describe('TLS', () => {
  test('of a certificate that is not trusted fails', async () => {
    await between(
      () => [OK],
      async (lane, { origin }) => {
        const { failure } = await lane.send('x1', request(origin), RESPONSE);
        expect(failure).toMatchObject({ kind: 'tls', message: expect.stringMatching(/self-signed/) });
      },
      {},
      { tls },
    );
  });

  test('of a certificate that is given is seen in the record', async () => {
    await between(
      () => [OK],
      async (lane, { origin }) => {
        const { wire, response } = await lane.send('x1', request(origin), RESPONSE);
        expect(response?.status).toBe(200);
        expect(wire?.tls).toBe('TLSv1.3');
      },
      { ca: tls.cert },
      { tls },
    );
  });

  test('with a server that speaks none fails', async () => {
    await between(
      () => [OK],
      async (_lane, { origin }) => {
        const secure = new URL(origin.href.replace('http:', 'https:'));
        const lane = new Lane(secure, { timeout: 300 });
        const { failure } = await lane.send('x1', request(secure), RESPONSE);
        expect(['tls', 'timeout']).toContain(failure?.kind);
      },
    );
  });
});

test('sees what came before its time was up, though this process could not read it in time', () =>
  between(
    () => [head204(), 20, 'late'],
    async (lane, { origin }) => {
      const watch: Watch = { until: 'close', limit: 30 };
      const sent = await lane.send('x1', request(origin), watch, { answered: () => setImmediate(stall, 60) });
      expect(sent.wire).toMatchObject({ after: { sample: 'late' }, watched: { until: 'timeout' } });
    },
  ));

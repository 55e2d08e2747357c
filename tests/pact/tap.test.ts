import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import {
  startTap,
  type StateChange,
  type Tap,
  type TapHandlers,
  type TappedRequest,
} from '../../src/pact/tap';

let tap: Tap;
let requests: TappedRequest[];
let changes: StateChange[];
let answer: TapHandlers['request'];
let values: TapHandlers['state'];

beforeAll(async () => {
  tap = await startTap({
    request: (request) => {
      requests.push(request);
      return answer(request);
    },
    state: (change) => {
      changes.push(change);
      return values(change);
    },
  });
});
afterAll(() => tap.close());
beforeEach(() => {
  requests = [];
  changes = [];
  answer = () => Promise.resolve(Buffer.from('HTTP/1.1 204 No Content\r\n\r\n'));
  values = () => Promise.resolve({});
});

/** Sends bytes to the tap and reads to the end of the connection; PATH stands for the way to the provider. */
function raw(text: string | Buffer, to = tap.providerUrl): Promise<Buffer> {
  const url = new URL(to);
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text.replaceAll('PATH', url.pathname), 'latin1');
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(url.port), url.hostname, () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks)));
    socket.on('error', reject);
  });
}

const post = async (url: string, body: string): Promise<{ status: number; text: string }> => {
  const response = await fetch(url, { method: 'POST', body });
  return { status: response.status, text: await response.text() };
};

test('takes no connection at another address than that of this machine', async () => {
  for (const url of [tap.providerUrl, tap.statesUrl]) {
    // Reached by what listens at all addresses, and not by what listens at 127.0.0.1.
    const socket = connect({ host: '127.0.0.2', port: Number(new URL(url).port) });
    const came = await new Promise((resolve) =>
      socket.on('connect', () => resolve('connected')).on('error', () => resolve('refused')),
    );
    socket.destroy();
    expect([url, came]).toEqual([url, 'refused']);
  }
});

describe('an answer goes back byte for byte', () => {
  const ANSWERS: [what: string, bytes: Buffer][] = [
    ['bytes behind a 204', Buffer.from('HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}')],
    [
      'chunks with extensions and trailers',
      Buffer.from(
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;a=b\r\nabcd\r\n0\r\nX-Trailer: t\r\n\r\n',
      ),
    ],
    [
      'gzip',
      Buffer.concat([
        Buffer.from('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n'),
        gzipSync('{"a":"ü"}'),
      ]),
    ],
    [
      'header fields twice and in any case',
      Buffer.from(
        'HTTP/1.1 200 OK\r\nset-COOKIE: a\r\nSet-Cookie: b\r\nX-Odd:no space \r\nContent-Length: 0\r\n\r\n',
      ),
    ],
    ['HTTP/1.0', Buffer.from('HTTP/1.0 200 Fine\r\n\r\nto the end')],
    [
      'bytes that are no text',
      Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), Buffer.from([0, 255, 128])]),
    ],
    ['what is no HTTP at all', Buffer.from('SSH-2.0-nobody\r\n')],
    ['as much as a megabyte', Buffer.alloc(1_000_000, 'HTTP/1.1 200 OK\r\n\r\n')],
  ];
  test.each(ANSWERS)('%s', async (_what, bytes) => {
    answer = () => Promise.resolve(bytes);
    const got = await raw('GET PATH/a HTTP/1.1\r\nHost: h\r\n\r\n');
    expect(got.equals(bytes)).toBe(true);
  });

  test('though the request asked to keep the connection', async () => {
    const got = await raw('GET PATH/a HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\n\r\n');
    expect(got.toString()).toBe('HTTP/1.1 204 No Content\r\n\r\n');
  });
});

describe('a request goes on as it came', () => {
  test('with its method, path, query, fields in order and case, and body', async () => {
    await raw(
      'PATCH PATH/a%20b/c?x=1&y=%C3%BC HTTP/1.1\r\nHost: h\r\nX-One: 1\r\ncontent-TYPE: application/json\r\nX-One: 2\r\nContent-Length: 3\r\n\r\n\x00\xff}',
    );
    expect(requests).toEqual([
      {
        method: 'PATCH',
        path: '/a%20b/c?x=1&y=%C3%BC',
        headers: [
          ['X-One', '1'],
          ['content-TYPE', 'application/json'],
          ['X-One', '2'],
        ],
        body: Buffer.from([0, 255, 0x7d]),
      },
    ]);
  });

  test('with the content of its chunks', async () => {
    await raw(
      'PUT PATH/ HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n',
    );
    expect(requests).toMatchObject([{ path: '/', headers: [], body: Buffer.from('abc') }]);
  });

  test('to the root where it names no path', async () => {
    await raw('GET PATH HTTP/1.1\r\nHost: h\r\n\r\n');
    expect(requests).toMatchObject([{ path: '/', body: Buffer.alloc(0) }]);
  });
});

describe('nobody gets in who does not know the path', () => {
  test.each(['/', '/policies', '/00000000-0000-0000-0000-000000000000/policies'])('%s', async (path) => {
    for (const url of [tap.providerUrl, tap.statesUrl])
      expect((await fetch(new URL(path, url))).status).toBe(404);
    expect(requests).toEqual([]);
    expect(changes).toEqual([]);
  });

  test('and the two ports have two of them', async () => {
    const [provider, states] = [new URL(tap.providerUrl), new URL(tap.statesUrl)];
    expect(provider.pathname).toMatch(/^\/[0-9a-f-]{36}$/);
    expect(provider.pathname).not.toBe(states.pathname);
    expect(provider.hostname).toBe('127.0.0.1');
    expect((await fetch(new URL(states.pathname, provider))).status).toBe(404);
  });
});

describe('where there is no answer', () => {
  const noAnswer = (path: string) =>
    new Promise<string>((resolve) => {
      const request = httpRequest(`${tap.providerUrl}${path}`, { agent: false }, () => resolve('an answer'));
      request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      request.end();
    });

  test('the connection is cut', async () => {
    answer = () => Promise.resolve(undefined);
    expect(await noAnswer('/a')).toBe('ECONNRESET');
    expect(requests).toHaveLength(1);
  });

  test('the connection is cut where whoever answers fails', async () => {
    answer = () => Promise.reject(new Error('no'));
    expect(await noAnswer('/a')).toBe('ECONNRESET');
  });
});

describe('a state', () => {
  const change = { action: 'setup', state: 's', params: { a: [1, null] } };

  test('is handed on, and its values come back as JSON', async () => {
    values = () => Promise.resolve({ id: 'ü' });
    expect(await post(tap.statesUrl, JSON.stringify(change))).toEqual({ status: 200, text: '{"id":"ü"}' });
    expect(changes).toEqual([change]);
  });

  test('that is no JSON ends in a cut connection, and the next one is answered', async () => {
    await expect(post(tap.statesUrl, 'no JSON')).rejects.toThrow();
    expect(await post(tap.statesUrl, JSON.stringify(change))).toMatchObject({ status: 200 });
  });
});

test('the text of a Pact is served behind the path of the states, as it is', async () => {
  expect(tap.pactUrl).toBeUndefined();
  const text = '{"status": 204.0, "ü": "☂"}';
  const other = await startTap(
    { request: () => answer({} as TappedRequest), state: () => Promise.resolve({}) },
    text,
  );
  expect(await (await fetch(other.pactUrl ?? '')).text()).toBe(text);
  expect(other.pactUrl?.startsWith(other.statesUrl)).toBe(true);
  await other.close();
});

test('closing does not wait for connections that are still open', async () => {
  const other = await startTap({
    request: () => new Promise(() => undefined),
    state: () => Promise.resolve({}),
  });
  const pending = fetch(other.providerUrl).catch((error: Error) => error.message);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await other.close();
  expect(await pending).toBe('fetch failed');
});

import type { HttpForm, HttpRequest } from '../../src/exchanges/exchange';
import type { Sent } from '../../src/wire/lane';
import { writtenOut } from '../../src/wire/written-out';
import { startRaw, type Answer } from './raw-server';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

/** Sends a request in a form to a server that answers so. @returns what came, and what the server read */
async function sent(
  answer: Answer,
  form: HttpForm,
  request: Partial<HttpRequest> = {},
  timeout = 300,
): Promise<Sent & { texts: string[] }> {
  const texts: string[] = [];
  const server = await startRaw((asked) => {
    texts.push(asked.text);
    return answer(asked);
  });
  const url = new URL('/v1.0/policy?a=b', server.origin).href;
  const headers = [['Host', 'h']] as const;
  try {
    const lane = writtenOut(server.origin, { timeout }, form);
    const whole = { method: 'GET', url, headers, ...request };
    return { ...(await lane.send('x1', whole, { until: 'response' })), texts };
  } finally {
    await server.close();
  }
}

test('writes the request as its form says', async () => {
  const { texts } = await sent(() => [OK, 'end'], { version: '1.0', target: 'absolute' });
  expect(texts[0]).toMatch(
    /^GET http:\/\/127\.0\.0\.1:\d+\/v1\.0\/policy\?a=b HTTP\/1\.0\r\nHost: h\r\n\r\n$/,
  );
});

test.each<[name: string, answer: string, body: string]>([
  ['by its length', OK, '{}'],
  [
    'in chunks, with a trailer',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nA: b\r\n\r\n',
    '{}',
  ],
  ['until the end of the connection', 'HTTP/1.1 200 OK\r\n\r\n{}', '{}'],
])('reads content %s', async (_name, answer, body) => {
  const { response, wire } = await sent(() => [answer, 'end'], {});
  expect(response).toMatchObject({ status: 200, body: { data: body } });
  expect(wire?.after).toBeUndefined();
});

test('waits for nothing behind a whole answer on a connection that stays open', async () => {
  // Longer than a test may take.
  const { response } = await sent(() => [OK], {}, {}, 600_000);
  expect(response?.status).toBe(200);
});

test('keeps what stands behind the head of an answer to HEAD', async () => {
  const { wire, response } = await sent(() => [OK, 'end'], {}, { method: 'HEAD' });
  expect(wire).toMatchObject({ after: { bytes: 2, sample: '{}' }, watched: { until: 'close' } });
  expect(response).not.toHaveProperty('body');
});

test('tells whether the connection was closed', async () => {
  expect((await sent(() => [OK, 'end'], { closes: 'close' })).wire?.watched?.until).toBe('close');
  expect((await sent(() => [OK], { closes: 'close' })).wire?.watched?.until).toBe('timeout');
  expect((await sent(() => [OK], {})).wire?.watched).toBeUndefined();
});

const content = { method: 'PATCH', body: { encoding: 'utf8', data: '' } } as const;

test('tells whether something was answered before the content of a request that waits for it', async () => {
  const told = await sent(
    () => ['HTTP/1.1 100 Continue\r\n\r\n', OK, 'end'],
    { expect: '100-continue' },
    content,
  );
  expect(told.wire).toMatchObject({ contentSent: 'answered', interim: [100] });
  const waits = await sent(() => [400, OK, 'end'], { expect: '100-continue' }, content);
  expect(waits.wire?.contentSent).toBe('unanswered');
});

test.each<[name: string, steps: readonly (string | number)[], kind: string]>([
  ['no answer in time', [], 'timeout'],
  [
    'a connection that ends before the answer is whole',
    ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}', 'end'],
    'reset',
  ],
])('has no response where there is %s', async (_name, steps, kind) => {
  const { response, failure } = await sent(() => steps as string[], {});
  expect([response, failure?.kind]).toEqual([undefined, kind]);
});

test('has no response where no server listens', async () => {
  const server = await startRaw(() => []);
  await server.close();
  const request = { method: 'GET', url: server.origin.href, headers: [] };
  const lane = writtenOut(server.origin, { timeout: 300 }, {});
  expect((await lane.send('x1', request, { until: 'response' })).failure?.kind).toBe('refused');
});

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Witness } from '../../src/proxy/witness';
import { proxyBefore, RawClient, rawTarget } from './support';

const witness = (target: URL): Witness =>
  new Witness({
    target: target.href,
    operation: 'temporaryAccessPass',
    strict: false,
    out: mkdtempSync(path.join(tmpdir(), 'hostile-')),
    lines: true,
    place: { host: 'here' } as never,
  });

const batchOf = (body: string): string =>
  `POST /v1.0/$batch HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const deep = `{"requests":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;

test.each([
  ['the asterisk form', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a path that is no URL', 'GET //[ HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['percent signs that code nothing', 'GET /%zz%/%E0%A4%A?%=% HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['an id that is an object', batchOf('{"requests":[{"id":{"toString":1},"method":"GET","url":"/x"}]}')],
  ['a body that is nested 20,000 deep', batchOf(deep)],
  ['an upgrade', 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
])('%s is forwarded, recorded and judged, and ends nothing', async (_, request) => {
  const target = await rawTarget('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(request);
  const passages = await passed(1);
  const record = witness(target.origin);
  expect(record.takeAll([...passages])).toHaveLength(1);
  expect(record.end().inputs).toMatchObject([{ read: 1 }]);
});

test('a client that sends on before a silent target is read no further than a few requests', async () => {
  const target = await rawTarget(() => undefined);
  const { proxy } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  const request = `GET /${'a'.repeat(1000)} HTTP/1.1\r\nHost: x\r\n\r\n`;
  const sent = 32 * 1024 * 1024;
  for (let written = 0; written < sent; written += 1024 * 1024)
    client.say(request.repeat(Math.ceil((1024 * 1024) / request.length)));
  await new Promise((resolve) => setTimeout(resolve, 500));
  // The rest waits with the client, for as long as nobody takes it.
  expect(client.socket.writableLength).toBeGreaterThan(sent / 2);
});

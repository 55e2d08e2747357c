import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseHead } from '../../src/wire/heads';
import { Sample, WireTap } from '../../src/wire/wire-tap';

const HEAD = 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n';

/** A tap on one end of a connection, and the other end. */
async function tapped() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [far] = (await once(server, 'connection')) as [Socket];
  await once(near, 'connect');
  const tap = new WireTap(near);
  let passed = '';
  tap.on('data', (chunk: Buffer) => (passed += chunk.toString('latin1')));
  tap.on('error', () => undefined);
  return {
    tap,
    far,
    passed: () => passed,
    say: async (text: string) => {
      far.write(text, 'latin1');
      await sleep(10);
    },
    close: () => {
      tap.destroy();
      far.destroy();
      server.close();
    },
  };
}

test('passes on the head of a 204 without its framing, and nothing behind it', async () => {
  const { tap, say, passed, close } = await tapped();
  const seen = tap.expect();
  await say(`${HEAD}hello`);
  expect(passed()).toBe('HTTP/1.1 204 No Content\r\n\r\n');
  expect(seen).toMatchObject({ head: HEAD, status: 204 });
  expect([seen.after.bytes, seen.after.text]).toEqual([5, 'hello']);
  close();
});

test('passes on any other answer byte for byte', async () => {
  const { tap, say, passed, close } = await tapped();
  const seen = tap.expect();
  const answer = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}';
  for (const byte of answer) await say(byte);
  expect(passed()).toBe(answer);
  expect(seen).toMatchObject({ status: 400, head: answer.slice(0, -2) });
  expect(seen.after.bytes).toBe(0);
  close();
});

test('keeps what stands in front of a status line, in whatever pieces it comes', async () => {
  const { tap, say, passed, close } = await tapped();
  const seen = tap.expect();
  for (const piece of ['0\r\n', '\r\nHT', 'TP/1.1 204 No Content\r\n', '\r\n']) await say(piece);
  expect(passed()).toBe('HTTP/1.1 204 No Content\r\n\r\n');
  expect([seen.before.bytes, seen.before.text]).toEqual([5, '0\r\n\r\n']);
  close();
});

test('hands what comes between two answers to the next', async () => {
  const { tap, say, close } = await tapped();
  tap.expect();
  await say(HEAD);
  tap.settle();
  await say('late');
  const next = tap.expect();
  await say(HEAD);
  expect([next.before.text, next.after.bytes]).toEqual(['late', 0]);
  close();
});

test('takes interim answers for what they are', async () => {
  const { tap, say, passed, close } = await tapped();
  const seen = tap.expect();
  await say(
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\nx',
  );
  expect(seen).toMatchObject({ status: 204, head: 'HTTP/1.1 204 No Content\r\n\r\n' });
  expect(seen.after.text).toBe('x');
  expect(passed()).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 103 .*204 No Content\r\n\r\n$/s);
  close();
});

test('gives what never was a head to the client at the end', async () => {
  const { tap, far, passed, close } = await tapped();
  tap.expect();
  far.end('220 mail.example ESMTP\r\n');
  await once(tap, 'end');
  expect(passed()).toBe('220 mail.example ESMTP\r\n');
  close();
});

test('gives a head without an end to the client', async () => {
  const { tap, say, passed, close } = await tapped();
  tap.expect();
  await say(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(70_000)}`);
  expect(passed().length).toBe(70_020);
  close();
});

test('is usable between answers alone, and while the socket is open', async () => {
  const { tap, far, say, close } = await tapped();
  expect(tap.usable).toBe(true);
  tap.expect();
  expect(tap.usable).toBe(false);
  await say(HEAD);
  tap.settle();
  expect(tap.usable).toBe(true);
  far.end();
  await sleep(10);
  expect(tap.usable).toBe(false);
  close();
});

test('outlives its stream while it lingers, and no longer', async () => {
  const { tap, say, close } = await tapped();
  const seen = tap.expect();
  tap.lingering = true;
  await say(HEAD);
  tap.end();
  tap.destroy();
  await say('late');
  expect([tap.socket.destroyed, seen.after.text]).toEqual([false, 'late']);
  close();
});

test('counts on where a sample ends', () => {
  const sample = new Sample();
  sample.add(Buffer.alloc(4000, 'a'));
  sample.add(Buffer.alloc(4000, 'b'));
  sample.add(Buffer.alloc(4000, 'c'));
  expect(sample.bytes).toBe(12_000);
  expect(sample.text).toBe('a'.repeat(4000) + 'b'.repeat(96));
});

test.each([
  [
    'HTTP/1.1 204 No Content\r\nA: 1\r\nb:2 \r\nA: 3\r\n\r\n',
    {
      httpVersion: '1.1',
      status: 204,
      statusText: 'No Content',
      headers: [
        ['A', '1'],
        ['b', '2'],
        ['A', '3'],
      ],
    },
  ],
  ['HTTP/1.0 200\r\n\r\n', { httpVersion: '1.0', status: 200, statusText: '', headers: [] }],
  [
    'HTTP/1.1 400 Bad Request\r\nLocation: https://host:1/a\r\n\r\n',
    {
      httpVersion: '1.1',
      status: 400,
      statusText: 'Bad Request',
      headers: [['Location', 'https://host:1/a']],
    },
  ],
])('reads the head %j', (head, read) => {
  expect(parseHead(head)).toEqual(read);
});

test('an answer that comes a byte at a time takes little more memory than it has', async () => {
  const socket = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const tap = new WireTap(socket as unknown as Socket);
  tap.on('data', () => undefined);
  const seen = tap.expect();
  socket.emit('data', Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n'));
  const before = process.memoryUsage();
  for (let at = 0; at < 1_000_000; at += 1) {
    socket.emit('data', Buffer.from('a'));
    // What flows on is taken in between, as it is when it comes from a network.
    if (at % 10_000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const after = process.memoryUsage();
  expect(seen.raw.size).toBe(1_000_044);
  expect(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(
    128 * 1024 * 1024,
  );
  tap.destroy();
});

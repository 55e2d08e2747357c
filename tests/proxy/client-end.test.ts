import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { ClientEnd } from '../../src/proxy/client-end';

/** A connection whose bytes the test says. */
function connection(unheard = 60_000): { socket: PassThrough; end: ClientEnd; say(text: string): void } {
  const socket = new PassThrough();
  // What is written to it would come back as said by the client.
  socket.write = (() => true) as typeof socket.write;
  const end = new ClientEnd(socket as unknown as Socket, unheard);
  return { socket, end, say: (text) => void socket.emit('data', Buffer.from(text)) };
}
const whole = { complete: true } as IncomingMessage;

test('a client with 16 requests to be answered is read no further until one is', () => {
  const { socket, end, say } = connection();
  end.on('data', () => undefined);
  end.pending = 15;
  say('GET');
  expect(socket.isPaused()).toBe(false);
  end.pending = 16;
  say('GET');
  expect(socket.isPaused()).toBe(true);
  end.read();
  expect(socket.isPaused()).toBe(true);
  end.settle();
  expect(socket.isPaused()).toBe(false);
});

test('a client is read no further where what reads its requests is full, until that reads on', () => {
  const { socket, end, say } = connection();
  say('x'.repeat(end.readableHighWaterMark - 1));
  expect(socket.isPaused()).toBe(false);
  say('x');
  expect(socket.isPaused()).toBe(true);
  end.read();
  expect(socket.isPaused()).toBe(false);
});

test('a connection that fails is destroyed, and the server hears of an end and of no error', async () => {
  const { socket, end } = connection();
  const heard = jest.fn();
  end.on('error', heard);
  end.resume();
  const over = new Promise((resolve) => end.once('end', resolve));
  socket.emit('error', new Error('ECONNRESET'));
  await over;
  expect([socket.destroyed, end.over]).toEqual([true, true]);
  expect(heard).not.toHaveBeenCalled();
});

test('line ends between requests begin none, and a head that is whole is waited for no more', () => {
  const { end, say } = connection();
  say('\r\n\r\n');
  expect(end.headSince).toBeUndefined();
  say('GET /');
  expect(end.headSince).toEqual(expect.any(Number));
  end.took(whole);
  expect(end.headSince).toBeUndefined();
});

test('whoever is deaf hears nothing more, and is left after a while', async () => {
  const { socket, end, say } = connection(5);
  end.deafen();
  say('GET / HTTP/1.1');
  expect(end.read()).toBeNull();
  await new Promise((resolve) => socket.once('close', resolve));
  expect(socket.destroyed).toBe(true);
});

test('the connection ends behind the last answer that is to be given', () => {
  const { socket, end } = connection();
  const ended = jest.spyOn(socket, 'end');
  end.pending = 2;
  end.finish();
  end.settle();
  expect(ended).not.toHaveBeenCalled();
  end.settle();
  expect(ended).toHaveBeenCalledTimes(1);
});

test('what the server writes while the target answers does not reach the client', async () => {
  const { socket, end } = connection();
  const written = jest.spyOn(socket, 'write').mockImplementation(((
    _chunk: unknown,
    _encoding: unknown,
    done: () => void,
  ) => {
    done();
    return true;
  }) as typeof socket.write);
  end.answering = false;
  await new Promise((resolve) => end.write('HTTP/1.1 200 OK', resolve));
  expect(written).not.toHaveBeenCalled();
  end.answering = true;
  await new Promise((resolve) => end.write('HTTP/1.1 400 Bad Request', resolve));
  expect(written).toHaveBeenCalledTimes(1);
});

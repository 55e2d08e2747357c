import { Writable } from 'node:stream';
import { Output } from '../../src/cli/output';

const never = new AbortController().signal;

/** A stream whose writes end as they are told to. */
function stream(end: (chunk: string, done: (error?: Error) => void) => void) {
  const taken: string[] = [];
  return {
    taken,
    stream: new Writable({
      write(chunk: Buffer, _encoding, done) {
        taken.push(String(chunk));
        end(String(chunk), done);
      },
    }),
  };
}

/** As a full disk and a reader that has left say it. */
const refusing = (code: string): Error =>
  Object.assign(new Error(`${code}: write`), { code, syscall: 'write' });

test('what is said arrives, in its order', async () => {
  const { stream: to, taken } = stream((_chunk, done) => setTimeout(done, 5));
  const output = new Output(to);
  output.say('one');
  output.say('two');
  await expect(output.arrived(never)).resolves.toBeUndefined();
  expect(taken.join('')).toBe('onetwo');
});

test('an output that nothing was said on has arrived', async () => {
  const { stream: to, taken } = stream((_chunk, done) => done(refusing('ENOSPC')));
  await expect(new Output(to).arrived(never)).resolves.toBeUndefined();
  to.destroy(refusing('EPIPE'));
  await new Promise(setImmediate);
  await expect(new Output(to).arrived(never)).resolves.toBeUndefined();
  expect(taken).toEqual([]);
});

test.each([
  ['ENOSPC', /no space/],
  ['EPIPE', /./],
])('what it cannot be written for is told: %s', async (code, why) => {
  const { stream: to } = stream((_chunk, done) => done(refusing(code)));
  const output = new Output(to);
  output.say('one');
  await expect(output.arrived(never)).resolves.toMatch(why);
});

test('a reader that has left ends nothing, and is written to no more', async () => {
  const { stream: to, taken } = stream((_chunk, done) => done(refusing('EPIPE')));
  const output = new Output(to);
  output.say('one');
  await new Promise(setImmediate);
  output.say('two');
  expect(taken).toEqual(['one']);
  await expect(output.arrived(never)).resolves.toEqual(expect.any(String));
});

test('a reader that does not read is waited for, until the user ends the command', async () => {
  const user = new AbortController();
  const { stream: to } = stream(() => undefined);
  const output = new Output(to);
  output.say('one');
  const arrived = output.arrived(user.signal);
  const early = await Promise.race([arrived, new Promise((resolve) => setTimeout(resolve, 100, 'waits'))]);
  expect(early).toBe('waits');
  user.abort();
  await expect(arrived).resolves.toBe('nobody has read it to its end');
});

test('what arrives a moment after the user ended the command has arrived', async () => {
  const { stream: to } = stream((_chunk, done) => setTimeout(done, 100));
  const output = new Output(to);
  output.say('one');
  await expect(output.arrived(AbortSignal.abort())).resolves.toBeUndefined();
});

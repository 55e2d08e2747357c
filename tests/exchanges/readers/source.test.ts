import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSource } from '../../../src/exchanges/readers';
import { openFile, sourceOf, type Source } from '../../../src/exchanges/readers/source';

async function problemsOf(source: Source): Promise<string[]> {
  const problems: string[] = [];
  const nothing = (): void => undefined;
  await readSource(source, '', {
    ...{ exchange: nothing, passedOver: nothing, header: nothing },
    problem: (message) => problems.push(message),
  });
  return problems;
}

test('a source that fails before its turn is told of when it is read', async () => {
  const stream = new Readable({ read: () => undefined });
  const source = sourceOf('later.ndjson', stream);
  stream.destroy(new Error('permission denied'));
  // Nobody listens yet.
  await sleep(5);
  expect(await problemsOf(source)).toEqual([expect.stringContaining('permission denied')]);
});

test.each(['/dev/zero', '/dev/full', '/dev/urandom', '/dev/null'])(
  '%s is a device, and is not read',
  (device) => {
    expect(() => openFile(device, device)).toThrow('it is a device, which may have no end');
  },
);

test('a line without end is left once it has gone on for long', async () => {
  const chunk = Buffer.alloc(4 * 1024 * 1024, 'x');
  let chunks = 0;
  const endless = new Readable({
    highWaterMark: 1,
    read() {
      chunks += 1;
      this.push(chunk);
    },
  });
  expect(await problemsOf(sourceOf('piped', endless))).toEqual([
    expect.stringMatching(
      /^it is neither HAR nor Pact nor NDJSON: not JSON: the line has a letter at byte 0 .*, and 1 more/,
    ),
  ]);
  expect(chunks).toBeLessThan(300);
});

import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSource } from '../../../src/exchanges/readers';
import { sourceOf } from '../../../src/exchanges/readers/source';

test('a source that fails before its turn is told of when it is read', async () => {
  const stream = new Readable({ read: () => undefined });
  const source = sourceOf('later.ndjson', stream);
  stream.destroy(new Error('permission denied'));
  // Nobody listens yet.
  await sleep(5);
  const problems: string[] = [];
  const nothing = (): void => undefined;
  await readSource(source, '', {
    ...{ exchange: nothing, passedOver: nothing, header: nothing },
    problem: (message) => problems.push(message),
  });
  expect(problems).toEqual([expect.stringContaining('permission denied')]);
});

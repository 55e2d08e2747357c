import { tryAll } from '../../src/fleet/pool';
import type { Candidate } from '../../src/fleet/try';

/** Each thread runs the compiled sources. */
const ONE_OF_EACH: readonly Candidate[] = [
  { id: 'baseline', operation: 'temporaryAccessPass', start: { behaviour: undefined }, options: {} },
  ...['method-404', 'success-200-empty', 'nobody'].map((id) => ({
    ...{ id, operation: 'temporaryAccessPass', start: { behaviour: id }, options: {} },
  })),
];

test('tries candidates in threads, and says of one that cannot be tried why', async () => {
  const progress: [number, string][] = [];
  const { trials, problems } = await tryAll(ONE_OF_EACH, {
    onDone: (done, id) => progress.push([done, id]),
  });
  const verdicts = [...trials].map(([id, { verdict }]) => [id, verdict]);
  expect(Object.fromEntries(verdicts)).toEqual({
    baseline: 'conforms',
    'method-404': 'conforms',
    'success-200-empty': 'violates',
  });
  expect(problems).toEqual([{ id: 'nobody', problem: 'nothing in src/provider/faults is called nobody' }]);
  expect(progress.map(([done]) => done)).toEqual([1, 2, 3, 4]);
  expect(progress.map(([, id]) => id).sort()).toEqual(ONE_OF_EACH.map(({ id }) => id).sort());
});

test('starts nothing more once it is told to stop', async () => {
  const stop = new AbortController();
  stop.abort();
  const { trials } = await tryAll(ONE_OF_EACH, { signal: stop.signal });
  expect(trials.size).toBe(0);
});

test('breaks off what it is at once it is told to stop', async () => {
  const stop = new AbortController();
  const { trials, problems } = await tryAll(
    ONE_OF_EACH.map((candidate) => candidate),
    { signal: stop.signal, onDone: () => stop.abort() },
  );
  expect(trials.size + problems.length).toBeLessThanOrEqual(ONE_OF_EACH.length);
  expect(problems.filter(({ id }) => id !== 'nobody').map(({ problem }) => problem)).toEqual(
    problems.filter(({ id }) => id !== 'nobody').map(() => 'the measurement was interrupted'),
  );
});

test('has nothing to do where there is nothing to try', async () => {
  expect(await tryAll([])).toEqual({ trials: new Map(), problems: [] });
});

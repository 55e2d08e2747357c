import { startProvider, testToken, WRITE_SCOPE, type RunningProvider } from '../../src/provider';
import { AGES, startLagging, type Lag, type RunningLag } from '../../src/fleet/lagging';
import { PATH, TYPE } from '../checks/support';

/** Longer than any test takes: what is old stays old. */
const FOR_EVER = 600_000;
/** Short enough to wait for. */
const LAG = 100;

let provider: RunningProvider;
let proxy: RunningLag | undefined;
beforeEach(async () => void (provider = await startProvider()));
afterEach(async () => {
  await proxy?.close();
  await provider.close();
});

const headers = { Authorization: `Bearer ${testToken(WRITE_SCOPE)}`, 'Content-Type': 'application/json' };
const start = async (lag: Pick<Lag, 'stale'> & Partial<Lag>) =>
  (proxy = await startLagging({ target: provider.url, age: 'replica', ms: FOR_EVER, ...lag }));
const set = async (defaultLength: number): Promise<number> => {
  const body = JSON.stringify({ '@odata.type': TYPE, defaultLength });
  return (await fetch(`${proxy?.url}${PATH}`, { method: 'PATCH', headers, body })).status;
};
const read = async (): Promise<number> => {
  const policy = (await (await fetch(`${proxy?.url}${PATH}`, { headers })).json()) as {
    defaultLength: number;
  };
  return policy.defaultLength;
};
const reads = async (count: number): Promise<number[]> => {
  const shown: number[] = [];
  while (shown.length < count) shown.push(await read());
  return shown;
};

test('every second read is as old as the replica is', async () => {
  await start({ stale: 'every-second' });
  expect(await set(20)).toBe(204);
  expect(await reads(4)).toEqual([20, 8, 20, 8]);
});

test('every third read is', async () => {
  await start({ stale: 'every-third' });
  await set(20);
  expect(await reads(6)).toEqual([20, 20, 8, 20, 20, 8]);
});

test('half of the reads are, the same for the same seed', async () => {
  const shown: number[][] = [];
  for (const seed of [7, 7, 8]) {
    await start({ stale: 'random-half', seed });
    await set(20);
    shown.push(await reads(24));
    await proxy?.close();
    await provider.close();
    provider = await startProvider();
  }
  const [one, same, other] = shown as [number[], number[], number[]];
  expect(one).toEqual(same);
  expect(one).not.toEqual(other);
  expect(one.filter((value) => value === 8).length).toBeGreaterThan(4);
  expect(one.filter((value) => value === 20).length).toBeGreaterThan(4);
});

test.each(AGES)('no read is older than it may be: %s', async (age) => {
  await start({ stale: 'every-second', age, ms: LAG });
  await set(20);
  await new Promise((resolve) => setTimeout(resolve, LAG));
  expect(await reads(4)).toEqual([20, 20, 20, 20]);
});

test('a read without a token is refused, and what is refused leaves nothing behind', async () => {
  await start({ stale: 'every-second' });
  await set(20);
  expect((await fetch(`${proxy?.url}${PATH}`)).status).toBe(401);
  expect(await set(4)).toBe(400);
  expect(await reads(4)).toEqual([20, 8, 20, 8]);
});

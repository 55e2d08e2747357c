import { performance } from 'node:perf_hooks';
import { View } from '../../src/checks/view';
import { loadRegister } from '../../src/contract/register/register';
import type { Context, Exchange } from '../../src/exchanges/exchange';
import { benchOf } from '../../src/judge/judge';
import { Poller } from '../../src/runner/poller';
import { Written } from '../../src/runner/written';
import { batch, context, exchange, PATH, POLICY, read, refusal, updateOf } from '../checks/support';

const SETTLE = 300;

/** The time is what the test says it is: a request takes a millisecond, and a pause takes as long as it is. */
const clock = { now: 0 };
jest.mock('../../src/wire/pause', () => ({
  pause: (milliseconds: number) => Promise.resolve(void (clock.now += milliseconds)),
}));
beforeEach(() => {
  clock.now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => clock.now);
});
afterEach(() => jest.restoreAllMocks());

const bench = benchOf(loadRegister());
const POLICY_MEMBERS = Object.fromEntries(
  Object.entries(POLICY).filter(([name]) => name !== 'id' && !name.includes('@')),
);
const old = { ...POLICY, defaultLength: 8 };

/** A read of a poll. */
interface Read {
  connection: number;
  /** How long after the last write it was sent, in milliseconds. */
  age: number;
}

/** A run of one scenario, and what its polls sent. */
class Run {
  readonly written = new Written(bench.operation, SETTLE);
  readonly poller = new Poller(SETTLE, this.written, bench, undefined);
  private views: View[] = [];
  private last = performance.now();

  write(write: Exchange): this {
    const view = View.of(write, bench);
    this.views.push(view);
    this.last = performance.now();
    this.written.take([view]);
    clock.now += 1;
    return this;
  }

  get soFar(): readonly View[] {
    return this.views;
  }

  nextScenario(): this {
    this.views = [];
    return this;
  }

  update(members: object): this {
    return this.write(exchange({ json: updateOf(members), context: context() }));
  }

  /** @param shown the policy that each read shows, by how many there were in this poll, and over which connection */
  async poll(shown: (at: number, read: Read) => object): Promise<Context['settled'] & { reads: Read[] }> {
    const reads: Read[] = [];
    const last = await this.poller.poll(this.views, (connection, ends) => {
      reads.push({ connection, age: performance.now() - this.last });
      clock.now += 1;
      const answer = read(shown(reads.length, reads.at(-1) as Read), { context: context() });
      const end = ends(answer);
      return Promise.resolve(end ? { ...answer, context: context({ settled: end }) } : answer);
    });
    this.views.push(View.of(last, bench));
    return { ...(last.context?.settled as NonNullable<Context['settled']>), reads };
  }

  /** A run in which a read was seen to lag. */
  async lagging(): Promise<this> {
    this.update(POLICY_MEMBERS);
    await this.poll(() => POLICY);
    this.update({ defaultLength: 8 });
    await this.poll((at) => (at === 1 ? POLICY : old));
    return this;
  }
}

test('a batch of reads ends a poll where each of them shows what was written', async () => {
  // All of it is known, so that one read could tell.
  const run = new Run().update(POLICY_MEMBERS).update({ defaultLength: 8 });
  const items = ['1', '2'].map((id) => ({ id, method: 'GET', url: PATH }));
  const shown: Exchange[] = [];
  await run.poller.poll(run.soFar, (_, ends) => {
    const policies = [
      [POLICY, old],
      [old, POLICY],
      [old, old],
    ][shown.length] as object[];
    const answer = batch(
      items,
      items.map(({ id }, at) => ({ id, status: 200, body: policies[at] })),
      { context: context() },
    );
    shown.push(answer);
    clock.now += 1;
    expect(ends(answer)?.satisfied).toBe(shown.length === 3 ? true : undefined);
    return Promise.resolve(answer);
  });
  expect(shown).toHaveLength(3);
});

test('one read is enough where it shows what was written and no read ever lagged', async () => {
  const run = new Run().update(POLICY_MEMBERS);
  expect(await run.poll(() => POLICY)).toMatchObject({ satisfied: true, reads: [{ connection: 0 }] });
});

test('a read that shows what its scenario wrote, and is older in what the run wrote, does not end a poll', async () => {
  const run = new Run().update({ ...POLICY_MEMBERS, defaultLength: 8 });
  await run.poll(() => old);
  run.update({ defaultLength: 12 }).update({ state: 'disabled' });
  const now = { ...POLICY, state: 'disabled' };
  const { satisfied, reads } = await run.poll((at) => (at === 1 ? { ...now, defaultLength: 8 } : now));
  expect({ satisfied, reads: reads.length }).toEqual({ satisfied: true, reads: 2 });
});

test('two connections have to agree where nothing that was written tells', async () => {
  const run = new Run().update(POLICY_MEMBERS).write(exchange({ method: 'DELETE', context: context() }));
  const { satisfied, reads } = await run.poll(() => old);
  expect(satisfied).toBe(true);
  expect(reads.map(({ connection }) => connection)).toEqual([0, 1]);
});

test('what two connections do not agree on is read again, once it can be no older than the last write', async () => {
  const run = new Run().update(POLICY_MEMBERS).write(exchange({ method: 'DELETE', context: context() }));
  const { satisfied, reads } = await run.poll((_at, { connection, age }) =>
    connection === 1 || age > SETTLE ? old : POLICY,
  );
  expect(satisfied).toBe(true);
  expect(reads.slice(0, 2).map(({ connection }) => connection)).toEqual([0, 1]);
  expect(reads.slice(-2).every(({ age }) => age >= SETTLE)).toBe(true);
});

test('a read that shows what the last write has set is enough where other members may be recalculated', async () => {
  const run = new Run().update(POLICY_MEMBERS);
  await run.poll(() => POLICY);
  run.update({ maximumLifetimeInMinutes: 900 });
  const now = { ...POLICY, maximumLifetimeInMinutes: 900, defaultLifetimeInMinutes: 70 };
  expect((await run.poll(() => now)).reads).toHaveLength(1);
  run.update({ maximumLifetimeInMinutes: 900 });
  expect((await run.poll(() => now)).reads).toHaveLength(2);
});

test('where a reset ends is agreed on once', async () => {
  const revert = exchange({ method: 'DELETE', context: context() });
  const run = new Run().update(POLICY_MEMBERS);
  await run.poll(() => POLICY);
  const reads = [];
  for (const before of [POLICY, { ...POLICY, state: 'disabled' }]) {
    run.update({ ...POLICY_MEMBERS, state: before.state });
    await run.poll(() => before);
    reads.push((await run.write(revert).poll(() => old)).reads.length);
  }
  run.nextScenario().update(POLICY_MEMBERS).write(revert);
  reads.push((await run.poll(() => old)).reads.length);
  run.update({ isUsableOnce: true });
  const set = { ...old, isUsableOnce: true };
  reads.push((await run.poll(() => set)).reads.length);
  expect(reads).toEqual([2, 2, 1, 1]);
});

test('after a refused update there is nothing to wait for where no read ever lagged', async () => {
  const run = new Run().update(POLICY_MEMBERS);
  await run.poll(() => POLICY);
  run.write(refusal({ json: updateOf({ defaultLength: 7 }), context: context() }));
  expect((await run.poll(() => POLICY)).reads).toHaveLength(1);
});

describe('a first reset that changes nothing that can be seen', () => {
  const revert = () => exchange({ method: 'DELETE', context: context() });
  /** What one more scenario, which finds the policy as a reset leaves it, waits for after a reset. */
  const waitedFor = async (run: Run): Promise<unknown> => {
    run.nextScenario().update(POLICY_MEMBERS);
    await run.poll(() => POLICY);
    const { satisfied, reads } = await run.write(revert()).poll(() => POLICY);
    return { satisfied, waited: (reads.at(-1)?.age ?? 0) >= SETTLE };
  };

  test('is waited for where nobody knows where a reset ends', async () => {
    expect(await waitedFor(new Run())).toEqual({ satisfied: false, waited: true });
  });

  test('is waited for where it ended there once, which may have been an old read', async () => {
    const run = new Run().update({ ...POLICY_MEMBERS, defaultLength: 8 });
    await run.poll(() => old);
    await run.write(revert()).poll(() => POLICY);
    expect(await waitedFor(run)).toEqual({ satisfied: false, waited: true });
  });

  test('is not waited for where resets of another scenario ended there twice, from two states', async () => {
    const run = new Run();
    for (const defaultLength of [8, 9]) {
      run.update({ ...POLICY_MEMBERS, defaultLength });
      await run.poll(() => ({ ...POLICY, defaultLength }));
      await run.write(revert()).poll(() => POLICY);
    }
    expect(await waitedFor(run)).toEqual({ satisfied: true, waited: false });
  });
});

describe('where a read was seen to lag', () => {
  test('a refused update is read after only once a read can be no older than it', async () => {
    const run = await new Run().lagging();
    run.poller.careful = true;
    run.write(refusal({ json: updateOf({ defaultLength: 7 }), context: context() }));
    const { satisfied, reads } = await run.poll((_at, { age }) =>
      age < SETTLE / 2 ? old : { ...old, state: 'disabled' },
    );
    expect(satisfied).toBe(false);
    expect(reads.at(-1)?.age).toBeGreaterThanOrEqual(SETTLE);
  });

  test('a value that it had a while ago is no sign that it was written again', async () => {
    const run = await new Run().lagging();
    run.poller.careful = true;
    run.update({ defaultLength: 12 });
    const { reads } = await run.poll(() => POLICY);
    expect(reads.at(-1)?.age).toBeLessThan(SETTLE);
    run.update({ defaultLength: 8 });
    expect((await run.poll(() => old)).reads.at(-1)?.age).toBeGreaterThan(0);
    run.update({ defaultLength: 8 });
    expect((await run.poll(() => old)).reads.at(-1)?.age).toBeGreaterThanOrEqual(SETTLE);
  });

  test('a value that it did not have before shows that the read is young', async () => {
    const run = await new Run().lagging();
    run.update({ defaultLength: 33 });
    const { reads } = await run.poll(() => ({ ...POLICY, defaultLength: 33 }));
    expect(reads).toHaveLength(1);
    expect(reads[0]?.age).toBeLessThan(SETTLE);
  });
});

describe('what does not show', () => {
  test('is waited for until a read was sent that can be no older than the write, however slow that was', async () => {
    const run = new Run().update(POLICY_MEMBERS);
    await run.poll(() => POLICY);
    run.update({ defaultLength: 8 });
    const { satisfied, reads } = await run.poll(() => POLICY);
    expect(satisfied).toBe(false);
    expect(reads.at(-1)?.age).toBeGreaterThanOrEqual(SETTLE);
  });

  test('is late where it shows after the time that reads may lag', async () => {
    const run = new Run().update(POLICY_MEMBERS);
    const late = await run.poll((_at, { age }) => (age < 1.3 * SETTLE ? old : POLICY));
    expect(late).toMatchObject({ satisfied: true, late: true });
  });

  test('is not late where the first read that may not be older shows it', async () => {
    const run = new Run().update(POLICY_MEMBERS);
    const shown = await run.poll((_at, { age }) => (age < 0.3 * SETTLE ? old : POLICY));
    expect(shown).toMatchObject({ satisfied: true });
    expect(shown.late).toBeUndefined();
  });

  test('is waited for once in vain where no read ever lagged, and again where somebody asks for that', async () => {
    const run = new Run().update(POLICY_MEMBERS);
    await run.poll(() => POLICY);
    const lastOf = async (): Promise<number> => (await run.poll(() => POLICY)).reads.at(-1)?.age ?? 0;
    run.update({ defaultLength: 8 });
    expect(await lastOf()).toBeGreaterThanOrEqual(SETTLE);
    run.update({ defaultLength: 9 });
    expect(await lastOf()).toBeLessThan(SETTLE);
    run.poller.bePatient();
    run.update({ defaultLength: 10 });
    expect(await lastOf()).toBeGreaterThanOrEqual(SETTLE);
  });

  test('is waited for, once that was in vain, as long as reads were seen to lag at least', async () => {
    const lag = SETTLE / 5;
    const run = new Run().update(POLICY_MEMBERS);
    await run.poll(() => POLICY);
    run.update({ defaultLength: 8 });
    await run.poll((_at, { age }) => (age < lag ? POLICY : old));
    for (const [defaultLength, least] of [
      [9, SETTLE],
      [10, lag],
    ] as const) {
      run.update({ defaultLength });
      const { satisfied, reads } = await run.poll(() => ({ ...POLICY, defaultLength: 40 }));
      expect(satisfied).toBe(false);
      expect(reads.at(-1)?.age).toBeGreaterThanOrEqual(least);
    }
  });
});

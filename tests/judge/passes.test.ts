import { View } from '../../src/checks/view';
import type { Exchange } from '../../src/exchanges/exchange';
import { Judge, judge, type Judged } from '../../src/judge/judge';
import { context, exchange, POLICY, settled, update } from '../checks/support';

const of = (exchanges: readonly Exchange[], brokenOff?: string): Judged =>
  judge(exchanges, { subject: 'provider', ...(brokenOff !== undefined && { brokenOff }) });

/** An update of one member, in which another one moves that nothing but the read before tells of. */
const moving = (again?: number, to: object = { isUsableOnce: false }): Exchange[] => {
  const place = { ...(again !== undefined && { again }) };
  const shown = (members: object) =>
    settled(
      { ...POLICY, ...members },
      { context: context({ ...place, settled: { satisfied: true, waitedMs: 0 } }) },
    );
  return [
    shown({}),
    update({ defaultLength: 20 }, { context: context(place) }),
    shown({ defaultLength: 20, ...to }),
  ];
};

const merge = ({ findings, requirements }: Judged) => ({
  row: requirements.find(({ id }) => id === 'SEM-MERGE')?.outcome,
  found: findings
    .filter(({ check }) => check === 'state/merge')
    .map(({ outcome, message }) => [outcome, message]),
});
const MESSAGE = 'isUsableOnce must keep its value when it is not sent (true), read false';
const NOTED = MESSAGE.replace('must', 'should');

describe('a difference that an earlier read alone tells', () => {
  test('counts where the scenario shows it again', () => {
    expect(merge(of([...moving(), ...moving(1)]))).toEqual({
      row: 'violates',
      found: [['violates', MESSAGE]],
    });
  });

  test('counts where the scenario shows it again with other values', () => {
    const back = settled(
      { ...POLICY, isUsableOnce: false },
      { context: context({ again: 1, settled: { satisfied: true, waitedMs: 0 } }) },
    );
    const [, write] = moving(1);
    const after = settled(
      { ...POLICY, defaultLength: 20 },
      { context: context({ again: 1, settled: { satisfied: true, waitedMs: 0 } }) },
    );
    expect(merge(of([...moving(), back, write as Exchange, after])).row).toBe('violates');
  });

  test('is named and breaks nothing where the scenario does not show it again', () => {
    const judged = of([...moving(), ...moving(1, {})]);
    expect(merge(judged)).toEqual({
      row: 'informational',
      found: [['informational', `seen once, and not when the scenario was sent once more: ${NOTED}`]],
    });
    expect(judged.verdict).toBe('conforms');
  });

  test('is named and breaks nothing where the run ended before it was looked at again', () => {
    const judged = of(moving(), 'interrupted');
    expect(merge(judged).found).toEqual([
      ['informational', `seen once, and the run ended before it was looked at again: ${NOTED}`],
    ]);
    expect(judged).toMatchObject({ verdict: 'incomplete', counts: { violates: 0 } });
  });

  test('counts in a record that nobody could add to', () => {
    expect(merge(of(moving())).row).toBe('violates');
  });

  test('counts where somebody saw it each time, though the run ended later', () => {
    const judging = new Judge({ subject: 'provider', brokenOff: 'interrupted' });
    judging.trust('a scenario');
    for (const each of moving()) judging.add(each);
    expect(merge(judging.result()).row).toBe('violates');
  });
});

test('a difference to what was written counts though the scenario does not show it again', () => {
  const lost = [
    update({ defaultLength: 20 }, { context: context() }),
    settled(POLICY),
    update({ defaultLength: 20 }, { context: context({ again: 1 }) }),
    settled(
      { ...POLICY, defaultLength: 20 },
      { context: context({ again: 1, settled: { satisfied: true, waitedMs: 0 } }) },
    ),
  ];
  expect(of(lost).requirements.find(({ id }) => id === 'SEM-APPLY')?.outcome).toBe('violates');
});

test('each pass of a scenario is judged by itself', () => {
  const [before, write, after] = moving(undefined, {}) as [Exchange, Exchange, Exchange];
  const elsewhere = settled(
    { ...POLICY, isUsableOnce: false, defaultLength: 30 },
    {
      context: context({ again: 1, settled: { satisfied: true, waitedMs: 0 } }),
    },
  );
  expect(of([before, write, after, elsewhere]).counts.violates).toBe(0);
});

test('what shows late, each time, is not stored in time', () => {
  const late = (again?: number) => [
    update({ defaultLength: 20 }, { context: context({ ...(again && { again }) }) }),
    settled(
      { ...POLICY, defaultLength: 20 },
      {
        context: context({
          ...(again && { again }),
          settled: { satisfied: true, waitedMs: 900, late: true },
        }),
      },
    ),
  ];
  const apply = (judged: Judged) => judged.requirements.find(({ id }) => id === 'SEM-APPLY')?.outcome;
  expect(apply(of([...late(), ...late(1)]))).toBe('violates');
  const once = update({ defaultLength: 20 }, { context: context({ again: 1 }) });
  const inTime = settled(
    { ...POLICY, defaultLength: 20 },
    {
      context: context({ again: 1, settled: { satisfied: true, waitedMs: 1 } }),
    },
  );
  expect(apply(of([...late(), once, inTime]))).toBe('informational');
});

describe('the differences of a scenario', () => {
  const differencesIn = (exchanges: readonly Exchange[]) => {
    const judging = new Judge({ subject: 'provider' });
    return [...judging.differencesIn(exchanges.map((each) => View.of(each, judging.bench)))];
  };

  test('say whether they count by themselves', () => {
    expect(differencesIn(moving())).toEqual([['state/merge /isUsableOnce', { needsRepeat: true }]]);
    const lost = [update({ defaultLength: 20 }, { context: context() }), settled(POLICY)];
    expect(differencesIn(lost)).toEqual([['state/apply /defaultLength', { needsRepeat: false }]]);
  });

  test('are none where only something is noted', () => {
    const reverted = settled({ ...POLICY, defaultLength: 9 });
    expect(differencesIn([settled(), exchange({ method: 'DELETE', context: context() }), reverted])).toEqual(
      [],
    );
  });
});

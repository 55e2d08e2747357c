import { operationNames } from '../../src/contract/operation';
import { loadFaults } from '../../src/fleet/fleet';
import { AGES, STALE_READS, type Lag } from '../../src/fleet/lagging';
import type { Trial } from '../../src/fleet/trial';
import { tryOut } from '../../src/fleet/try';
import { everyNth, WHOLE } from '../environment/extent';

/** A sample, in a time that CI has; `npm run bench:lag` has the whole of it, with longer lags. */
const SETTLE = 400;
const LAGS = [60, 100, 150];

const lagOf = (at: number): Lag => ({
  stale: STALE_READS[at % STALE_READS.length] as Lag['stale'],
  age: AGES[at % AGES.length] as Lag['age'],
  ms: LAGS[Math.floor(at / STALE_READS.length) % LAGS.length] as number,
  seed: at,
});
const named = ({ stale, age, ms }: Lag): string => `${stale} read old, ${age}, ${ms} ms`;

const CONFORMING = operationNames().flatMap((operation, place) =>
  // Each operation before one kind of lag, and each kind before some of them.
  STALE_READS.map((_, at) => ({ operation, lag: lagOf(STALE_READS.length * place + at) })).filter(
    (_, at) => WHOLE || at === place % STALE_READS.length,
  ),
);

/** Faults of what is stored, for what it takes to see them: a value, its absence, a refusal, a reset, a repetition. */
const FAULTS = everyNth(
  [
    'merge-length-forgotten',
    'merge-include-reset',
    'collections-include-appended',
    'atomicity-front-stored',
    'atomicity-stored-before-token',
    'repeat-target-stored-twice',
    'reset-length-kept',
    'reset-undoes-one-update',
  ],
  2,
).map((id, at) => ({ id, lag: lagOf(at), fault: loadFaults().find((fault) => fault.id === id) }));

const trials = new Map<string, Trial>();
beforeAll(async () => {
  const judge = async (id: string, operation: string, lag: Lag, behaviour?: string): Promise<void> => {
    const options = { settle: SETTLE, lag };
    trials.set(id, await tryOut({ id, operation, start: { behaviour }, options }));
  };
  await Promise.all([
    ...CONFORMING.map(({ operation, lag }) => judge(`${operation}, ${named(lag)}`, operation, lag)),
    ...FAULTS.map(({ id, lag }) => judge(id, 'temporaryAccessPass', lag, id)),
  ]);
}, 300_000);

test.each(CONFORMING.map(({ operation, lag }) => [`${operation}, ${named(lag)}`]))(
  'no alarm is raised where reads lag: %s',
  (id) => {
    const broken = Object.entries(trials.get(id)?.rows ?? {}).filter(
      ([, outcome]) => outcome !== 'informational',
    );
    expect(broken).toEqual([]);
    expect(trials.get(id)?.verdict).toBe('conforms');
  },
);

test.each(FAULTS.map(({ id, lag, fault }) => [id, named(lag), fault?.breaks ?? '']))(
  '%s is seen behind reads that lag: %s',
  (id, _lag, breaks) => {
    expect(['violates', 'deviates']).toContain(trials.get(id)?.rows[breaks]);
  },
);

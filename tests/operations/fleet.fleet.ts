import { registerOf } from '../../src/contract/register/register';
import { packageFile } from '../../src/contract/package-root';
import { fleetOf, type Fault } from '../../src/fleet/fleet';
import { measure } from '../../src/fleet/measure';
import { Pool } from '../../src/fleet/pool';
import type { Strength } from '../../src/fleet/score';
import { drawn, WHOLE } from '../environment/extent';
import { siblings } from './support';

const SAMPLED = { own: 3, common: 3, variants: 2 };

/** What of a fleet is tried: some faults of members that hardly another policy has, and some of the rest. */
function sampled(name: string, { faults, variants }: Fleet): Fleet {
  const isOwn = (fault: Fault): boolean => fault.does !== undefined;
  if (WHOLE) return { faults, variants };
  return {
    faults: [
      ...drawn(name, faults.filter(isOwn), SAMPLED.own),
      ...drawn(
        name,
        faults.filter((fault) => !isOwn(fault)),
        SAMPLED.common,
      ),
    ],
    variants: drawn(name, variants, SAMPLED.variants),
  };
}
type Fleet = ReturnType<typeof fleetOf>;

const pool = new Pool();
afterAll(() => pool.end());

describe.each(siblings)('of %s', (name, operation) => {
  let strength: Strength;
  beforeAll(async () => {
    const register = registerOf(operation);
    const { faults, variants } = fleetOf(register);
    // What shows in one context alone is tried with the default operation (tests/fleet/whole.fleet.ts).
    const plain = { faults: faults.filter(({ options }) => options?.contexts !== true), variants };
    strength = await measure({ fleet: sampled(name, plain), register, cwd: packageFile(), pool });
  }, 1_200_000);

  test('there is a fleet, and all of it was tried', () => {
    const [least, leastVariants] = WHOLE ? [100, 20] : [SAMPLED.common, SAMPLED.variants];
    expect(strength.faults.length).toBeGreaterThanOrEqual(least);
    expect(strength.variants.length).toBeGreaterThanOrEqual(leastVariants);
    expect(strength.untried).toEqual([]);
  });

  test('every fault is noticed, at the level of the row that it breaks', () => {
    expect(strength.faults.filter(({ killed }) => !killed).map(({ id }) => id)).toEqual([]);
  });

  test('every fault that is noticed is put on the provider', () => {
    expect(strength.faults.filter(({ blamed }) => !blamed).map(({ id }) => id)).toEqual([]);
  });

  test('no conforming variant raises an alarm', () => {
    expect(strength.variants.filter(({ alarms }) => alarms.length > 0)).toEqual([]);
  });

  if (!WHOLE) return;
  test('every check that judges a row of its register notices a fault', () => {
    const { rows } = registerOf(operation);
    const judging = rows.filter(({ actor }) => actor === 'provider').flatMap(({ checks }) => checks);
    expect(judging.filter((address) => strength.idle.includes(address))).toEqual([]);
  });
});

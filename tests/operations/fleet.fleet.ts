import { registerOf } from '../../src/contract/register/register';
import { packageFile } from '../../src/contract/package-root';
import { fleetOf, type Fault } from '../../src/fleet/fleet';
import { measure } from '../../src/fleet/measure';
import type { Strength } from '../../src/fleet/score';
import { siblings } from './support';

/** Methods whose whole fleet is tried here; of another, `strength --operation NAME` tries the whole. */
const WHOLE = ['sms', 'fido2'];
const SAMPLED = { faults: 24, variants: 8 };

/** What of a fleet is tried: the faults of members that hardly another policy has, and a sample of the rest. */
function sampled(name: string, { faults, variants }: Fleet): Fleet {
  if (WHOLE.includes(name)) return { faults, variants };
  const own = (fault: Fault): boolean => fault.does !== undefined;
  return {
    faults: [
      ...faults.filter(own),
      ...someOf(
        name,
        faults.filter((fault) => !own(fault)),
        SAMPLED.faults,
      ),
    ],
    variants: someOf(name, variants, SAMPLED.variants),
  };
}
type Fleet = ReturnType<typeof fleetOf>;

/** As many of a list, the same in each run, and others for another name. */
function someOf<Each extends { id: string }>(name: string, all: readonly Each[], count: number): Each[] {
  const rank = ({ id }: Each): number =>
    [...`${name} ${id}`].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16777619), 2166136261);
  return all.toSorted((one, other) => rank(one) - rank(other)).slice(0, count);
}

describe.each(siblings)('of %s', (name, operation) => {
  let strength: Strength;
  beforeAll(async () => {
    const register = registerOf(operation);
    const { faults, variants } = fleetOf(register);
    // What shows in one context alone is tried with the default operation (tests/fleet/whole.fleet.ts).
    const plain = { faults: faults.filter(({ options }) => options?.contexts !== true), variants };
    strength = await measure({ fleet: sampled(name, plain), register, cwd: packageFile() });
  }, 600_000);

  test('there is a fleet, and all of it was tried', () => {
    const [least, leastVariants] = WHOLE.includes(name) ? [100, 20] : [SAMPLED.faults, SAMPLED.variants];
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

  if (!WHOLE.includes(name)) return;
  test('every check that judges a row of its register notices a fault', () => {
    const { rows } = registerOf(operation);
    const judging = rows.filter(({ actor }) => actor === 'provider').flatMap(({ checks }) => checks);
    expect(judging.filter((address) => strength.idle.includes(address))).toEqual([]);
  });
});

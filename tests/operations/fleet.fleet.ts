import { registerOf } from '../../src/contract/register/register';
import { packageFile } from '../../src/contract/package-root';
import { fleetOf } from '../../src/fleet/fleet';
import { measure } from '../../src/fleet/measure';
import type { Strength } from '../../src/fleet/score';
import { siblings } from './support';

describe.each(siblings)('of %s', (_name, operation) => {
  let strength: Strength;
  beforeAll(async () => {
    const register = registerOf(operation);
    strength = await measure({ fleet: fleetOf(register), register, cwd: packageFile() });
  }, 600_000);

  test('there is a fleet, and all of it was tried', () => {
    expect(strength.faults.length).toBeGreaterThan(100);
    expect(strength.variants.length).toBeGreaterThan(20);
    expect(strength.untried).toEqual([]);
  });

  test('every fault is noticed, at the level of the row that it breaks', () => {
    expect(strength.faults.filter(({ killed }) => !killed).map(({ id }) => id)).toEqual([]);
  });

  test('every fault that is noticed is put on the provider', () => {
    expect(strength.faults.filter(({ blamed }) => !blamed).map(({ id }) => id)).toEqual([]);
  });

  test('every check that judges a row of its register notices a fault', () => {
    const { rows } = registerOf(operation);
    const judging = rows.filter(({ actor }) => actor === 'provider').flatMap(({ checks }) => checks);
    expect(judging.filter((address) => strength.idle.includes(address))).toEqual([]);
  });

  test('no conforming variant raises an alarm', () => {
    expect(strength.variants.filter(({ alarms }) => alarms.length > 0)).toEqual([]);
  });
});

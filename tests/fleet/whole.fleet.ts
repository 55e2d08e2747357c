import { providerChecks } from '../../src/checks';
import { loadRegister } from '../../src/contract/register/register';
import { packageFile } from '../../src/contract/package-root';
import { fleetOf } from '../../src/fleet/fleet';
import { measure } from '../../src/fleet/measure';
import type { Strength } from '../../src/fleet/score';
import type { Reproduced } from '../../src/fleet/score-reproductions';

/** The rows of providers that something judges. */
const judged = loadRegister().rows.filter(
  ({ actor, level, checks }) => actor === 'provider' && level !== 'NONE' && checks.length > 0,
);

let strength: Strength;
beforeAll(async () => {
  const register = loadRegister();
  strength = await measure({ fleet: fleetOf(register), register, cwd: packageFile(), reproduce: true });
}, 1_200_000);

test('every fault is noticed, at the level of the row that it breaks', () => {
  expect(strength.faults.filter(({ killed }) => !killed).map(({ id }) => id)).toEqual([]);
  expect(strength.untried).toEqual([]);
});

test('no conforming variant raises an alarm', () => {
  expect(strength.variants.filter(({ alarms }) => alarms.length > 0)).toEqual([]);
});

test('every fault that is noticed is noticed by the row that it breaks, and put on the provider', () => {
  expect(strength.faults.filter(({ named }) => !named).map(({ id }) => id)).toEqual([]);
  expect(strength.faults.filter(({ blamed }) => !blamed).map(({ id }) => id)).toEqual([]);
});

test('what is found shows again before a fresh provider with the fault, and before none without', () => {
  const { faults, shown, silent, median } = strength.score.reproduced as Reproduced;
  // What comes and goes shows once in many requests.
  expect(shown / faults).toBeGreaterThanOrEqual(0.97);
  expect(silent).toBe(faults);
  expect(median).toBeLessThanOrEqual(6);
});

test('nothing is called broken that the catalogue does not expect', () => {
  const surprises = strength.faults.filter(({ unexpected }) => unexpected.length > 0);
  expect(surprises.map(({ id, unexpected }) => `${id}: ${unexpected.join(', ')}`)).toEqual([]);
});

test.each(providerChecks().map(({ address }) => address))('%s notices a fault', (address) => {
  expect(strength.idle).not.toContain(address);
});

test.each(judged.map(({ id }) => id))(
  '%s has two faults or more, and one that no check of another row notices',
  (id) => {
    const own = new Set<string>(judged.find((row) => row.id === id)?.checks);
    const faults = strength.faults.filter(({ breaks }) => breaks === id);
    expect(faults.length).toBeGreaterThanOrEqual(2);
    expect(faults.filter(({ checks }) => checks.every((check) => own.has(check)))).not.toEqual([]);
  },
);

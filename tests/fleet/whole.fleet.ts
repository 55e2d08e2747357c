import { providerChecks } from '../../src/checks';
import { loadRegister } from '../../src/contract/register/register';
import { packageFile } from '../../src/contract/package-root';
import { fleetOf, type Fault } from '../../src/fleet/fleet';
import { measure } from '../../src/fleet/measure';
import { Pool } from '../../src/fleet/pool';
import type { Strength } from '../../src/fleet/score';
import type { Reproduced } from '../../src/fleet/score-reproductions';
import { drawn, WHOLE } from '../environment/extent';

/** The rows of providers that something judges. */
const judged = loadRegister().rows.filter(
  ({ actor, level, checks }) => actor === 'provider' && level !== 'NONE' && checks.length > 0,
);

const fleet = fleetOf(loadRegister());

/** A fault of each row, some that show in one context alone, and some variants; or all of them. */
function tried(): typeof fleet {
  if (WHOLE) return fleet;
  const [plain, ofContexts] = [false, true].map((contexts) =>
    fleet.faults.filter(({ options }) => (options?.contexts === true) === contexts),
  ) as [Fault[], Fault[]];
  const rows = [...new Set(plain.map(({ breaks }) => breaks))];
  const ofRows = rows.flatMap((row) =>
    drawn(
      row,
      plain.filter(({ breaks }) => breaks === row),
      1,
    ),
  );
  return {
    faults: [...ofRows, ...drawn('contexts', ofContexts, 6)],
    variants: drawn('variants', fleet.variants, 12),
  };
}

/** What shows once in many requests, late, or where it was read before; and a throttle, which nobody provokes again. */
const COMES_AND_GOES = /^(sometimes|throttle|wire-late|read-stale)-/;

/** Faults of the sample whose findings are sent again, which takes longer than to find them. */
const SENT_AGAIN = 16;

const pool = new Pool();
afterAll(() => pool.end());

let strength: Strength;
/** Of the faults whose findings are sent again. */
let again: Strength;
beforeAll(async () => {
  const { faults, variants } = tried();
  const plain = faults.filter(({ options }) => options?.contexts !== true);
  const first = new Set(WHOLE ? faults : drawn('sent again', plain, SENT_AGAIN));
  const common = { register: loadRegister(), cwd: packageFile(), pool };
  again = await measure({ ...common, fleet: { faults: [...first], variants }, reproduce: true });
  const others = faults.filter((fault) => !first.has(fault));
  const rest = others.length > 0 && (await measure({ ...common, fleet: { faults: others, variants: [] } }));
  strength = rest
    ? { ...again, faults: [...again.faults, ...rest.faults], untried: [...again.untried, ...rest.untried] }
    : again;
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
  const { faults, silent, median } = again.score.reproduced as Reproduced;
  const lost = again.faults.filter(({ reproduction }) => reproduction?.shows === false);
  expect(lost.map(({ id }) => id).filter((id) => !COMES_AND_GOES.test(id))).toEqual([]);
  expect(silent).toBe(faults);
  expect(median).toBeLessThanOrEqual(6);
});

test('nothing is called broken that the catalogue does not expect', () => {
  const surprises = strength.faults.filter(({ unexpected }) => unexpected.length > 0);
  expect(surprises.map(({ id, unexpected }) => `${id}: ${unexpected.join(', ')}`)).toEqual([]);
});

test.each(judged.map(({ id }) => id))('%s has two faults or more', (id) => {
  expect(fleet.faults.filter(({ breaks }) => breaks === id).length).toBeGreaterThanOrEqual(2);
});

if (WHOLE) {
  test.each(providerChecks().map(({ address }) => address))('%s notices a fault', (address) => {
    expect(strength.idle).not.toContain(address);
  });

  test.each(judged.map(({ id }) => id))('%s has a fault that no check of another row notices', (id) => {
    const own = new Set<string>(judged.find((row) => row.id === id)?.checks);
    const faults = strength.faults.filter(({ breaks }) => breaks === id);
    expect(faults.filter(({ checks }) => checks.every((check) => own.has(check)))).not.toEqual([]);
  });
}

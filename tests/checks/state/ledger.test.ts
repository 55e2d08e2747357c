import { Ledger } from '../../../src/checks/state/ledger';
import { View } from '../../../src/checks/view';
import { loadRegister, registerOf } from '../../../src/contract/register/register';
import { operationNamed } from '../../../src/contract/operation';
import type { Exchange } from '../../../src/exchanges/exchange';
import { benchOf } from '../../../src/judge/judge';
import { exchange, GROUP, POLICY, refusal, target, unanswered, update, updateOf } from '../support';

const ALL = {
  state: 'disabled',
  defaultLength: 20,
  defaultLifetimeInMinutes: 240,
  minimumLifetimeInMinutes: 45,
  maximumLifetimeInMinutes: 1440,
  isUsableOnce: false,
  includeTargets: [target()],
  excludeTargets: [],
};
const LIFETIMES = ['minimumLifetimeInMinutes', 'defaultLifetimeInMinutes', 'maximumLifetimeInMinutes'];

const bench = benchOf(loadRegister());
const after = (...exchanges: Exchange[]): Ledger => {
  const ledger = new Ledger(bench.operation);
  for (const each of exchanges) ledger.take(View.of(each, bench));
  return ledger;
};
const unknownAfter = (...exchanges: Exchange[]): string[] => [...after(...exchanges).unknown].sort();

const EVERY = [...bench.operation.updatable].sort();
const reset = (status = 204) => exchange({ method: 'DELETE', status });

describe('what is unknown', () => {
  test.each<[what: string, exchanges: Exchange[], unknown: readonly string[]]>([
    ['is everything at first', [], EVERY],
    ['is nothing behind an update of every member', [update(ALL)], []],
    ['is what no update has set', [update({ ...ALL, state: undefined })], ['state']],
    ['is what was set to null', [update(ALL), update({ isUsableOnce: null })], ['isUsableOnce']],
    ['is everything behind a reset', [update(ALL), reset()], EVERY],
    ['is what it was behind a reset that was refused', [update(ALL), reset(403)], []],
    [
      'is everything after a refused update that was taken',
      [update(ALL), update({ defaultLength: 7 })],
      EVERY,
    ],
    ['is what it was behind a refusal', [update(ALL), refusal({ json: updateOf({ defaultLength: 7 }) })], []],
    [
      'is what was sent without an answer',
      [update(ALL), unanswered({ json: updateOf({ isUsableOnce: true }) })],
      ['isUsableOnce'],
    ],
    [
      'stays what was sent without an answer, since it may be carried out later',
      [update(ALL), unanswered({ json: updateOf({ isUsableOnce: true }) }), update({ isUsableOnce: false })],
      ['isUsableOnce'],
    ],
    ['is what met a server error', [update(ALL), update({ state: 'enabled' }, { status: 500 })], ['state']],
    ['is what met a throttle', [update(ALL), update({ state: 'enabled' }, { status: 429 })], ['state']],
    [
      'are the lifetimes that were not sent, where one was',
      [update(ALL), update({ minimumLifetimeInMinutes: 30 })],
      LIFETIMES.slice(1).sort(),
    ],
    ['is everything behind another method that was taken', [update(ALL), exchange({ method: 'PUT' })], EVERY],
    ['is what it was behind a read', [update(ALL), exchange({ method: 'GET', status: 200 })], []],
  ])('%s', (_what, exchanges, unknown) => {
    expect(unknownAfter(...exchanges)).toEqual([...unknown]);
  });

  test('is nothing once a read was vouched for', () => {
    const ledger = after(reset());
    ledger.adopt(POLICY);
    expect(ledger.unknown).toEqual([]);
    expect(ledger.contradictedBy(POLICY)).toEqual([]);
  });
});

describe('a read contradicts', () => {
  const shown = (members: object = {}) => ({ ...POLICY, ...ALL, ...members });

  test.each<[what: string, policy: Record<string, unknown>, members: string[]]>([
    ['nothing where it shows what was written', shown(), []],
    ['nothing by its letter case, its order or further members', shown({ state: 'Disabled', note: 1 }), []],
    ['a value that was written', shown({ defaultLength: 12 }), ['defaultLength']],
    ['a target that is missing', shown({ includeTargets: [] }), ['includeTargets']],
    [
      'a target that nobody sent',
      shown({ includeTargets: [target(), target({ id: GROUP.replace('6', '7') })] }),
      ['includeTargets'],
    ],
  ])('%s', (_what, policy, members) => {
    expect(after(update(ALL)).contradictedBy(policy)).toEqual(members);
  });

  test('what a read showed in every part, and what was written in the parts that were sent', () => {
    const more = { includeTargets: [target({ isRegistrationRequired: true })] };
    const written = after(update(ALL));
    expect(written.contradictedBy(shown(more))).toEqual([]);
    const read = after(reset());
    read.adopt(shown());
    expect(read.contradictedBy(shown(more))).toEqual(['includeTargets']);
  });
});

test('only what was written forbids a value by itself', () => {
  const ledger = after(update({ state: 'enabled' }));
  ledger.adopt({ ...POLICY, isUsableOnce: true });
  expect(ledger.forbids('state', 'disabled')).toBe(true);
  expect(ledger.forbids('isUsableOnce', false)).toBe(false);
});

test('a read that shows something else takes the place of what was written', () => {
  const ledger = after(update({ state: 'enabled' }));
  ledger.adopt({ ...POLICY, state: 'disabled' });
  expect(ledger.contradictedBy({ ...POLICY, state: 'disabled' })).toEqual([]);
  expect(ledger.forbids('state', 'enabled')).toBe(false);
});

test.each<[name: string, unknown: string[]]>([
  ['sms', []],
  // It would have to name a second profile.
  ['fido2', ['defaultPasskeyProfile']],
])('the states of %s leave nothing else unknown that an update is documented to set: %j', (name, unknown) => {
  const own = benchOf(registerOf(operationNamed(name)));
  const { type, states, path } = own.operation;
  const ledger = new Ledger(own.operation);
  const known = exchange({
    url: `https://graph.microsoft.com/v1.0${path}`,
    json: { '@odata.type': type, ...states.A },
  });
  ledger.take(View.of(known, own));
  expect(ledger.unknown.filter((member) => own.operation.isDocumented(member))).toEqual(unknown);
});

/** A scenario of requests in contexts is sent as far as a live run may: what it may not do is left out of it, request by request. */
import { defaultOperation } from '../../src/contract/operation';
import { loadRegister } from '../../src/contract/register/register';
import { Judge } from '../../src/judge/judge';
import { Foresight, type Effect } from '../../src/live/effects';
import { restrict } from '../../src/live/restrict';
import { makePlan } from '../../src/scenarios/plan';
import { read, send, update, type Scenario } from '../../src/scenarios/scenario';
import { Target } from '../../src/wire/target';

const operation = defaultOperation();
const register = loadRegister();
const original = { ...operation.states.A, state: 'disabled' };
const contexts = ['path: percent-encoded letters'];
const length = update('a length', operation.bodyOf({ defaultLength: 9 }), { contexts });
const open = update('an opening', operation.bodyOf({ state: 'enabled' }), { contexts });
const revert = send('a revert', 'DELETE', { contexts });

/** What is sent of a scenario by a run that may write, and what is told of the rest. */
function restricted(
  scenario: Pick<Scenario, 'steps' | 'inContexts'>,
  allowed: readonly Effect[] = [],
  before: object = original,
) {
  const whole: Scenario = { address: 'contexts/some', rows: ['RES-204'], needs: [], from: 'A', ...scenario };
  const plan = {
    ...makePlan({ register, lacks: [], readOnlyToken: false }),
    scenarios: [whole],
    held: undefined,
  };
  const target = new Target('https://graph.microsoft.com/v1.0', operation);
  const foresight = new Foresight({ ...before }, target, new Judge({ register, subject: 'client' }));
  const { scenarios, leftOut } = restrict(plan, foresight, new Set<Effect>(['write', ...allowed]));
  return [scenarios.flatMap(({ steps }) => steps), leftOut];
}

test('what may not be sent is left out, and told', () => {
  const steps = [read(), length, open, revert, read('read after it')];
  expect(restricted({ inContexts: true, steps })).toEqual([
    [read(), length, read('read after it')],
    [
      {
        scenario: 'contexts/some, in part',
        effects: expect.arrayContaining(['widening', 'delete']) as unknown,
      },
    ],
  ]);
  expect(restricted({ inContexts: true, steps }, ['widening', 'delete'])).toEqual([steps, []]);
});

test('the whole is left out where no request in a context may be sent, and where its requests depend on each other', () => {
  const whole = [[], [{ scenario: 'contexts/some', effects: ['delete'] }]];
  expect(restricted({ inContexts: true, steps: [read(), revert] })).toEqual(whole);
  expect(restricted({ steps: [read(), length, revert] })).toEqual(whole);
});

test('the whole is left out where its requests do together what none of them does by itself', () => {
  const longer = update('a longer life', operation.bodyOf({ maximumLifetimeInMinutes: 43_200 }), {
    contexts,
  });
  const steps = [read(), open, longer];
  const wide = [[], [{ scenario: 'contexts/some', effects: ['widening'] }]];
  const enabled = { ...original, state: 'enabled' };
  expect(restricted({ inContexts: true, steps }, [], enabled)).toEqual(wide);
  expect(restricted({ inContexts: true, steps: [read(), open] }, [], enabled)).toEqual([[read(), open], []]);
});

import { Judge } from '../../src/judge/judge';
import { Foresight, isWider, type Effect } from '../../src/live/effects';
import { defaultPolicy } from '../../src/provider';
import { Target } from '../../src/wire/target';
import { allScenarios } from '../../src/scenarios';
import { send, update, type Send } from '../../src/scenarios/scenario';
import { changesOf } from '../../src/scenarios/changes';
import { defaultOperation, operationNamed } from '../../src/contract/operation';

const { body } = changesOf(defaultOperation());

const enabled = {
  ...defaultPolicy(),
  state: 'enabled',
  isUsableOnce: true,
  defaultLength: 12,
  includeTargets: [{ targetType: 'group', id: 'pilot', isRegistrationRequired: true }],
  excludeTargets: [{ targetType: 'group', id: 'guests' }],
};

const effects = (step: Send, original: object = enabled): Effect[] =>
  [
    ...new Foresight(
      { ...original },
      new Target('https://graph.microsoft.com/v1.0'),
      new Judge({ subject: 'client' }),
    ).of({ steps: [step] }),
  ].sort();

test.each<[string, Record<string, unknown>, boolean]>([
  ['the same', {}, false],
  ['reusable passes', { isUsableOnce: false }, true],
  ['a longer default', { defaultLifetimeInMinutes: 61 }, true],
  ['a shorter default', { defaultLifetimeInMinutes: 59 }, false],
  ['a longer maximum', { maximumLifetimeInMinutes: 481 }, true],
  ['a longer minimum', { minimumLifetimeInMinutes: 61 }, true],
  ['a shorter pass', { defaultLength: 11 }, true],
  ['a longer pass', { defaultLength: 13 }, false],
  ['another target', { includeTargets: [{ targetType: 'group', id: 'all_users' }] }, true],
  [
    'one target more',
    { includeTargets: [...enabled.includeTargets, { targetType: 'group', id: 'x' }] },
    true,
  ],
  ['the same target in capitals', { includeTargets: [{ targetType: 'GROUP', id: 'PILOT' }] }, false],
  ['no target', { includeTargets: [] }, false],
  [
    'registration no longer required',
    { includeTargets: [{ ...enabled.includeTargets[0], isRegistrationRequired: false }] },
    true,
  ],
  ['nobody excluded', { excludeTargets: [] }, true],
  [
    'one more excluded',
    { excludeTargets: [...enabled.excludeTargets, { targetType: 'group', id: 'x' }] },
    false,
  ],
  [
    'disabled, whatever else',
    { state: 'disabled', isUsableOnce: false, maximumLifetimeInMinutes: 43200 },
    false,
  ],
  ['a state that nobody knows', { state: 'stranger', isUsableOnce: false }, true],
  ['a number that is none', { defaultLength: 'many' }, true],
  ['a longest lifetime that is none', { maximumLifetimeInMinutes: 'long' }, true],
  ['a flag that is neither', { isUsableOnce: 'perhaps' }, true],
  ['a flag that is null', { isUsableOnce: null }, true],
])('%s is wider: %s', (_what, change, wider) => {
  expect(isWider(defaultOperation(), { ...enabled, ...change }, enabled)).toBe(wider);
});

test.each([
  ['perhaps', true],
  [null, true],
  [false, false],
])('a permission that becomes %j is wider: %s', (value, wider) => {
  const operation = operationNamed('fido2');
  const original = { state: 'enabled', isSelfServiceRegistrationAllowed: false };
  expect(isWider(operation, { ...original, isSelfServiceRegistrationAllowed: value }, original)).toBe(wider);
});

test('enabled is wider where it was disabled', () => {
  expect(isWider(defaultOperation(), { ...defaultPolicy(), state: 'enabled' }, { ...defaultPolicy() })).toBe(
    true,
  );
});

test.each<[string, Send, Effect[]]>([
  ['a read', send('r', 'GET'), []],
  ['an update that narrows', update('u', body({ isUsableOnce: true })), ['write']],
  ['an update that widens', update('u', body({ isUsableOnce: false })), ['widening', 'write']],
  ['a value out of range', update('u', body({ defaultLength: 49 })), ['refusal', 'write']],
  ['no type', update('u', { isUsableOnce: true }), ['refusal', 'write']],
  [
    "a sibling's type",
    update('u', { '@odata.type': '#microsoft.graph.smsAuthenticationMethodConfiguration' }),
    ['foreign-type', 'write'],
  ],
  ['no JSON', send('u', 'PATCH', { payload: { text: '{' } }), ['refusal', 'write']],
  ['no Content-Type', update('u', body({}), { contentType: null }), ['refusal', 'write']],
  ['no Authorization', update('u', body({}), { credentials: 'none' }), ['refusal', 'write']],
  ['the lesser token', update('u', body({}), { credentials: 'read-only' }), ['refusal', 'write']],
  ['an update elsewhere', update('u', body({}), { elsewhere: true }), ['refusal', 'write']],
  ['one that is to be refused', update('u', body({}), { refused: true }), ['refusal', 'write']],
  ['the scheme in lower case', update('u', body({}), { credentials: 'lower-case-scheme' }), ['write']],
  ['DELETE', send('d', 'DELETE'), ['delete', 'write']],
  ['PUT', send('p', 'PUT', { payload: { json: body({}) } }), ['refusal', 'write']],
  [
    'a batch that widens',
    send('b', 'POST', {
      path: 'batch',
      payload: {
        json: {
          requests: [
            {
              id: '1',
              method: 'PATCH',
              url: '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass',
              headers: { 'Content-Type': 'application/json' },
              body: body({ isUsableOnce: false }),
            },
          ],
        },
      },
    }),
    ['widening', 'write'],
  ],
])('%s', (_what, step, expected) => {
  expect(effects(step)).toEqual(expected);
});

test('what is widened in one step stays so in the next', () => {
  const foresight = new Foresight(
    enabled,
    new Target('https://graph.microsoft.com/v1.0'),
    new Judge({ subject: 'client' }),
  );
  const steps = [
    update('off', body({ state: 'disabled' })),
    update('wide', body({ isUsableOnce: false })),
    update('on', body({ state: 'enabled' })),
  ];
  expect([...foresight.of({ steps: steps.slice(0, 2) })]).not.toContain('widening');
  expect([...foresight.of({ steps })]).toContain('widening');
});

test('each scenario that deletes, or names another type, is marked', () => {
  const foresight = new Foresight(
    { ...defaultPolicy() },
    new Target('https://graph.microsoft.com/v1.0'),
    new Judge({ subject: 'client' }),
  );
  const marked = new Map(allScenarios().map((scenario) => [scenario.address, foresight.of(scenario)]));
  const having = (effect: Effect): string[] =>
    [...marked].filter(([, found]) => found.has(effect)).map(([address]) => address);
  expect(having('delete')).toEqual(
    allScenarios()
      .filter(({ steps }) => steps.some((step) => step.kind === 'send' && step.method === 'DELETE'))
      .map(({ address }) => address),
  );
  expect(having('foreign-type').length).toBeGreaterThan(0);
  expect(having('refusal')).toContain('refusals/malformed-json');
});

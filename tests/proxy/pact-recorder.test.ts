import { benchOf } from '../../src/judge/judge';
import { View } from '../../src/checks/view';
import type { Exchange } from '../../src/exchanges/exchange';
import { loadRegister } from '../../src/contract/register/register';
import { PactRecorder, type Interaction } from '../../src/proxy/pact-recorder';
import { exchange, GROUP, POLICY, read, target, update, URL_OF_POLICY } from '../checks/support';

const bench = benchOf(loadRegister());

/** The interactions that are recorded of exchanges which are taken to conform. */
function recorded(...exchanges: Exchange[]): Interaction[] {
  const recorder = new PactRecorder('portal', 'provider');
  for (const each of exchanges) recorder.take(View.of(each, bench), () => true);
  const pact = JSON.parse(recorder.render()) as { interactions: Interaction[] };
  expect(pact).toMatchObject({
    consumer: { name: 'portal' },
    provider: { name: 'provider' },
    metadata: { pactSpecification: { version: '4.0' } },
  });
  return pact.interactions;
}

const one = (...exchanges: Exchange[]): Interaction => {
  const interactions = recorded(...exchanges);
  expect(interactions).toHaveLength(1);
  return interactions[0] as Interaction;
};

test('an update is recorded with rules in the place of its values', () => {
  const interaction = one(update({ state: 'enabled', defaultLength: 12, isUsableOnce: true }));
  expect(interaction).toMatchObject({
    type: 'Synchronous/HTTP',
    description: 'an update of state, defaultLength and isUsableOnce',
    providerStates: [
      { name: 'the policy has the documented defaults' },
      { name: 'the caller may update the policy' },
    ],
    request: { method: 'PATCH', path: new URL(URL_OF_POLICY).pathname.replace('/v1.0', '') },
  });
  expect(interaction.response).toEqual({ status: 204 });
  expect(interaction.request.matchingRules?.['body']).toEqual({
    '$.state': { combine: 'AND', matchers: [{ match: 'regex', regex: '^(enabled|disabled)$' }] },
    '$.defaultLength': { combine: 'AND', matchers: [{ match: 'integer' }] },
    '$.isUsableOnce': { combine: 'AND', matchers: [{ match: 'boolean' }] },
  });
});

test('no token is recorded, nor any header that the contract does not speak of', () => {
  const interaction = one(
    update({ state: 'enabled' }, { headers: { Authorization: 'Bearer tell-nobody', Cookie: 'a=b' } }),
  );
  expect(interaction.request.headers).toEqual({
    Authorization: ['Bearer an-example-and-no-token'],
    'Content-Type': ['application/json'],
  });
  expect(JSON.stringify(interaction)).not.toMatch(/tell-nobody|a=b/);
});

test('what differs in its values alone is one interaction, and what differs in its members is another', () => {
  const interactions = recorded(
    update({ state: 'enabled' }),
    update({ state: 'disabled' }),
    update({ state: 'enabled', isUsableOnce: false }),
    update({ isUsableOnce: true, state: 'disabled' }),
  );
  expect(interactions.map(({ description }) => description)).toEqual([
    'an update of state',
    'an update of state and isUsableOnce',
  ]);
});

test('interactions of one name are told apart, and come in the same order whatever came first', () => {
  const exchanges = [update({ state: 'enabled' }), update({ state: null })];
  expect(recorded(...exchanges).map(({ description }) => description)).toEqual([
    'an update of state',
    'an update of state (2)',
  ]);
});

test('a list is recorded by one item with the members that all have', () => {
  const { request } = one(update({ includeTargets: [target({ isRegistrationRequired: true }), target()] }));
  expect(request.body?.content).toMatchObject({ includeTargets: [{ targetType: 'group', id: GROUP }] });
  expect(Object.keys(request.matchingRules?.['body'] ?? {})).toEqual([
    '$.includeTargets',
    '$.includeTargets[*].targetType',
    '$.includeTargets[*].id',
  ]);
});

test('an update of lifetimes is met by others that keep their order', () => {
  const stateOf = (members: object) => one(update(members)).providerStates[0]?.params;
  expect(stateOf({ minimumLifetimeInMinutes: 500 })).toEqual({
    minimumLifetimeInMinutes: 500,
    defaultLifetimeInMinutes: 500,
    maximumLifetimeInMinutes: 43_200,
  });
  expect(stateOf({ maximumLifetimeInMinutes: 30 })).toEqual({
    minimumLifetimeInMinutes: 10,
    defaultLifetimeInMinutes: 30,
    maximumLifetimeInMinutes: 30,
  });
});

test('a read is met by the policy that it returned', () => {
  const interaction = one(read({ ...POLICY, '@odata.context': 'https://host/$metadata', own: 1 }));
  expect(interaction.providerStates[0]).toMatchObject({
    name: 'the policy is set',
    params: { defaultLength: 12, includeTargets: POLICY.includeTargets },
  });
  expect(interaction.providerStates[0]?.params).not.toHaveProperty('id');
  expect(interaction.response.body?.content).not.toHaveProperty('own');
  expect(interaction.response.body?.content).not.toHaveProperty(['@odata.context']);
});

test('a query is recorded, and reads with another are others', () => {
  const interactions = recorded(
    read(POLICY),
    read(POLICY, { url: `${URL_OF_POLICY}?$select=state` }),
    read(POLICY, { url: `${URL_OF_POLICY}?access_token=[secret-1]` }),
  );
  expect(interactions.map(({ request }) => request.query)).toEqual([undefined, { $select: ['state'] }]);
});

test.each([
  [403, 'the caller may read the policy and not update it'],
  [401, 'the caller is not signed in'],
])('a refusal with %i is recorded with the caller that it is given to', (status, state) => {
  const refused = update(
    { state: 'enabled' },
    { status, answer: { json: { error: { code: 'denied', message: 'No.', innerError: {} } } } },
  );
  const { providerStates, response } = one(refused);
  expect(providerStates[1]).toEqual({ name: state });
  expect(response.body?.content).toEqual({ error: { code: 'denied', message: 'No.' } });
});

test.each<[string, Exchange]>([
  ['a refusal that depends on what is stored', update({ state: 'enabled' }, { status: 400 })],
  ['a throttle', update({ state: 'enabled' }, { status: 429 })],
  ['an exchange without an answer', update({ state: 'enabled' }, { status: 0 })],
  ['another operation', exchange({ url: 'https://host/v1.0/me' })],
  ['an update that is no JSON object', exchange({ text: '[]' })],
  ['a body that a secret was taken out of', update({ note: 'Bearer [secret-2]' })],
])('%s is not recorded', (_what, given) => {
  expect(recorded(given)).toEqual([]);
});

test('what does not conform is not recorded, and is asked about only where it would be new', () => {
  const recorder = new PactRecorder('portal', 'provider');
  const [first, second, third] = [1, 2, 3].map(() => View.of(update({ state: 'enabled' }), bench));
  const asked = jest.fn(() => true);
  expect(recorder.take(first as View, () => false)).toBe(false);
  expect(recorder.take(second as View, asked)).toBe(true);
  expect(recorder.take(third as View, asked)).toBe(false);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(recorder.size).toBe(1);
});

test('the beta version has a path of its own', () => {
  const { request } = one(update({ state: 'enabled' }, { url: URL_OF_POLICY.replace('v1.0', 'beta') }));
  expect(request.path).toMatch(/^\/beta\/policies\//);
});

test('counts the kinds that it leaves out, since a value is hidden', () => {
  const recorder = new PactRecorder('portal', 'provider');
  const hidden = (name: string): Exchange => {
    const each = update({ state: 'enabled' });
    return {
      ...each,
      request: { ...each.request, url: `${each.request.url}?${name}=[secret-1,9-characters]` },
    };
  };
  for (const each of [hidden('a'), hidden('a'), hidden('b')]) recorder.take(View.of(each, bench), () => true);
  recorder.take(View.of(update({ state: 'enabled' }), bench), () => true);
  expect([recorder.hidden, recorder.size]).toEqual([2, 1]);
});

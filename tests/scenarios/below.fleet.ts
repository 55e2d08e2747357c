import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { behaviourOf, startFaulty } from '../../src/fleet/faults';
import { startLagging } from '../../src/fleet/lagging';
import { loadFaults } from '../../src/fleet/fleet';
import { READ_SCOPE, startProviderOf, testToken, WRITE_SCOPE } from '../../src/provider';
import { verify } from '../../src/run/verify';
import { belowScenarios } from '../../src/scenarios/below';
import { requestsIn } from '../../src/scenarios/scenario';

const name = 'authenticationMethodsPolicy';
const register = registerOf(operationNamed(name));

/** What a run makes of the row, and which rows it finds broken. */
async function judged(provider: { url: string; close(): Promise<void> }) {
  const { findings, requirements } = await verify({
    ...{
      register,
      provider: provider.url,
      token: testToken(WRITE_SCOPE),
      tokenReadOnly: testToken(READ_SCOPE),
    },
    ...{ only: ['BAT-OUTER', 'SEM-SHOWN'], settle: 100, timeout: 5000 },
  }).finally(() => provider.close());
  return {
    outcome: requirements.find(({ id }) => id === 'SEM-SHOWN')?.outcome,
    broken: [
      ...new Set(
        findings.flatMap(({ requirement, outcome }) => (outcome === 'violates' ? [requirement] : [])),
      ),
    ],
  };
}

test('only a policy with others below it is read with them, and nothing is written', () => {
  expect(belowScenarios(operationNamed('sms'))).toEqual([]);
  const sent = belowScenarios(register.operation).flatMap(({ steps }) => steps.flatMap(requestsIn));
  expect(sent).toHaveLength(2);
  const text = JSON.stringify(sent);
  expect(text.match(/"method":"GET"/g)).toHaveLength(24);
  expect(text).not.toContain('PATCH');
});

test('a provider that shows them as they are conforms', async () => {
  expect(await judged(await startProviderOf(name, { tenant: true }))).toEqual({
    outcome: 'conforms',
    broken: [],
  });
});

test('so does one whose reads lag', async () => {
  const provider = await startProviderOf(name, { tenant: true });
  const lagging = await startLagging({
    operation: name,
    target: provider.url,
    stale: 'every-second',
    age: 'replica',
    ms: 50,
  });
  const close = async () => {
    await lagging.close();
    await provider.close();
  };
  expect(await judged({ url: lagging.url, close })).toEqual({ outcome: 'conforms', broken: [] });
});

test('a provider without them is not held to it', async () => {
  expect(await judged(await startProviderOf(name))).toEqual({ outcome: 'not-exercised', broken: [] });
});

const faults = loadFaults().filter(({ breaks }) => breaks === 'SEM-SHOWN');
test.each(faults.map(({ id }) => [id]))('%s breaks the row', async (id) => {
  const behaviour = behaviourOf(id);
  expect(behaviour).toBeDefined();
  const provider = await startFaulty(behaviour ?? {}, { operation: name, tenant: true });
  expect(await judged(provider)).toEqual({ outcome: 'violates', broken: ['SEM-SHOWN'] });
});

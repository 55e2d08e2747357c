/** What a provider of the policy of all methods does wrong is told first as what it is, though updates are answered with the policy. */
import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { behaviourOf, startFaulty } from '../../src/fleet/faults';
import type { Behaviour } from '../../src/fleet/faults/behaviour';
import { testToken, WRITE_SCOPE } from '../../src/provider';
import { byCause } from '../../src/results/causes';
import { rankOf } from '../../src/results/outcome';
import { verify } from '../../src/run/verify';

const name = 'authenticationMethodsPolicy';

test.each([
  ['repeat-no-change-refused', 'SEM-REPEAT'],
  ['error-200-for-bad-input', 'ERR-RANGE'],
  ['round-trip-takes-another-key', 'SEM-KEY'],
])('%s is told as %s, and as nothing else', async (fault, row) => {
  const provider = await startFaulty(behaviourOf(fault) as Behaviour, { operation: name });
  try {
    const { findings } = await verify({
      provider: provider.url,
      register: registerOf(operationNamed(name)),
      token: testToken(WRITE_SCOPE),
      lacks: ['scopes'],
      settle: 100,
      env: {},
    });
    const broken = findings.filter(({ outcome }) => ['violates', 'deviates'].includes(outcome));
    const causes = byCause(broken, ({ outcome }) => rankOf(outcome));
    expect([...new Set(causes.map(({ finding }) => finding.requirement))]).toEqual([row]);
  } finally {
    await provider.close();
  }
});

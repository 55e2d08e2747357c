/**
 * What a provider does wrong is told first as what it is: for the policy of all methods, though updates are answered with the
 * policy; for verifiable credentials, though reads show parts of an item that were not sent.
 */
import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { behaviourOf, startFaulty } from '../../src/fleet/faults';
import type { Behaviour } from '../../src/fleet/faults/behaviour';
import { testToken, WRITE_SCOPE } from '../../src/provider';
import { byCause } from '../../src/results/causes';
import { rankOf } from '../../src/results/outcome';
import { verify } from '../../src/run/verify';

const parent = 'authenticationMethodsPolicy';

test.each([
  [parent, 'repeat-no-change-refused', 'SEM-REPEAT'],
  [parent, 'error-200-for-bad-input', 'ERR-RANGE'],
  [parent, 'round-trip-takes-another-key', 'SEM-KEY'],
  ['verifiableCredentials', 'repeat-no-change-refused', 'SEM-REPEAT'],
  ['verifiableCredentials', 'repeat-same-body-refused', 'SEM-REPEAT'],
  ['verifiableCredentials', 'delete-answered-404', 'RES-DELETE'],
])('%s: %s is told as %s, and as nothing else', async (name, fault, row) => {
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

/** A provider that refuses a member which no page lets an update set: the others of these are put back all the same. */
import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { startProviderOf, testToken, WRITE_SCOPE } from '../../src/provider';
import { verify } from '../../src/run/verify';

test('policyMigrationState is put back where authenticationMethodConfigurations is refused', async () => {
  const name = 'authenticationMethodsPolicy';
  const provider = await startProviderOf(name);
  try {
    const before = { ...provider.store.get() };
    const report = await verify({
      provider: provider.url,
      register: registerOf(operationNamed(name)),
      token: testToken(WRITE_SCOPE),
      only: ['SEM-APPLY'],
      settle: 30,
    });
    expect(report.putBack).toMatchObject({ equal: true });
    expect(provider.store.get()).toEqual(before);
  } finally {
    await provider.close();
  }
});

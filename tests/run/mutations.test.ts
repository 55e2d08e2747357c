import { loadRegister } from '../../src/requirements/register';
import { verifyMutant } from './mutant';
import { AUTHORIZATION } from './mutations/authorization';
import { ERRORS } from './mutations/errors';
import type { MutationCase } from './mutations/mutation';
import { RESPONSES } from './mutations/responses';
import { STATE } from './mutations/states';

/** Each family is run by a test file of its own, so that they can be shared out. */
const CASES: readonly MutationCase[] = [...RESPONSES, ...STATE, ...ERRORS, ...AUTHORIZATION];

const judged = loadRegister().rows.filter(({ actor, checks }) => actor === 'provider' && checks.length > 0);

test.each(judged.flatMap(({ id, checks }) => checks.map((address) => [address, id])))(
  '%s, of %s, has a mutation that it finds',
  (address, id) => {
    expect(CASES.filter(({ check, breaks }) => check === address && breaks === id)).not.toHaveLength(0);
  },
);

test('the provider without a mutation conforms', async () => {
  expect(await verifyMutant()).toMatchObject({
    verdict: 'conforms',
    reason: null,
    counts: { error: 0, violates: 0, deviates: 0, untestable: 0 },
  });
});

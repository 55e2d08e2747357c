/** Scenarios of policies of which a page lets an update set one member alone, or no collection that is empty. */
import { operationNamed } from '../../src/contract/operation';
import { isMembers, type Members } from '../../src/exchanges/body';
import { allScenarios } from '../../src/scenarios';
import type { Send, Step } from '../../src/scenarios/scenario';

const stepsOf = (name: string, address: string): readonly Step[] =>
  allScenarios({}, operationNamed(name)).find((scenario) => scenario.address === address)?.steps ?? [];
const isSend = (step: Step): step is Send => step.kind === 'send';
const membersOf = ({ payload }: Send): Members => {
  const json = payload && 'json' in payload ? payload.json : {};
  return isMembers(json)
    ? Object.fromEntries(Object.entries(json).filter(([name]) => !name.includes('@')))
    : {};
};
const pairsOf = (name: string): string[][] =>
  stepsOf(name, 'state/together').flatMap((step) =>
    step.kind === 'together' ? [step.sends.flatMap((sent) => Object.keys(membersOf(sent)))] : [],
  );

test('two updates at the same time are of members of their own', () => {
  expect(pairsOf('x509Certificate')[0]).toEqual(['state', 'certificateUserBindings']);
  expect(pairsOf('authenticationMethodsPolicy')[0]).toEqual([
    'registrationEnforcement',
    'policyMigrationState',
  ]);
});

test('what a revert may keep is filled before it, whether or not a page lets an update set it', () => {
  const steps = stepsOf('x509Certificate', 'state/delete').filter(isSend);
  const again = steps.findIndex(({ name }) => name === 'revert again');
  const sets = steps.slice(0, again).filter((step) => 'excludeTargets' in membersOf(step));
  expect(membersOf(sets.at(-1) as Send)['excludeTargets']).toHaveLength(2);
  expect(sets.at(-1)?.accept).toBeUndefined();
});

describe('of the policy of all methods', () => {
  const policy = 'authenticationMethodsPolicy';

  test('one update sets two members, and need not be taken', () => {
    const both = stepsOf(policy, 'state/several-members')
      .filter(isSend)
      .find((step) => Object.keys(membersOf(step)).length === 2);
    expect(both?.accept).toBeUndefined();
    expect(Object.keys(membersOf(both as Send))).toEqual(['registrationEnforcement', 'policyMigrationState']);
  });

  test('a refused update holds a sound member, which is another one before it', () => {
    const [before, ...steps] = stepsOf(policy, 'state/atomic').filter(isSend);
    expect(membersOf(before as Send)).toEqual({ policyMigrationState: 'preMigration' });
    const wrong = steps.filter(({ name }) => name !== 'fence');
    expect(wrong.length).toBeGreaterThan(1);
    expect(wrong.map((step) => membersOf(step)['policyMigrationState'])).toContain('migrationInProgress');
  });

  test('a body of more than 4 KiB sets a collection below a member', () => {
    const sizes = stepsOf(policy, 'state/collections')
      .filter(isSend)
      .filter(({ name }) => name.endsWith(': many'))
      .map((step) => JSON.stringify(membersOf(step)).length);
    expect(sizes).toHaveLength(2);
    expect(Math.min(...sizes)).toBeGreaterThan(4096);
  });
});

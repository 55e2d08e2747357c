import { operationNamed, packagedOperations } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { makePlan } from '../../src/scenarios/plan';

/** The steps of scenarios of requests that are refused whatever member they set. */
const stepsOf = (name: string): (string | undefined)[][] =>
  makePlan({ register: registerOf(operationNamed(name)), lacks: [], readOnlyToken: true })
    .scenarios.filter(({ address }) => /^(refusals|authorization|batch|state\/atomic)/.test(address))
    .map(({ steps }) => steps.map((step) => ('name' in step ? step.name : undefined)));
const isReadBefore = (steps: readonly (string | undefined)[]): boolean => {
  const fence = steps.indexOf('fence');
  return fence > 0 && steps[fence - 1] === 'read before the fence';
};

test.each([...packagedOperations].map(({ name }) => name))(
  'of %s, what refused updates stored is read for before an update that would hide it',
  (name) => {
    const fenced = stepsOf(name).filter((steps) => steps.includes('fence'));
    expect(fenced.length).toBeGreaterThan(5);
    const isAlone = name === 'authenticationMethodsPolicy';
    expect(fenced.filter(isReadBefore)).toHaveLength(isAlone ? fenced.length : 0);
  },
);

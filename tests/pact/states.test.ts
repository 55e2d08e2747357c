import { defaultOperation } from '../../src/contract/operation';
import { providerStates } from '../../src/pact/states';
import { reference } from './support';

test('the catalogue has the states of the policy with their parameters, and those of the caller with theirs', () => {
  const states = [...providerStates().values()].map((state) => [
    state.name,
    state.sets === 'caller' ? state.credentials : state.parameters,
  ]);
  expect(states).toEqual([
    ['the policy has the documented defaults', []],
    ['the policy is set', 'members'],
    ['the caller may update the policy', 'write'],
    ['the caller may read the policy and not update it', 'read'],
    ['the caller is not signed in', 'as-written'],
  ]);
});

test('it is read once', () => {
  expect(providerStates()).toBe(providerStates());
});

test('the reference consumer names no state that is not in it, nor a parameter', () => {
  const strangers = reference().interactions.flatMap(({ states }) =>
    states.filter(({ name, params }) => {
      const known = providerStates().get(name);
      const allowed = known?.parameters === 'members' ? defaultOperation().updatable : [];
      return !known || Object.keys(params).some((param) => !allowed.includes(param));
    }),
  );
  expect(strangers).toEqual([]);
});

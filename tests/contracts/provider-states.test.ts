import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { defaultOperation } from '../../src/contract/operation';
import { packageFile } from '../../src/contract/package-root';
import { type Interaction, pactFiles, pactWith } from './support';

interface Declared {
  name: string;
  sets: 'policy' | 'caller';
  parameters: 'members' | [];
}

const { states } = parse(readFileSync(packageFile('contracts', 'provider-states.yaml'), 'utf8')) as {
  states: Declared[];
};
const MEMBERS = defaultOperation().updatable;
const interactions = pactFiles().flatMap(({ pact }) => pact.interactions);

/** What is wrong with the states of an interaction, one sentence each. */
function complaints({ description, providerStates = [] }: Interaction): string[] {
  const used = providerStates.map(({ name, params = {} }) => ({
    name,
    params: Object.keys(params),
    declared: states.find((state) => state.name === name),
  }));
  const count = (sets: Declared['sets']) => used.filter(({ declared }) => declared?.sets === sets).length;
  return [
    ...used.filter(({ declared }) => !declared).map(({ name }) => `the state "${name}" is not declared`),
    ...used.flatMap(({ name, params, declared }) =>
      params
        .filter((param) => declared && !(declared.parameters === 'members' ? MEMBERS : []).includes(param))
        .map((param) => `the state "${name}" has no parameter ${param}`),
    ),
    ...(['policy', 'caller'] as const)
      .filter((sets) => count(sets) !== 1)
      .map((sets) => `${count(sets)} states set the ${sets}`),
  ].map((complaint) => `${description}: ${complaint}`);
}

test('the states that the Pact files name are declared, with their parameters', () => {
  expect(interactions.flatMap(complaints)).toEqual([]);
});

test('every declared state is relied upon', () => {
  const named = new Set(
    interactions.flatMap(({ providerStates }) => providerStates?.map(({ name }) => name)),
  );
  expect(states.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
});

test.each(pactFiles())('no two interactions of $name have the same description', ({ pact }) => {
  const descriptions = pact.interactions.map(({ description }) => description);
  expect(descriptions).toEqual([...new Set(descriptions)]);
});

describe('a complaint is made of', () => {
  const POLICY = { name: 'the policy is set', params: { defaultLength: 8 } };
  const CALLER = { name: 'the caller may update the policy' };

  test.each<[string, NonNullable<Interaction['providerStates']>, string]>([
    [
      'a state that is not declared',
      [POLICY, CALLER, { name: 'it rains' }],
      'the state "it rains" is not declared',
    ],
    [
      'a misspelt parameter',
      [{ ...POLICY, params: { defaultLenght: 8 } }, CALLER],
      'the state "the policy is set" has no parameter defaultLenght',
    ],
    [
      'a parameter of a state that has none',
      [POLICY, { ...CALLER, params: { token: 'x' } }],
      'the state "the caller may update the policy" has no parameter token',
    ],
    ['no word on the caller', [POLICY], '0 states set the caller'],
    ['two policies', [POLICY, POLICY, CALLER], '2 states set the policy'],
  ])('%s', (_name, providerStates, complaint) => {
    const { interactions } = pactWith('a read of the policy', (interaction) => {
      interaction.providerStates = providerStates;
    });
    expect(interactions.flatMap(complaints)).toEqual([`a read of the policy: ${complaint}`]);
  });
});

import { operationNamed } from '../../../src/contract/operation';
import { registerOf } from '../../../src/contract/register/register';
import type { Exchange } from '../../../src/exchanges/exchange';
import { judge } from '../../../src/judge/judge';
import { context, exchange, settled } from '../support';

const { path, states } = operationNamed('authenticationMethodsPolicy');
const POLICY = {
  id: 'authenticationMethodsPolicy',
  displayName: 'Policy',
  policyVersion: '1.5',
  ...states.A,
};
const at = { url: `https://graph.microsoft.com/v1.0${path}` };
const policy = (members: object) => settled({ ...POLICY, ...members }, at);
const sent = (json: object, status = 200) => exchange({ ...at, json, status, context: context() });

/** What is found of a sequence behind a read of the policy. */
const found = (sequence: readonly Exchange[]): unknown[] =>
  judge([policy({}), ...sequence], {
    subject: 'provider',
    register: registerOf(operationNamed('authenticationMethodsPolicy')),
    only: ['SEM-READ-ONLY'],
  }).findings.map(({ pointer, expected, actual }) => [pointer, expected, actual]);

test('a read-only member that shows what was sent is found', () => {
  expect(found([sent({ displayName: 'Ours' }), policy({ displayName: 'Ours' })])).toEqual([
    ['/displayName', '"Policy"', '"Ours"'],
  ]);
});

test.each([
  ['is ignored', [sent({ displayName: 'Ours' }), policy({})]],
  ['changes by itself', [sent({ policyVersion: '9' }), policy({ policyVersion: '1.6' })]],
  ['had the value before', [sent({ displayName: 'Policy' }), policy({})]],
])('nothing is found of one that %s', (_name, sequence) => {
  expect(found(sequence)).toEqual([]);
});

import { operationNamed } from '../../../src/contract/operation';
import { registerOf } from '../../../src/contract/register/register';
import type { Exchange } from '../../../src/exchanges/exchange';
import { judge } from '../../../src/judge/judge';
import { context, exchange, settled } from '../support';

const NAME = 'microsoftAuthenticator';
const { path, states, type } = operationNamed(NAME);
const at = { url: `https://graph.microsoft.com/v1.0${path}` };
const [APP, LOCATION] = ['displayAppInformationRequiredState', 'displayLocationInformationRequiredState'];
const everybody = { targetType: 'group', id: 'all_users' };
const app = { state: 'enabled', includeTarget: everybody, excludeTarget: null };
const location = { state: 'disabled', includeTarget: everybody };
const read = (featureSettings: object | null) =>
  settled({ ...states.A, '@odata.type': type, id: 'MicrosoftAuthenticator', featureSettings }, at);
const whole = read({ [APP]: app, [LOCATION]: location });
const sent = (featureSettings: object, status = 204) =>
  exchange({ ...at, json: { '@odata.type': type, featureSettings }, status, context: context() });
const part = sent({ [APP]: { state: 'disabled' } });

/** What becomes of the row, and what is told of it. */
function judged(sequence: readonly Exchange[], name = NAME) {
  const register = registerOf(operationNamed(name));
  const { requirements, findings } = judge(sequence, { subject: 'provider', register, only: ['SEM-PARTS'] });
  const told = findings.map(({ pointer, expected, actual }) => [pointer, expected, actual]);
  return [requirements.find(({ id }) => id === 'SEM-PARTS')?.outcome, told];
}

test('parts that are not sent and stay conform, at any depth', () => {
  expect(judged([whole, part, read({ [APP]: { ...app, state: 'disabled' }, [LOCATION]: location })])).toEqual(
    ['conforms', []],
  );
});

test.each([
  [
    'with another value',
    read({ [APP]: { ...app, state: 'disabled' }, [LOCATION]: app }),
    `/featureSettings/${LOCATION}`,
  ],
  [
    'that is gone below a part that was sent',
    read({ [APP]: { state: 'disabled' }, [LOCATION]: location }),
    `/featureSettings/${APP}/includeTarget`,
  ],
])('a part %s is noted', (_name, after, pointer) => {
  const [outcome, told] = judged([whole, part, after]);
  expect(outcome).toBe('informational');
  expect((told as unknown[][]).map(([place]) => place)).toEqual([pointer]);
});

test('an object that is gone lacks each part that was not sent', () => {
  const [, told] = judged([whole, part, read(null)]);
  expect((told as unknown[][]).map(([place]) => place)).toEqual([
    `/featureSettings/${APP}/includeTarget`,
    `/featureSettings/${LOCATION}`,
  ]);
});

test.each<[string, Exchange[]]>([
  [
    'an object that is sent whole',
    [whole, sent({ [APP]: app, [LOCATION]: app }), read({ [APP]: app, [LOCATION]: app })],
  ],
  ['a refused update', [whole, sent({ [APP]: { state: 'disabled' } }, 400), whole]],
  ['an update of which nobody knows whether it was carried out', [whole, part, sent({}, 500), read({})]],
  ['two updates of one member', [whole, part, sent({ [LOCATION]: app }), read({})]],
  ['an update without a read before it', [part, read({ [APP]: { state: 'disabled' } })]],
])('nothing is said of %s', (_name, sequence) => expect(judged(sequence)).toEqual(['not-exercised', []]));

test('what another member that was sent may recalculate says nothing', () => {
  const fido2 = operationNamed('fido2');
  const own = { url: `https://graph.microsoft.com/v1.0${fido2.path}` };
  const policy = (members: object) =>
    settled({ ...fido2.states.A, '@odata.type': fido2.type, id: 'Fido2', ...members }, own);
  const update = (members: object) =>
    exchange({ ...own, json: { '@odata.type': fido2.type, ...members }, context: context() });
  const keyRestrictions = { isEnforced: false };
  const after = policy({ isAttestationEnforced: true, keyRestrictions });
  const beside = update({ isAttestationEnforced: true, keyRestrictions });
  expect(judged([policy({}), beside, after], 'fido2')).toEqual(['not-exercised', []]);
  expect(judged([policy({}), update({ keyRestrictions }), policy({ keyRestrictions })], 'fido2')[0]).toBe(
    'informational',
  );
});

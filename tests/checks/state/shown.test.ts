import { operationNamed } from '../../../src/contract/operation';
import { context, exchange, testCheck, violates, ROOT } from '../support';

const operation = operationNamed('authenticationMethodsPolicy');
const SMS = 'authenticationMethodConfigurations/Sms';
const SHOWN = { id: 'Sms', state: 'enabled', excludeTargets: [] };

interface Read {
  shown?: object;
  own?: object;
  status?: number;
}

/** Both reads in one batch. */
function batch({ shown = SHOWN, own = SHOWN, status = 200 }: Read = {}) {
  const policy = { id: 'authenticationMethodsPolicy', authenticationMethodConfigurations: [shown] };
  const requests = [operation.path, `${operation.path}/${SMS}`].map((url, at) => ({
    ...{ id: String(at + 1), method: 'GET', url },
  }));
  const responses = [
    { id: '1', status: 200, body: policy },
    { id: '2', status, body: own },
  ];
  return exchange({
    ...{ method: 'POST', url: `${ROOT}/$batch`, json: { requests }, status: 200 },
    ...{ answer: { json: { responses } }, context: context() },
  });
}
const otherwise = { ...SHOWN, state: 'disabled' };
const POINTER = '/authenticationMethodConfigurations/0/state';

testCheck('state/shown', 'SEM-SHOWN', {
  operation,
  needs: ['responseBody'],
  holds: {
    'what the reads show is the same': [batch()],
    'an id in another letter case, and a member that one leaves out': [
      batch({ shown: { id: 'Sms', state: 'enabled' } }),
    ],
    'another annotation': [
      batch({ shown: { ...SHOWN, '@odata.type': '#a' }, own: { ...SHOWN, '@odata.type': '#b' } }),
    ],
    'a list whose ids the record hides in one of them': [
      batch({
        shown: { ...SHOWN, excludeTargets: [{ id: '[secret-1, 36 characters]' }] },
        own: { ...SHOWN, excludeTargets: [{ id: 'one' }] },
      }),
    ],
    'a text that the record hides': [batch({ shown: { ...SHOWN, state: '[secret-1, 7 characters]' } })],
    'a difference that the next batch does not show': [batch({ shown: otherwise }), batch()],
  },
  breaks: {
    'another value': [[batch({ shown: otherwise })], violates(POINTER, '"enabled"', '"disabled"')],
    'a list that lost an item, whose ids the record hides in one of them': [
      [
        batch({
          shown: { ...SHOWN, excludeTargets: [{ id: '[secret-1, 36 characters]' }] },
          own: { ...SHOWN, excludeTargets: [{ id: 'one' }, { id: 'two' }] },
        }),
      ],
      violates(
        POINTER.replace('state', 'excludeTargets'),
        '[{"id":"one"},{"id":"two"}]',
        '[{"id":"[secret-1, 36 characters]"}]',
      ),
    ],
    'another value, twice': [
      [batch({ own: otherwise }), batch({ own: otherwise })],
      violates(POINTER, '"disabled"', '"enabled"'),
    ],
  },
  silent: {
    'a policy that is not there': [batch({ status: 404, own: { error: {} } })],
    'a policy that is not shown': [batch({ shown: { ...SHOWN, id: 'Voice' } })],
  },
});

import { operationNamed } from '../../../src/contract/operation';
import { deviates, exchange, testCheck } from '../support';

const operation = operationNamed('authenticationMethodsPolicy');
const update = (json: object, written: Parameters<typeof exchange>[0] = {}) =>
  exchange({ url: `https://graph.microsoft.com/v1.0${operation.path}`, json, status: 200, ...written });

testCheck('request/read-only-members', 'REQ-READ-ONLY', {
  operation,
  needs: ['requestBody'],
  holds: {
    'an update without one': update({ policyMigrationState: 'preMigration' }),
    'an update of nothing': update({}),
  },
  breaks: {
    'a member that is read-only': [
      update({ displayName: 'Mine' }),
      deviates('/displayName', 'absent', '"Mine"'),
    ],
    'one in another letter case': [
      update({ PolicyVersion: '1.5' }),
      deviates('/policyVersion', 'absent', '"1.5"'),
    ],
  },
  silent: { 'a body that is no JSON': update({}, { json: undefined, text: '{' }) },
});

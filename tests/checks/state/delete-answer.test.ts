import { operationNamed } from '../../../src/contract/operation';
import { context, exchange, refusal, testCheck, update, violates } from '../support';

const operation = operationNamed('verifiableCredentials');
const url = `https://graph.microsoft.com/v1.0${operation.path}`;
const planned = { url, context: context() };
const deleted = (status = 204) => exchange({ ...planned, method: 'DELETE', json: undefined, status });
const refused = (more: object = {}) =>
  refusal({ ...planned, method: 'DELETE', json: undefined, status: 404, ...more });

testCheck('state/delete-answer', 'RES-DELETE', {
  operation,
  needs: [],
  holds: {
    'a 204, whatever is there behind it': [deleted(), refusal({ ...planned, method: 'GET', status: 404 })],
  },
  breaks: {
    'another success': [[deleted(200)], violates('status', '204', '200')],
    'a refusal': [[refused()], violates('status', '204', '404')],
  },
  silent: {
    'an update': [update({ state: 'enabled' }, planned)],
    'a DELETE that was throttled': [deleted(429)],
    'one that must be refused': [refused({ status: 403, context: context({ credentials: 'read-only' }) })],
  },
});

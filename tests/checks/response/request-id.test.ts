import { deviates, exchange, GUID, read, refusal, superseded, testCheck } from '../support';

const answered = (headers: Record<string, string | null>, written: object = {}) =>
  exchange({ answer: { headers }, ...written });
const MISSING = deviates('header:request-id', 'request-id', 'no request-id');

testCheck('response/request-id', 'RES-REQID', {
  needs: ['responseHeaders'],
  holds: {
    'both headers': exchange(),
    'both headers of a read': read(),
    'both headers of a refusal': refusal(),
    'the id repeated in capitals': answered({ 'client-request-id': GUID.toUpperCase() }),
    'no repetition where none was sent': answered(
      { 'client-request-id': null },
      { headers: { 'client-request-id': null } },
    ),
    "the service's own id where none was sent": exchange({ headers: { 'client-request-id': null } }),
  },
  breaks: {
    'no request-id': [answered({ 'request-id': null }), MISSING],
    'an empty request-id': [answered({ 'request-id': '' }), MISSING],
    'no repetition': [
      answered({ 'client-request-id': null }),
      deviates('header:client-request-id', 'the value that was sent', 'no client-request-id'),
    ],
    'another id': [
      answered({ 'client-request-id': '11111111-2222-3333-4444-555555555555' }),
      deviates('header:client-request-id', 'the value that was sent', 'another value'),
    ],
    neither: [
      answered({ 'request-id': null, 'client-request-id': null }),
      MISSING,
      deviates('header:client-request-id', 'the value that was sent', 'no client-request-id'),
    ],
  },
  silent: {
    'a server error, which may come from in front': answered({ 'request-id': null }, { status: 503 }),
    'a request that was sent again': superseded(answered({ 'request-id': null })),
    'a request inside a batch': answered({ 'request-id': null }, { batch: { parent: 'b', id: '1' } }),
    'no answer': exchange({ status: 0 }),
  },
});

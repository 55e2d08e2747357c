import { exchange, GUID, informs, ROOT, testCheck } from '../support';

const given = (id: string | null) => exchange({ headers: { 'client-request-id': id } });
const POINTER = 'header:client-request-id';

testCheck('request/client-request-id', 'REQ-CRID', {
  needs: ['requestHeaders'],
  holds: {
    'a GUID': exchange(),
    'a GUID in capitals': given(GUID.toUpperCase()),
    'a GUID in braces': given(`{${GUID}}`),
    'a read': exchange({ method: 'GET' }),
  },
  breaks: {
    none: [given(null), informs(POINTER, 'a GUID', 'no client-request-id')],
    'another text': [given('run-42'), informs(POINTER, 'a GUID', 'run-42')],
    'a GUID without its hyphens': [
      given(GUID.replaceAll('-', '')),
      informs(POINTER, 'a GUID', GUID.replaceAll('-', '')),
    ],
  },
  silent: {
    'a request inside a batch': exchange({
      headers: { 'client-request-id': null },
      batch: { parent: 'b', id: '1' },
    }),
    'a batch': exchange({
      method: 'POST',
      url: `${ROOT}/$batch`,
      json: { requests: [] },
      headers: { 'client-request-id': null },
    }),
  },
});

import { exchange, testCheck, violates } from '../support';

const POINTER = 'header:Content-Type';
const given = (contentType: string | null) => exchange({ headers: { 'Content-Type': contentType } });

testCheck('request/content-type', 'REQ-CT', {
  needs: ['requestHeaders'],
  holds: {
    'application/json': exchange(),
    'a charset': given('application/json; charset=utf-8'),
    'parameters of OData': given('application/json;odata.metadata=minimal;IEEE754Compatible=false'),
    'another letter case': given('Application/JSON'),
    'the header name in lower case': exchange({
      headers: { 'Content-Type': null, 'content-type': 'application/json' },
    }),
    'a request inside a batch that says its type': exchange({ batch: { parent: 'b', id: '1' } }),
  },
  breaks: {
    'no Content-Type': [given(null), violates(POINTER, 'application/json', 'no Content-Type')],
    'text/plain': [given('text/plain'), violates(POINTER, 'application/json', 'text/plain')],
    'an empty Content-Type': [given(''), violates(POINTER, 'application/json', '')],
    'a type that only starts the same': [
      given('application/json-patch+json'),
      violates(POINTER, 'application/json', 'application/json-patch+json'),
    ],
    'text/json': [given('text/json'), violates(POINTER, 'application/json', 'text/json')],
  },
  silent: {
    'a read': exchange({ method: 'GET' }),
    'a reset': exchange({ method: 'DELETE' }),
    'a request inside a batch without one, which BAT-CT judges': exchange({
      headers: { 'Content-Type': null },
      batch: { parent: 'b', id: '1' },
    }),
  },
});

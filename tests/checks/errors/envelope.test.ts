import { errorBody, exchange, refusal, superseded, testCheck, truncated, violates } from '../support';

const answered = (json: unknown, written: object = {}) => refusal({ ...written, answer: { json } });

testCheck('errors/envelope', 'ERR-ENVELOPE', {
  needs: ['responseBody'],
  holds: {
    'code and message': answered({ error: { code: 'BadRequest', message: 'No.' } }),
    'an empty code': answered({ error: { code: '', message: 'No.' } }),
    'an empty message': answered({ error: { code: 'x', message: '' } }),
    innerError: answered(errorBody()),
    'innererror, as the pages write it': answered({ error: { code: 'x', message: 'y', innererror: {} } }),
    'further members': answered({ error: { code: 'x', message: 'y', details: [], target: null, more: 1 } }),
    'parameters of the media type': refusal({
      answer: { headers: { 'Content-Type': 'application/json; charset=utf-8' } },
    }),
    'an error of a read': refusal({ method: 'GET', json: undefined, status: 404 }),
    'an error of another method': refusal({ method: 'PUT', status: 405 }),
    'a 500 that the provider itself made': refusal({ status: 500 }),
    'a throttle': refusal({ status: 429 }),
    'an error inside a batch, where headers are left out at will': refusal({
      batch: { parent: 'b', id: '1' },
      answer: { headers: { 'Content-Type': null } },
    }),
  },
  breaks: {
    'no error member': [answered({ message: 'No.' }), violates('/error', 'present', 'nothing')],
    'an error that is a string': [answered({ error: 'No.' }), violates('/error', 'an object', '"No."')],
    'no code': [answered({ error: { message: 'No.' } }), violates('/error/code', 'present', 'nothing')],
    'no message': [answered({ error: { code: 'x' } }), violates('/error/message', 'present', 'nothing')],
    neither: [
      answered({ error: {} }),
      violates('/error/code', 'present', 'nothing'),
      violates('/error/message', 'present', 'nothing'),
    ],
    'a code that is a number': [
      answered({ error: { code: 400, message: 'No.' } }),
      violates('/error/code', 'a string', '400'),
    ],
    'a message that is null': [
      answered({ error: { code: 'x', message: null } }),
      violates('/error/message', 'a string', 'null'),
    ],
    'an array': [answered([]), violates('', 'an object', '[]')],
    'an empty body': [
      exchange({ status: 400, answer: { headers: { 'Content-Type': 'application/json' } } }),
      violates('', 'a JSON object', 'the body is empty'),
    ],
    'another media type': [
      refusal({ answer: { headers: { 'Content-Type': 'text/html' } } }),
      violates('header:Content-Type', 'application/json', 'text/html'),
    ],
    'a throttle as plain text': [
      refusal({ status: 429, answer: { headers: { 'Content-Type': 'text/plain' } } }),
      violates('header:Content-Type', 'application/json', 'text/plain'),
    ],
    'a throttle as plain text, behind which the request was sent again': [
      superseded(refusal({ status: 429, answer: { headers: { 'Content-Type': 'text/plain' } } })),
      violates('header:Content-Type', 'application/json', 'text/plain'),
    ],
    'no media type': [
      refusal({ answer: { headers: { 'Content-Type': null } } }),
      violates('header:Content-Type', 'application/json', 'no Content-Type'),
    ],
    'no body and no media type': [
      exchange({ status: 500 }),
      violates('header:Content-Type', 'application/json', 'no Content-Type'),
      violates('', 'a JSON object', 'the body is empty'),
    ],
    'an error inside a batch without message': [
      answered({ error: { code: 'x' } }, { batch: { parent: 'b', id: '1' } }),
      violates('/error/message', 'present', 'nothing'),
    ],
  },
  silent: {
    'a success': exchange(),
    'a gateway that has no answer': exchange({ status: 502 }),
    'a gateway that is overloaded': exchange({ status: 503 }),
    'a gateway that gave up': exchange({ status: 504 }),
    'a proxy that wants credentials': exchange({ status: 407 }),
    'a throttle that is a page of HTML': refusal({
      status: 429,
      answer: { headers: { 'Content-Type': 'text/html; charset=utf-8' } },
    }),
    'a HEAD, which has no body': exchange({ method: 'HEAD', status: 404 }),
    'a request that was sent again': superseded(exchange({ status: 500 })),
    'no answer': exchange({ status: 0 }),
    'a body that was cut off when it was recorded': truncated(refusal(), 'response'),
  },
});

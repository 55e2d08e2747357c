import { header, headerValues, mediaType, mediaTypeParameters } from '../../src/exchanges/headers';
import type { HeaderPair } from '../../src/exchanges/exchange';

const HEADERS: HeaderPair[] = [
  ['WWW-Authenticate', 'Negotiate'],
  ['request-id', '1'],
  ['www-authenticate', 'Bearer'],
  ['X-Empty', ''],
];

test('finds the values of a header whatever its letter case, in order', () => {
  expect(headerValues(HEADERS, 'Www-Authenticate')).toEqual(['Negotiate', 'Bearer']);
});

test.each([
  ['repeated ones joined', 'www-authenticate', 'Negotiate, Bearer'],
  ['a single one', 'Request-Id', '1'],
  ['an empty one, which is there', 'x-empty', ''],
  ['none', 'request', undefined],
])('gives %s', (_name, name, value) => {
  expect(header(HEADERS, name)).toBe(value);
});

test.each([
  ['application/json', 'application/json'],
  ['Application/JSON; charset=utf-8', 'application/json'],
  [' application/json ;odata.metadata=minimal', 'application/json'],
  ['', ''],
])('takes the media type of %j', (contentType, type) => {
  expect(mediaType(contentType)).toBe(type);
});

test.each([
  ['application/json', {}],
  ['application/json; charset=UTF-8', { charset: 'utf-8' }],
  [
    'application/json;odata.metadata=minimal;IEEE754Compatible=false',
    { 'odata.metadata': 'minimal', ieee754compatible: 'false' },
  ],
  ['application/json; charset="utf-8"', { charset: 'utf-8' }],
  ['application/json; flag', { flag: '' }],
  ['application/json \t;\t CHARSET="utf-8"', { charset: 'utf-8' }],
  ['application/json;note="a;b, \\"c\\"";charset=utf-8', { note: 'a;b, "c"', charset: 'utf-8' }],
  ['application/json;', { '': '' }],
])('takes the parameters of %j', (contentType, parameters) => {
  expect(Object.fromEntries(mediaTypeParameters(contentType))).toEqual(parameters);
});

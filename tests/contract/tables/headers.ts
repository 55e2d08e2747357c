import { refuseEach, type Conforming, type Table, type Violating } from '../table';

const values = (...texts: string[]) => texts.map((text): Conforming => [`"${text}"`, text]);
const whole = (value: unknown) => value;

/** RFC 6750, section 2.1; what was sent is never repeated. */
const noBearer = [
  '',
  'Bearer',
  'Bearer ',
  'Basic eDp5',
  'abc',
  'Bearer a b',
  'Bearer a"',
  'Bearer a, Bearer b',
  ' Bearer a',
];

export const authorizationTable: Table = {
  schema: 'request-header:Authorization',
  conforming: values('Bearer abc', 'bearer abc', 'BEARER abc', 'Bearer  abc', 'Bearer eyJ0.e30.c2ln-_~+/=='),
  violating: [
    ...noBearer.map((value): Violating => [
      `"${value}"`,
      value,
      ['', 'Authorization must be `Bearer` and a token, got something else (REQ-AUTH)'],
    ]),
    ['a number', 1, ['', 'Authorization must be a string, got something else (REQ-AUTH)']],
  ],
};

export const contentTypeTable: Table = {
  schema: 'request-header:Content-Type',
  conforming: values(
    'application/json',
    'Application/JSON',
    ' application/json ',
    'application/json;charset=utf-8',
    'application/json ; odata.metadata=minimal; IEEE754Compatible=true',
  ),
  violating: [
    ...refuseEach(
      [
        '',
        'text/plain',
        'text/json',
        'application/json-patch+json',
        'application/jsonx',
        'json',
        'x application/json',
      ],
      whole,
      '',
      'Content-Type must be the JSON media type',
      'REQ-CT',
    ),
    ...refuseEach([null, 1], whole, '', 'Content-Type must be a string', 'REQ-CT'),
  ],
};

export const clientRequestIdTable: Table = {
  schema: 'request-header:client-request-id',
  conforming: values('6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52', '6F1A6D5E-0D3C-4A53-9F57-3D2F1F6F0B52'),
  violating: [
    ...refuseEach(
      ['', 'mine', '6f1a6d5e0d3c4a539f573d2f1f6f0b52', '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b5'],
      whole,
      '',
      'client-request-id must be a GUID',
      'REQ-CRID',
    ),
    ...refuseEach([null, 1], whole, '', 'client-request-id must be a string', 'REQ-CRID'),
  ],
};

const answer = (name: string, requirement: string, ...texts: string[]): Table => ({
  schema: `response-header:${name}`,
  conforming: values(...texts),
  violating: refuseEach([null, 3, ['x']], whole, '', `${name} must be a string`, requirement),
});

export const answerTables: readonly Table[] = [
  answer('request-id', 'RES-REQID', '6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52'),
  answer('client-request-id', 'RES-REQID', 'mine'),
  answer('WWW-Authenticate', 'AUT-401', 'Bearer', 'Bearer realm=""'),
  answer('Retry-After', 'THR-429', '3', 'Sun, 22 Nov 2026 10:00:00 GMT'),
  answer('Allow', 'ERR-405', 'GET, PATCH, DELETE'),
];

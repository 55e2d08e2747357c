import { explain, type Against } from '../../src/pact/explain';
import type { Mismatch } from '../../src/pact/verifier';

const status = (expected: number, actual: number): Mismatch => ({
  type: 'StatusMismatch',
  mismatch: `expected ${expected} but was ${actual}`,
  expected,
  actual,
});
const BODY: Mismatch = { type: 'BodyMismatch', path: '/', mismatch: 'Expected body but was empty.' };
const HEADER: Mismatch = {
  type: 'HeaderMismatch',
  key: 'Content-Type',
  path: '/',
  mismatch: 'no Content-Type',
};
const MEMBER: Mismatch = { type: 'BodyMismatch', path: '$.id', mismatch: "Expected 'a' but got 'b'" };

const against = (more: Partial<Against>): Against => ({
  provider: [],
  client: [],
  status: 204,
  inPassing: false,
  capability: undefined,
  success: { status: 204, content: false, also: [], row: 'RES-204' },
  ...more,
});
const CODE = { requirement: 'ERR-ENVELOPE', message: 'error.code must be a text' };
const TYPE = { requirement: 'REQ-TYPE', message: '@odata.type must be present' };

const TABLE: [
  what: string,
  mismatches: Mismatch[],
  against: Partial<Against>,
  blame: 'provider' | 'client',
  requirements: string[],
  message: RegExp,
][] = [
  [
    'an answer that breaks a clause',
    [MEMBER],
    { status: 400, provider: [CODE] },
    'provider',
    ['ERR-ENVELOPE'],
    /^\$\.id: Expected 'a' but got 'b'\. The answer breaks ERR-ENVELOPE \(error\.code must be a text\)$/,
  ],
  [
    'an answer that breaks one though the request does too',
    [status(204, 400)],
    { status: 400, provider: [CODE], client: [TYPE] },
    'provider',
    ['ERR-ENVELOPE'],
    /The answer breaks ERR-ENVELOPE/,
  ],
  [
    'a request that breaks a clause and is refused',
    [status(204, 400)],
    { status: 400, client: [TYPE] },
    'client',
    ['REQ-TYPE'],
    /^expected 204 but was 400\. The request breaks REQ-TYPE \(@odata\.type must be present\), and is rightly refused$/,
  ],
  [
    'a clause that is broken twice, named once',
    [status(204, 400)],
    { status: 400, client: [TYPE, { ...TYPE, message: 'again' }] },
    'client',
    ['REQ-TYPE'],
    /REQ-TYPE \(@odata\.type must be present\), REQ-TYPE \(again\)/,
  ],
  [
    'a success that is another than a 204',
    [status(204, 200)],
    { status: 200 },
    'provider',
    ['RES-204'],
    /The answer breaks RES-204 \(success is 204, got 200\)$/,
  ],
  [
    'the same where a check has said so already',
    [status(204, 200)],
    { status: 200, provider: [{ requirement: 'RES-204', message: 'success must be 204' }] },
    'provider',
    ['RES-204'],
    /The answer breaks RES-204 \(success must be 204\)$/,
  ],
  [
    'the same for a reset',
    [status(204, 200)],
    { status: 200, success: { status: 204, content: false, also: [], row: 'SEM-DELETE' } },
    'provider',
    ['SEM-DELETE'],
    /SEM-DELETE \(success is 204, got 200\)$/,
  ],
  [
    'a consumer that expects a 200',
    [status(200, 204)],
    {},
    'client',
    ['RES-204'],
    /^expected 200 but was 204\. The contract does not promise what the consumer expects: RES-204 \(success is 204\)$/,
  ],
  ['a consumer that expects a body', [BODY], {}, 'client', ['RES-EMPTY'], /RES-EMPTY \(a 204 has no content/],
  [
    'a consumer that expects a header',
    [HEADER],
    {},
    'client',
    ['RES-EMPTY'],
    /^no Content-Type\. The contract/,
  ],
  [
    'a consumer that expects both',
    [BODY, status(200, 204), HEADER],
    {},
    'client',
    ['RES-204', 'RES-EMPTY'],
    /^Expected body but was empty; expected 200 but was 204; no Content-Type\. /,
  ],
  [
    'a read that shows other values',
    [MEMBER],
    { status: 200, success: undefined },
    'provider',
    [],
    /^\$\.id: Expected 'a' but got 'b'\. No clause decides this: the two teams have to agree$/,
  ],
  [
    'a sound request that is refused',
    [status(204, 404)],
    { status: 404 },
    'provider',
    [],
    /No clause decides this/,
  ],
  [
    'a server error behind a request that breaks a clause',
    [status(204, 500)],
    { status: 500, client: [TYPE] },
    'provider',
    [],
    /No clause decides this/,
  ],
];

test.each(TABLE)('%s', (_what, mismatches, more, blame, requirements, message) => {
  const explained = explain(mismatches, against(more));
  expect(explained).toMatchObject({ blame, requirements });
  expect(explained.message).toMatch(message);
});

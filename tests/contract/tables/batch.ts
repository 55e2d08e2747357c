import { refuseEach, type Conforming, type Table, type Violating } from '../table';

const ITEM = { id: '1', method: 'GET', url: '/me' };
const item = (members: object) => ({ ...ITEM, ...members });
const only = (member: string) => (value: unknown) => item({ [member]: value });
const without = (whole: object, member: string) =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => name !== member));

/** Batching page: twenty are the most. */
const batchOf = (count: number) => ({
  requests: Array.from({ length: count }, (_, index) => item({ id: `${index}` })),
});

export const batchRequestTable: Table = {
  schema: 'batchRequest',
  conforming: [
    ...[0, 1, 19, 20].map((count): Conforming => [`${count} requests`, batchOf(count)]),
    ['a further member', { ...batchOf(1), note: 'x' }],
  ],
  violating: [
    ...refuseEach([null, [], 'x'], (body) => body, '', 'the body must be an object', 'BAT-LIMIT'),
    ['no requests', {}, ['/requests', 'requests must be present (BAT-LIMIT)']],
    ...refuseEach(
      [null, {}, 'x'],
      (requests) => ({ requests }),
      '/requests',
      'requests must be an array',
      'BAT-LIMIT',
    ),
    [
      'one request too many',
      batchOf(21),
      ['/requests', 'requests must be at most 20 items, got 21 items (BAT-LIMIT)'],
    ],
    ...refuseEach(
      [null, 'GET /me', []],
      (request) => ({ requests: [ITEM, request] }),
      '/requests/1',
      'requests.1 must be an object',
      'BAT-LIMIT',
    ),
  ],
};

const absolute = [
  'https://graph.microsoft.com/v1.0/me',
  'HTTP://localhost/me',
  'x+y.z-1://localhost',
  'file:///etc',
];

export const batchItemTable: Table = {
  schema: 'batchRequestItem',
  conforming: [
    ['the least', ITEM],
    ...['me', '/me', '/me?x=https://y', '', '?x', '/a:b', '://me', '1a://me'].map((url): Conforming => [
      `the relative url "${url}"`,
      item({ url }),
    ]),
    ['headers', item({ headers: { 'Content-Type': 'application/json' } })],
    ['no headers', item({ headers: {} })],
    ...[null, {}, [], 'x', 1].map((body): Conforming => [`the body ${JSON.stringify(body)}`, item({ body })]),
    ['what it depends on', item({ dependsOn: ['2', '3'] })],
    ['nothing that it depends on', item({ dependsOn: [] })],
  ],
  violating: [
    ...refuseEach([null, [], 'x'], (it) => it, '', 'the body must be an object', 'BAT-LIMIT'),
    ...Object.keys(ITEM).flatMap((member): Violating[] => [
      [`no ${member}`, without(ITEM, member), [`/${member}`, `${member} must be present (BAT-LIMIT)`]],
      ...refuseEach(
        [null, 1, true, {}],
        only(member),
        `/${member}`,
        `${member} must be a string`,
        'BAT-LIMIT',
      ),
    ]),
    ...refuseEach(absolute, only('url'), '/url', 'url must be relative to the version root', 'BAT-LIMIT'),
    ...refuseEach([null, [], 'x'], only('headers'), '/headers', 'headers must be an object', 'BAT-LIMIT'),
    ...refuseEach(
      [null, 1, ['x']],
      (value) => item({ headers: { Accept: 'x', Prefer: value } }),
      '/headers/Prefer',
      'headers.Prefer must be a string',
      'BAT-LIMIT',
    ),
    ...refuseEach(
      [null, '2', {}],
      only('dependsOn'),
      '/dependsOn',
      'dependsOn must be an array',
      'BAT-LIMIT',
    ),
    ...refuseEach(
      [null, 2],
      (id) => item({ dependsOn: ['2', id] }),
      '/dependsOn/1',
      'dependsOn.1 must be a string',
      'BAT-LIMIT',
    ),
  ],
};

const ANSWER = { id: '1', status: 204 };
const answered = (members: object) => ({ responses: [{ ...ANSWER, ...members }] });

export const batchResponseTable: Table = {
  schema: 'batchResponse',
  conforming: [
    ['no response', { responses: [] }],
    ['the least', answered({})],
    ['headers and a body', answered({ status: 200, headers: { Allow: 'GET' }, body: { id: 'x' } })],
    ...[null, 'x', []].map((body): Conforming => [`the body ${JSON.stringify(body)}`, answered({ body })]),
    ['a link to the next page', { responses: [], '@odata.nextLink': 'x' }],
  ],
  violating: [
    ...refuseEach([null, [], 'x'], (body) => body, '', 'the body must be an object', 'BAT-OUTER'),
    ['no responses', {}, ['/responses', 'responses must be present (BAT-OUTER)']],
    ...refuseEach(
      [null, {}, 'x'],
      (responses) => ({ responses }),
      '/responses',
      'responses must be an array',
      'BAT-OUTER',
    ),
    ...refuseEach(
      [null, 204, []],
      (response) => ({ responses: [response] }),
      '/responses/0',
      'responses.0 must be an object',
      'BAT-OUTER',
    ),
    ...Object.keys(ANSWER).map((member): Violating => [
      `no ${member}`,
      { responses: [without(ANSWER, member)] },
      [`/responses/0/${member}`, `responses.0.${member} must be present (BAT-OUTER)`],
    ]),
    ...refuseEach(
      [null, 1],
      (id) => answered({ id }),
      '/responses/0/id',
      'responses.0.id must be a string',
      'BAT-OUTER',
    ),
    ...refuseEach(
      [null, '204', 204.5, true],
      (status) => answered({ status }),
      '/responses/0/status',
      'responses.0.status must be an integer',
      'BAT-OUTER',
    ),
    ...refuseEach(
      [null, [], 'x'],
      (headers) => answered({ headers }),
      '/responses/0/headers',
      'responses.0.headers must be an object',
      'BAT-OUTER',
    ),
    ...refuseEach(
      [null, 3],
      (value) => answered({ headers: { 'Retry-After': value } }),
      '/responses/0/headers/Retry-After',
      'responses.0.headers.Retry-After must be a string',
      'BAT-OUTER',
    ),
  ],
};

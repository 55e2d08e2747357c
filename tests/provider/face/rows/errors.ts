import { testToken } from '../../../../src/provider';
import { TYPE, updateOf } from '../../support';
import { ALLOWED, URL_PATH, type Case, type Face, type Rows, errorOf, textOf } from '../support';

/** A request for each status that the provider refuses with. */
const REFUSED: readonly [status: number, send: (face: Face) => ReturnType<Face['call']>][] = [
  [400, ({ update }) => update({ defaultLength: 49 })],
  [401, ({ call }) => call('GET', undefined, undefined)],
  [403, ({ call }) => call('GET', undefined, `Bearer ${testToken()}`)],
  [404, ({ read }) => read('/v1.0/nowhere')],
  [405, ({ call }) => call('PUT')],
  [413, ({ write }) => write(' '.repeat(4 * 1024 * 1024 + 1))],
  [415, ({ write }) => write('{}').set('Content-Encoding', 'br')],
];

const refused = (sentence: string, send: (face: Face) => ReturnType<Face['call']>): Case => [
  sentence,
  async (face) => {
    const before = face.arrange({ state: 'enabled', defaultLength: 12 });
    const { body } = await send(face).expect(400);
    expect(body).toEqual(errorOf(/^(BadRequest|RequestBodyRead)$/));
    expect(face.policy()).toEqual(before);
  },
];

const refusedBody = (sentence: string, text: string | Buffer): Case =>
  refused(sentence, ({ write }) => write(text));
const refusedMembers = (members: object): Case =>
  refused(`${JSON.stringify(members)} is refused`, ({ update }) => update(members));

export const errorRows: Rows = {
  'ERR-ENVELOPE': REFUSED.map(([status, send]): Case => [
    `a ${status} has the error body, as application/json`,
    async (face) => {
      const { body } = await send(face).expect(status).expect('Content-Type', 'application/json');
      expect(body).toEqual(errorOf(/./));
    },
  ]),
  'ERR-OTHER-KEY': ['OfNobody', '/nothingOfThisName', "('TemporaryAccessPass')"].map((behind): Case => [
    `an update, a read and a revert of ${behind} behind the key are answered with 404`,
    async ({ call, arrange, policy }) => {
      const before = arrange({ state: 'enabled' });
      for (const method of ['PATCH', 'GET', 'DELETE']) {
        const sent = call(method, `${URL_PATH}${behind}`);
        await (method === 'PATCH' ? sent.send(updateOf({ state: 'disabled' })) : sent).expect(404);
      }
      expect(policy()).toEqual(before);
    },
  ]),
  'ERR-INNER': REFUSED.map(([status, send]): Case => [
    `a ${status} repeats the ids of its head`,
    async (face) => {
      const { body, headers } = await send(face).set('client-request-id', 'mine');
      expect(body.error.innerError).toEqual({
        date: expect.any(String),
        'request-id': headers['request-id'],
        'client-request-id': 'mine',
      });
      expect(Math.abs(Date.parse(`${body.error.innerError.date}Z`) - Date.now())).toBeLessThan(60_000);
    },
  ]),
  'ERR-CODE': REFUSED.map(([status, send]): Case => [
    `the code of a ${status} is one word, spelt as the service spells it`,
    async (face) => expect((await send(face)).body.error.code).toMatch(/^[A-Z][A-Za-z_]+$/),
  ]),
  'ERR-NOECHO': ['Bearer eyJ0eXAi.e30.c2ln', `Bearer ${testToken('some.scope')}`, 'Basic c2VjcmV0'].map(
    (authorization): Case => [
      `nothing of "${authorization}" is repeated`,
      async ({ call }) => {
        const { text, headers } = await call('PATCH', undefined, authorization).send(updateOf({}));
        expect(text + JSON.stringify(headers)).not.toContain(authorization.split(' ')[1]);
      },
    ],
  ),
  'ERR-BADJSON': [
    refusedBody('nothing is refused', ''),
    refusedBody('white space is refused', ' \n'),
    refusedBody('broken JSON is refused', '{"isUsableOnce":'),
    refusedBody('JSON with a comment is refused', `/**/${textOf({})}`),
    refusedBody('JSON with a comma too many is refused', textOf({}).replace('}', ',}')),
    refusedBody('a second value is refused', `${textOf({})}{}`),
    refusedBody('invalid UTF-8 is refused', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])),
    refusedBody('Latin-1 is refused', Buffer.from(textOf({ '@contoso.note': 'é' }), 'latin1')),
    refusedBody('UTF-16 is refused', Buffer.from(textOf({}), 'utf16le')),
    refusedBody('an array is refused', `[${textOf({})}]`),
    ...['null', 'true', '8', '"text"'].map((text) => refusedBody(`${text} is refused`, text)),
  ],
  'ERR-CT': [
    refused('an update without a Content-Type is refused', ({ write }) =>
      write(textOf({ state: 'disabled' }), undefined),
    ),
    ...[
      'text/plain',
      'text/json',
      'application/xml',
      'application/jsonx',
      'application/json-patch+json',
      'application/merge-patch+json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json, text/plain',
    ].map((type) =>
      refused(`an update as ${type} is refused`, ({ write }) => write(textOf({ state: 'disabled' }), type)),
    ),
  ],
  'ERR-NOTYPE': [
    refusedBody('an empty object is refused', '{}'),
    refusedBody('members without the type are refused', '{"isUsableOnce":true}'),
    refusedBody('the short name of the annotation is not enough', `{"@type":"${TYPE}","isUsableOnce":true}`),
  ],
  'ERR-TYPE': [
    '',
    TYPE.slice(1),
    '#microsoft.graph.authenticationMethodConfiguration',
    '#microsoft.graph.smsAuthenticationMethodConfiguration',
    null,
    1,
    [TYPE],
  ]
    .map((type): object => ({ '@odata.type': type }))
    .concat([
      { state: 'on' },
      { state: true },
      { defaultLength: '8' },
      { defaultLength: 8.5 },
      { defaultLength: null },
      { defaultLifetimeInMinutes: '60' },
      { minimumLifetimeInMinutes: true },
      { maximumLifetimeInMinutes: [480] },
      { isUsableOnce: 'true' },
      { isUsableOnce: 1 },
      { includeTargets: null },
      { includeTargets: { id: 'all_users' } },
      { includeTargets: ['all_users'] },
      { includeTargets: [{ targetType: 'group' }] },
      { includeTargets: [{ id: 'a', targetType: 'role' }] },
      { includeTargets: [{ id: 'a', isRegistrationRequired: 'false' }] },
      { excludeTargets: 'all_users' },
      { excludeTargets: [{ id: '' }] },
    ])
    .map(refusedMembers),
  'ERR-RANGE': [
    { defaultLength: 7 },
    { defaultLength: 49 },
    { minimumLifetimeInMinutes: 9 },
    { minimumLifetimeInMinutes: 43201, defaultLifetimeInMinutes: 43201, maximumLifetimeInMinutes: 43201 },
    { minimumLifetimeInMinutes: 9, defaultLifetimeInMinutes: 9, maximumLifetimeInMinutes: 9 },
    { maximumLifetimeInMinutes: 43201 },
    { defaultLifetimeInMinutes: 2147483648 },
    { minimumLifetimeInMinutes: 60, defaultLifetimeInMinutes: 59 },
    { defaultLifetimeInMinutes: 481, maximumLifetimeInMinutes: 480 },
    { minimumLifetimeInMinutes: 61, maximumLifetimeInMinutes: 60 },
  ].map(refusedMembers),
  'ERR-STORED': [
    { minimumLifetimeInMinutes: 61 },
    { maximumLifetimeInMinutes: 59 },
    { defaultLifetimeInMinutes: 59 },
    { defaultLifetimeInMinutes: 481 },
  ].map(refusedMembers),
  'ERR-ANNOT': ['@odata.context', 'includeTargets@odata.context', '@contoso.note'].map((name): Case => [
    `${name} is taken`,
    async ({ update, policy }) => {
      await update({ [name]: 'x', isUsableOnce: true }).expect(204);
      expect(policy().isUsableOnce).toBe(true);
    },
  ]),
  'ERR-405': ['PUT', 'POST', 'OPTIONS'].map((method): Case => [
    `${method} is refused, and the methods there are are named`,
    async ({ call, policy }) => {
      const { body } = await call(method)
        .send(updateOf({ state: 'enabled' }))
        .expect(405)
        .expect('Allow', ALLOWED);
      expect(body).toEqual(errorOf('Request_BadRequest'));
      expect(policy().state).toBe('disabled');
    },
  ]),
};

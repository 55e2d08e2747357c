import { READ_SCOPE, WRITE_SCOPE, testToken } from '../../../../src/provider';
import { PATH, WRITER, updateOf } from '../../support';
import { type Case, type Rows, errorOf, item, statuses } from '../support';

const challenged = (sentence: string, authorization: string | undefined): Case => [
  `${sentence} is answered with 401 and a challenge`,
  async ({ call, policy }) => {
    const { body, headers } = await call('PATCH', undefined, authorization)
      .send(updateOf({ state: 'enabled' }))
      .expect(401);
    expect(headers['www-authenticate']).toMatch(/^Bearer /);
    expect(body).toEqual(errorOf('InvalidAuthenticationToken'));
    expect(policy().state).toBe('disabled');
  },
];

export const accessRows: Rows = {
  'AUT-401': [
    challenged('no Authorization', undefined),
    challenged('an empty one', ''),
    challenged('the scheme alone', 'Bearer'),
    challenged('the token alone', testToken(WRITE_SCOPE)),
    challenged('another scheme', `Basic ${testToken(WRITE_SCOPE)}`),
    challenged('a token of another issuer', 'Bearer eyJ0eXAi.e30.c2ln'),
    challenged('a token with something behind it', `${WRITER} x`),
    challenged('a token in quotes', `Bearer "${testToken(WRITE_SCOPE)}"`),
    challenged('two tokens', `${WRITER}, ${WRITER}`),
    ...['bearer', 'BEARER', 'bEaReR', 'Bearer  '].map((scheme): Case => [
      `the scheme "${scheme}" is taken`,
      ({ call }) =>
        call('PATCH', undefined, `${scheme} ${testToken(WRITE_SCOPE)}`)
          .send(updateOf({}))
          .expect(204),
    ]),
  ],
  'AUT-403': (
    [
      ['PATCH', [READ_SCOPE]],
      ['PATCH', ['Policy.Read.All']],
      ['PATCH', []],
      ['DELETE', [READ_SCOPE]],
      ['DELETE', []],
    ] as const
  ).map(([method, scopes]): Case => [
    `${method} with ${scopes.join() || 'no scope'} is answered with 403`,
    async ({ call, arrange, policy }) => {
      const before = arrange({ state: 'enabled' });
      const { body } = await call(method, undefined, `Bearer ${testToken(...scopes)}`)
        .send(updateOf({ state: 'disabled' }))
        .expect(403);
      expect(body).toEqual(errorOf('Authorization_RequestDenied'));
      expect(policy()).toEqual(before);
    },
  ]),
  'AUT-READ': [
    [READ_SCOPE, 200],
    [WRITE_SCOPE, 200],
    ['Policy.Read.All', 403],
  ].map(([scope, status]): Case => [
    `a read with ${scope} is answered with ${status}`,
    ({ call }) => call('GET', undefined, `Bearer ${testToken(String(scope))}`).expect(Number(status)),
  ]),
  'BAT-MALFORMED': [
    { requests: [item('1', { state: 'enabled' }), item('1', {})] },
    { requests: item('1', { state: 'enabled' }) },
    [item('1', { state: 'enabled' })],
    {},
  ].map((batch): Case => [
    `${JSON.stringify(batch).slice(0, 40)} is refused as a whole`,
    async ({ call, policy }) => {
      const { body } = await call('POST', '/v1.0/$batch').send(batch).expect(400);
      expect(body).toEqual(errorOf('BadRequest'));
      expect(policy().state).toBe('disabled');
    },
  ]),
  'BAT-OUTER': [
    [
      'an update in a batch is answered with 204 and no body, inside a 200',
      async ({ batch, policy }) => {
        const { body } = await batch([item('1', { state: 'enabled' })]).expect(200);
        expect(body).toEqual({ responses: [{ id: '1', status: 204, headers: {} }] });
        expect(policy().state).toBe('enabled');
      },
    ],
    [
      'every request has its answer, the dependents of a failure 424',
      async ({ batch }) => {
        const { body } = await batch([
          item('a', { defaultLength: 49 }),
          item('b', {}, { dependsOn: ['a'] }),
          { id: 'c', method: 'GET', url: PATH },
        ]).expect(200);
        expect(statuses(body)).toEqual([
          ['a', 400],
          ['b', 424],
          ['c', 200],
        ]);
      },
    ],
  ],
};

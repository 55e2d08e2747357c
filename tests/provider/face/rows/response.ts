import { defaultPolicy } from '../../../../src/provider';
import { PATH, TYPE, updateOf } from '../../support';
import { GUID, URL_PATH, type Case, type Face, type Rows, textOf } from '../support';

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** The head and what follows it, as the bytes have it. */
async function updateOnTheWire({ raw }: Face): Promise<{ head: string; rest: string }> {
  const received = await raw('PATCH', URL_PATH, JSON_TYPE, textOf({ state: 'enabled' }));
  const end = received.indexOf('\r\n\r\n') + 4;
  return { head: received.slice(0, end), rest: received.slice(end) };
}

const readOf = (version: string): Case => [
  `a read of ${version} answers the policy, with the context URLs of that version`,
  async ({ read, provider }) => {
    const { body } = await read(`/${version}${PATH}`).expect(200);
    const metadata = `${provider.origin}/${version}/$metadata#`;
    const { includeTargets, excludeTargets } = defaultPolicy();
    expect(Object.entries(body)).toEqual([
      ['@odata.context', `${metadata}authenticationMethodConfigurations/$entity`],
      ['@odata.type', TYPE],
      ['id', 'TemporaryAccessPass'],
      ['state', 'disabled'],
      ['defaultLifetimeInMinutes', 60],
      ['defaultLength', 8],
      ['minimumLifetimeInMinutes', 60],
      ['maximumLifetimeInMinutes', 480],
      ['isUsableOnce', false],
      [
        'includeTargets@odata.context',
        `${metadata}policies/authenticationMethodsPolicy/authenticationMethodConfigurations('TemporaryAccessPass')/microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration/includeTargets`,
      ],
      ['includeTargets', includeTargets],
      ['excludeTargets', excludeTargets],
    ]);
  },
];

export const responseRows: Rows = {
  'RES-204': [
    ['an update is answered with 204', ({ update }) => update({ isUsableOnce: true }).expect(204, '')],
    ['an update of nothing is answered with 204', ({ update }) => update({}).expect(204)],
  ],
  'RES-EMPTY': [
    [
      'not a byte follows the head',
      async (face) => {
        const { head, rest } = await updateOnTheWire(face);
        expect(head).toMatch(/^HTTP\/1\.1 204 No Content\r\n/);
        expect(rest).toBe('');
      },
    ],
  ],
  'RES-FRAMING': [
    [
      'a 204 has neither Content-Length nor Transfer-Encoding',
      async (face) => {
        const { head } = await updateOnTheWire(face);
        expect(head).not.toMatch(/^(content-length|transfer-encoding):/im);
      },
    ],
  ],
  'RES-CT': [
    [
      'a 204 has no Content-Type',
      async (face) => {
        const { head } = await updateOnTheWire(face);
        expect(head).not.toMatch(/^content-/im);
      },
    ],
  ],
  'RES-PREFER': ['return=representation', 'return=minimal', 'respond-async'].map((preference): Case => [
    `a wish for ${preference} is answered with 204, as any other`,
    ({ update }) => update({ state: 'enabled' }).set('Prefer', preference).expect(204, ''),
  ]),
  'RES-REQID': [
    [
      'a GUID of the provider and the id of the client come back',
      async ({ update }) => {
        const { headers } = await update({}).set('client-request-id', 'mine');
        expect(headers['request-id']).toMatch(GUID);
        expect(headers['client-request-id']).toBe('mine');
      },
    ],
    [
      'both ids are the same when the client has none',
      async ({ update }) => {
        const { headers } = await update({});
        expect(headers['client-request-id']).toBe(headers['request-id']);
      },
    ],
    [
      'no two answers have the same request-id',
      async ({ read }) => {
        const answers = [await read(), await read(), await read('/v1.0/nowhere')];
        expect(new Set(answers.map(({ headers }) => headers['request-id'])).size).toBe(3);
      },
    ],
  ],
  'RES-ODV': [
    ['a read says OData-Version', ({ read }) => read().expect(200).expect('OData-Version', '4.0')],
    [
      'an update says none',
      async ({ update }) => expect((await update({})).headers).not.toHaveProperty('odata-version'),
    ],
  ],
  'RES-KEY-CASE': ['TemporaryAccessPass', 'temporaryAccessPass'].map((key): Case => [
    `${key} reaches the policy`,
    async ({ update, policy }) => {
      await update({ defaultLength: 20 }, `${URL_PATH.slice(0, -key.length)}${key}`).expect(204);
      expect(policy().defaultLength).toBe(20);
    },
  ]),
  'RES-PATH-CASE': [
    ['lower case reaches the policy', ({ update }) => update({}, URL_PATH.toLowerCase()).expect(204)],
    ['upper case reaches the policy', ({ update }) => update({}, URL_PATH.toUpperCase()).expect(204)],
  ],
  'RES-CT-PARAM': ['charset=utf-8', 'odata.metadata=minimal', 'IEEE754Compatible=false'].map(
    (parameter): Case => [
      `an update with ${parameter} is accepted`,
      ({ write }) => write(textOf({}), `application/json; ${parameter}`).expect(204),
    ],
  ),
  'RES-TYPE-ORDER': [
    [
      'the type may come last',
      async ({ write, policy }) => {
        await write(`{"isUsableOnce":true,"defaultLength":20,"@odata.type":"${TYPE}"}`).expect(204);
        expect(policy()).toMatchObject({ isUsableOnce: true, defaultLength: 20 });
      },
    ],
    [
      'the type may come first',
      ({ write }) => write(JSON.stringify(updateOf({ state: 'enabled' }))).expect(204),
    ],
  ],
  'GET-SHAPE': [
    readOf('v1.0'),
    readOf('beta'),
    [
      'a read is JSON, in the words of the service',
      ({ read }) =>
        read()
          .expect('Date', /GMT$/)
          .expect(
            'Content-Type',
            'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
          ),
    ],
  ],
};

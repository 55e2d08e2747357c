import { request } from 'node:http';
import path from 'node:path';
import { PactV2, PactV3, PactV4 } from '@pact-foundation/pact';
import { temporaryFolder } from '../cli/support';
import { PATH } from '../checks/support';
import { broken, checked, GOOD, SENT_HEADERS, WRONG } from './support';

type Body = Record<string, string | number | boolean>;

// Pact's mock server may be asked before it has noted what matched: it is Pact's own race, and what is wrong here is wrong each time.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

const folder = temporaryFolder();
const URL_PATH = `/v1.0${PATH}`;
const HEADERS = { ...SENT_HEADERS, Authorization: 'Bearer an example, and no token' };

/** Pact's mock server notes behind its answer, in a thread of its own, that a request matched: milliseconds for that. */
const NOTED = 500;

/** Over a connection of its own: one that is kept may lead to a mock server that had the port before. */
const send = (origin: string, body: Body): Promise<number> =>
  new Promise((resolve, reject) => {
    const sending = request(
      `${origin}${URL_PATH}`,
      { method: 'PATCH', headers: HEADERS, agent: false },
      (response) => {
        response.resume().once('end', () => setTimeout(resolve, NOTED, response.statusCode ?? 0));
      },
    );
    sending.once('error', reject).end(JSON.stringify(body));
  });

/** Has a client's update recorded by each version of Pact's own library; the file that it writes. */
const RECORDERS: Record<string, (consumer: string, body: Body) => Promise<unknown>> = {
  V2: async (consumer, body) => {
    const pact = new PactV2({ consumer, provider: 'graph', dir: folder, logLevel: 'error' });
    await pact.setup();
    await pact.addInteraction({
      state: 'the policy has the documented defaults',
      uponReceiving: 'an update',
      withRequest: { method: 'PATCH', path: URL_PATH, headers: HEADERS, body },
      willRespondWith: { status: 204 },
    });
    expect(await send(pact.mockService.baseUrl, body)).toBe(204);
    await pact.verify();
    await pact.finalize();
  },
  V3: (consumer, body) =>
    new PactV3({ consumer, provider: 'graph', dir: folder, logLevel: 'error' })
      .given('the policy has the documented defaults')
      .uponReceiving('an update')
      .withRequest({ method: 'PATCH', path: URL_PATH, headers: HEADERS, body })
      .willRespondWith({ status: 204 })
      .executeTest(async ({ url }) => expect(await send(url, body)).toBe(204)),
  V4: (consumer, body) =>
    new PactV4({ consumer, provider: 'graph', dir: folder, logLevel: 'error' })
      .addInteraction()
      .given('the policy has the documented defaults')
      .uponReceiving('an update')
      .withRequest('PATCH', URL_PATH, (builder) => builder.headers(HEADERS).jsonBody(body))
      .willRespondWith(204)
      .executeTest(async ({ url }) => expect(await send(url, body)).toBe(204)),
};

describe.each(Object.entries(RECORDERS))('a Pact that pact-js writes in version %s', (version, record) => {
  test('of an update that conforms is read whole, and its example of a token is none', async () => {
    await record(`good-${version}`, GOOD);
    const report = await checked(path.join(folder, `good-${version}-graph.json`));
    expect(broken(report)).toEqual([]);
    expect(report).toMatchObject({ verdict: 'conforms', inputs: [{ read: 1, judged: 1, passedOver: {} }] });
  });

  test.each(WRONG.map(([body, row], at): [string, Body, number] => [row, body, at]))(
    'of an update that breaks %s shows that',
    async (row, body, at) => {
      await record(`wrong-${version}-${at}`, body);
      const report = await checked(path.join(folder, `wrong-${version}-${at}-graph.json`));
      expect(broken(report)).toContain(row);
    },
  );
});

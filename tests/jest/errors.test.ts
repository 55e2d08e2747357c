import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import supertest from 'supertest';
import { PATH, URL_OF_POLICY } from '../checks/support';
import { answer, BAD, GOOD, HEADERS, neither, plain, said } from './support';

const failed = (message: string, members: object, name = 'Error'): Error =>
  Object.assign(new Error(message), { name, ...members });
const config = { method: 'patch', url: URL_OF_POLICY, headers: HEADERS, data: JSON.stringify(BAD) };
const axiosResponse = { status: 204, statusText: 'No Content', headers: {}, data: '', config, request: {} };
const gotResponse = {
  statusCode: 204,
  headers: {},
  body: '',
  url: URL_OF_POLICY,
  pipe: () => undefined,
  request: { options: { method: 'PATCH', headers: HEADERS } },
};
const pipelineResponse = {
  request: {
    method: 'PATCH',
    url: URL_OF_POLICY,
    headers: createHttpHeaders(HEADERS),
    body: JSON.stringify(BAD),
  },
  status: 204,
  headers: createHttpHeaders({ 'request-id': 'x' }),
  bodyAsText: '',
};

const RESPONSE = 'it is an error, not a response: pass error.response';

test.each<[what: string, error: unknown, says: string | RegExp]>([
  [
    'axios',
    failed(
      'Request failed',
      { isAxiosError: true, code: 'ERR_BAD_REQUEST', config, response: axiosResponse },
      'AxiosError',
    ),
    RESPONSE,
  ],
  [
    'axios without an answer',
    failed('timeout', { isAxiosError: true, code: 'ECONNABORTED', config }),
    /^it is an error \(ECONNABORTED\) of a request that had no answer/,
  ],
  [
    'axios behind JSON',
    { message: 'Network Error', name: 'AxiosError', stack: 'x', config, code: 'ERR_NETWORK' },
    /\(ERR_NETWORK\) of a request that had no answer/,
  ],
  [
    'node-fetch',
    failed('request failed', { type: 'system', errno: 'ECONNREFUSED', code: 'ECONNREFUSED' }, 'FetchError'),
    /\(ECONNREFUSED\) of a request that had no answer/,
  ],
  [
    'fetch of Node',
    failed('fetch failed', { cause: new Error('x') }, 'TypeError'),
    /^it is an error of a request that had no answer/,
  ],
  [
    'got',
    failed('Response code 400', { code: 'ERR_NON_2XX_3XX_RESPONSE', response: gotResponse }, 'HTTPError'),
    RESPONSE,
  ],
  [
    'ky',
    failed('Request failed', { response: answer(400), request: {}, options: {} }, 'HTTPError'),
    RESPONSE,
  ],
  ['superagent', failed('Bad Request', { status: 400, response: { status: 400, text: '' } }), RESPONSE],
  ['Azure', failed('x', { statusCode: 400, code: 'x', response: pipelineResponse }, 'RestError'), RESPONSE],
  [
    'undici',
    failed('Response Error', { code: 'UND_ERR_RESPONSE', statusCode: 400, headers: {}, body: '' }),
    /pass \{ status: error\.statusCode, headers, body \}/,
  ],
  [
    'undici without an answer',
    failed('Connect Timeout', { code: 'UND_ERR_CONNECT_TIMEOUT' }),
    /\(UND_ERR_CONNECT_TIMEOUT\) of a request that had no answer/,
  ],
  [
    'the Graph client',
    failed('x', { statusCode: 400, code: 'badRequest', requestId: null, body: '{}' }, 'GraphError'),
    /status: error\.statusCode/,
  ],
  [
    'Kiota',
    failed('x', { responseStatusCode: 400, responseHeaders: {} }, 'ODataError'),
    /status: error\.responseStatusCode/,
  ],
])('an error of %s is none to be judged, and says what to hand over', async (_what, error, says) => {
  for (const matcher of ['toConformToContract', 'toBeNoContent', 'toCarryODataType'] as const)
    expect(await neither(matcher, error)).toMatch(says);
});

test('the code of an error that is a sentence, or more, is not repeated', async () => {
  expect(await neither('toConformToContract', failed('x', { code: 'Bearer abc' }))).not.toContain('abc');
});

let server: Server;
beforeAll(async () => {
  server = createServer((_, outgoing) =>
    outgoing.writeHead(400, { 'Content-Type': 'application/json' }).end('{"error":1}'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

test('what is handed over in the place of an error is judged', async () => {
  const response = await supertest(server).patch(`/v1.0${PATH}`).set(HEADERS).send(GOOD);
  // As superagent throws it.
  const error = failed('Bad Request', { status: response.status, response });
  expect(await neither('toConformToContract', error)).toContain(RESPONSE);
  expect((await said('toConformToContract', response)).message).toContain('ERR-ENVELOPE');
  expect((await said('toConformToContract', axiosResponse)).message).toContain('ERR-NOTYPE');
});

test.each<[string, object, boolean]>([
  ['got, of whose request it knows little', gotResponse, false],
  ['a pipeline of Azure', pipelineResponse, true],
  ['a client with the status as a text', { ...pipelineResponse, status: '204' }, true],
])('a response of %s is not taken for its request', async (_what, response, knowsRequest) => {
  expect(await said('toBeNoContent', response)).toMatchObject({ pass: true });
  const { message } = await said('toConformToContract', response);
  if (knowsRequest) expect(message).toContain('ERR-NOTYPE');
  expect(await said('toBeNoContent', { ...response, statusCode: 200, status: 200 })).toMatchObject({
    pass: false,
  });
});

test('the body that was read from a message of Node is not taken for none', async () => {
  const { port } = server.address() as AddressInfo;
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, host: '127.0.0.1' }, (incoming) => incoming.resume().on('end', () => resolve(incoming))).on(
      'error',
      reject,
    );
  });
  expect(
    await neither('toCarryODataType', {
      request: { method: 'GET', url: URL_OF_POLICY, headers: HEADERS },
      response: message,
    }),
  ).toContain('pass its text as body');
});

test('a response whose status is a function says how it is handed over', async () => {
  const response = { status: () => 204, headers: () => ({}), text: () => '' };
  expect(await neither('toConformToContract', response)).toContain(
    'pass { status: it.status(), headers: it.headers()',
  );
});

test('a method is judged in the letter case that it was sent in', async () => {
  const sent = new Request(URL_OF_POLICY, { method: 'patch', headers: HEADERS, body: JSON.stringify(GOOD) });
  for (const request of [sent, { ...plain(), method: 'patch' }]) {
    const { pass, message } = await said('toConformToContract', request);
    expect({ pass, message }).toEqual({ pass: false, message: expect.stringContaining('REQ-METHOD') });
    expect(message).toContain('methods are case-sensitive');
  }
  // Clients upper-case it before they send it.
  expect((await said('toConformToContract', axiosResponse)).message).not.toContain('REQ-METHOD');
});

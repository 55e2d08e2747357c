import { gzipSync } from 'node:zlib';
import { READ_SCOPE, testToken } from '../../../src/provider';
import { REFUSALS } from '../../../src/provider/errors';
import { PATH, WRITER, updateOf } from '../support';
import { ALLOWED, URL_PATH, errorOf, item, startFace, textOf } from './support';

const face = startFace();
const TOO_LARGE = ' '.repeat(4 * 1024 * 1024 + 1);

/** What earns each of the provider's refusals. */
const EARNED: Record<keyof typeof REFUSALS, () => ReturnType<typeof face.call>> = {
  noToken: () => face.call('PATCH', URL_PATH, undefined),
  unknownToken: () => face.call('PATCH', URL_PATH, 'Bearer eyJ0eXAi.e30.c2ln'),
  notPermitted: () => face.call('PATCH', URL_PATH, `Bearer ${testToken(READ_SCOPE)}`),
  notFound: () => face.update({}, '/v1.0/nowhere'),
  noContentType: () => face.write(textOf({}), undefined),
  otherContentType: () => face.write(textOf({}), 'text/plain'),
  notJson: () => face.write('{'),
  undecodable: () => face.write('{}').set('Content-Encoding', 'gzip'),
  tooLarge: () => face.write(TOO_LARGE),
  unknownEncoding: () => face.write('{}').set('Content-Encoding', 'br'),
  failedDependency: () => face.batch([item('1', { state: 'on' }), item('2', {}, { dependsOn: ['1'] })]),
  failed: () => {
    jest.spyOn(face.provider.store, 'get').mockImplementationOnce(() => {
      throw new Error('a secret of the machine');
    });
    return face.update({});
  },
};

test.each(Object.entries(EARNED).filter(([name]) => name !== 'failedDependency'))(
  '%s has its status, code, message and headers',
  async (name, send) => {
    const { status, code, message, headers = {} } = REFUSALS[name as 'noToken'];
    const response = await send();
    expect(response.status).toBe(status);
    expect(response.body).toEqual(errorOf(code));
    expect(response.body.error.message).toBe(message);
    for (const [header, value] of Object.entries(headers)) {
      expect(response.headers[header.toLowerCase()]).toBe(value);
    }
    expect(response.text).not.toContain('a secret of the machine');
  },
);

test('a failed dependency has its status, code and message, inside the batch', async () => {
  const { body } = await EARNED.failedDependency().expect(200);
  expect(body.responses[1]).toEqual({
    id: '2',
    status: 424,
    headers: { 'Content-Type': 'application/json' },
    body: errorOf('FailedDependency'),
  });
  expect(body.responses[1].body.error.message).toBe(REFUSALS.failedDependency.message);
});

test('the provider goes on after a failure of its own', async () => {
  await EARNED.failed().expect(500);
  await face.update({ state: 'enabled' }).expect(204);
});

/** Of several faults the first in this order is told: token, resource, method, permission, what was sent. */
test.each<[told: number, faults: string, send: () => ReturnType<typeof face.call>]>([
  [401, 'no token, no such resource', () => face.call('PATCH', '/v1.0/nowhere', undefined)],
  [401, 'no token, no such method', () => face.call('PUT', URL_PATH, undefined)],
  [401, 'no token, a broken body', () => face.call('PATCH', URL_PATH, undefined).send('{')],
  [401, 'no token, a batch of nothing', () => face.call('POST', '/v1.0/$batch', undefined).send({})],
  [404, 'no such resource, no such method', () => face.call('PUT', '/v1.0/nowhere')],
  [
    404,
    'no such resource, no permission',
    () => face.call('PATCH', '/v1.0/nowhere', `Bearer ${testToken()}`),
  ],
  [405, 'no such method, no permission', () => face.call('PUT', URL_PATH, `Bearer ${testToken()}`)],
  [405, 'no such method, a body too large', () => face.call('POST', URL_PATH).type('json').send(TOO_LARGE)],
  [405, 'no such method, no such media type', () => face.call('POST', URL_PATH).type('text').send('x')],
  [
    403,
    'no permission, a broken body',
    () => face.call('PATCH', URL_PATH, `Bearer ${testToken()}`).send('{'),
  ],
  [
    403,
    'no permission, an unknown coding',
    () => face.call('PATCH', URL_PATH, `Bearer ${testToken()}`).set('Content-Encoding', 'br').send('{'),
  ],
])('%s is the answer to: %s', async (told, _faults, send) => {
  await send().expect(told);
});

describe('a body', () => {
  test('of 4 MiB is taken', async () => {
    await face.write(textOf({ state: 'enabled' }).padEnd(TOO_LARGE.length - 1)).expect(204);
    expect(face.policy().state).toBe('enabled');
  });

  test('of more than 4 MiB in chunks is refused with 413', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x20);
    let left = 5;
    const body = new ReadableStream({
      pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
    });
    const init = { method: 'PATCH', body, duplex: 'half' } as const;
    const headers = { Authorization: WRITER, 'Content-Type': 'application/json' };
    const response = await fetch(`${face.provider.url}${PATH}`, { ...init, headers });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual(errorOf('RequestEntityTooLarge'));
  });

  test('that unzips to more than 4 MiB is refused with 413', async () => {
    await face.write(gzipSync(TOO_LARGE)).set('Content-Encoding', 'gzip').expect(413);
  });

  test.each([
    ['the marker of UTF-8 before it', `\ufeff${textOf({ state: 'enabled' })}`],
    ['white space around it', ` \r\n\t${textOf({ state: 'enabled' })}\n`],
    ['escapes in its names', textOf({ state: 'enabled' }).replace('state', '\\u0073tate')],
    [
      'a member that stands twice, of which the last counts',
      textOf({ state: 'enabled' }).replace('{', '{"state":"disabled",'),
    ],
  ])('with %s is taken', async (_what, text) => {
    await face.write(text).expect(204);
    expect(face.policy().state).toBe('enabled');
  });

  test.each(['__proto__', 'constructor', 'toString', ''])('with the member "%s" is refused', async (name) => {
    await face.write(textOf({}).replace('{', `{"${name}":{"state":"enabled"},`)).expect(400);
    expect(face.policy().state).toBe('disabled');
  });

  test('of a hundred thousand brackets is refused', async () => {
    await face.write('['.repeat(100_000)).expect(400);
    await face.write(`{"state":${'['.repeat(100_000)}${']'.repeat(100_000)}}`).expect(400);
  });
});

test('Allow names each method that is not refused with 405', async () => {
  for (const method of ALLOWED.split(', ')) {
    const { status } = await face.call(method).send(updateOf({}));
    expect(status).toBeLessThan(300);
  }
});

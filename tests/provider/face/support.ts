import request, { type Test } from 'supertest';
import {
  type PolicyConfiguration,
  type ProviderOptions,
  type RunningProvider,
  defaultPolicy,
  startProvider,
} from '../../../src/provider';
import { PATH, WRITER, rawRequest, sendRaw, updateOf } from '../support';

export const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
export const URL_PATH = `/v1.0${PATH}`;
export const ALLOWED = 'GET, PATCH, DELETE';

/** The body of an error, in the form of the pages. */
export const errorOf = (code: string | RegExp) => ({
  error: {
    code: typeof code === 'string' ? code : expect.stringMatching(code),
    message: expect.stringMatching(/./),
    innerError: {
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      'request-id': expect.stringMatching(GUID),
      'client-request-id': expect.any(String),
    },
  },
});

/** The provider as its clients meet it. */
export interface Face {
  readonly provider: RunningProvider;
  /** Any request; without a token when that is undefined. */
  call(method: string, path?: string, authorization?: string | undefined): Test;
  read(path?: string): Test;
  /** An update of these members, with its type. */
  update(members: object, path?: string): Test;
  /** An update with this body, byte for byte, and no Content-Type when that is undefined. */
  write(body: string | Buffer, contentType?: string | undefined): Test;
  reset(): Test;
  batch(requests: unknown, path?: string): Test;
  /** All bytes that come back until the provider closes; clients of HTTP hide some of them. */
  raw(method: string, path: string, headers?: Record<string, string>, body?: string): Promise<string>;
  policy(): PolicyConfiguration;
  /** Puts the defaults with these members in place. */
  arrange(members: Partial<PolicyConfiguration>): PolicyConfiguration;
}

/** A provider for the tests of a file, with the default policy before each of them. */
export function startFace(options: ProviderOptions = {}): Face {
  let provider: RunningProvider;
  beforeAll(async () => {
    provider = await startProvider(options);
  });
  beforeEach(() => provider.store.reset());
  afterAll(() => provider.close());

  const home = `${options.basePath ?? ''}${URL_PATH}`;
  const call: Face['call'] = (method, path = home, ...rest) => {
    const test = request(provider.origin)[method.toLowerCase() as 'get'](path);
    const authorization = rest.length > 0 ? rest[0] : WRITER;
    return authorization === undefined ? test : test.set('Authorization', authorization);
  };
  return {
    get provider() {
      return provider;
    },
    call,
    read: (path) => call('GET', path),
    update: (members, path) => call('PATCH', path).send(updateOf(members)),
    write: (body, ...rest) => {
      const contentType = rest.length > 0 ? rest[0] : 'application/json';
      const test = call('PATCH').serialize((it) => it);
      // Told of no type, the client makes one up for text, and none for bytes.
      return (contentType === undefined ? test : test.set('Content-Type', contentType)).send(
        Buffer.from(body),
      );
    },
    reset: () => call('DELETE'),
    batch: (requests, path = '/v1.0/$batch') => call('POST', path).send({ requests }),
    raw: (method, path, headers, body) => {
      const asked = { Authorization: WRITER, Connection: 'close', ...headers };
      // The provider ends it; the silence is only for one that doesn't.
      return sendRaw(provider.origin, rawRequest(method, path, asked, body), 3000);
    },
    policy: () => provider.store.get(),
    arrange: (members) => {
      provider.store.set({ ...defaultPolicy(), ...members });
      return provider.store.get();
    },
  };
}

/** An update as text, for when each byte matters. */
export const textOf = (members: object) => JSON.stringify(updateOf(members));

/** A request of a batch that updates these members. */
export const item = (id: string, members: object, more: object = {}) => ({
  id,
  method: 'PATCH',
  url: PATH,
  headers: { 'Content-Type': 'application/json' },
  body: updateOf(members),
  ...more,
});

/** What became of each request of a batch. */
export const statuses = (body: { responses: { id: string; status: number }[] }) =>
  body.responses.map(({ id, status }) => [id, status]);

/** Rows of the register, each with what of it the face shows: a sentence, and the proof. */
export type Rows = Readonly<Record<string, readonly Case[]>>;
export type Case = readonly [sentence: string, prove: (face: Face) => Promise<unknown>];

import { bytesOf } from '../../src/exchanges/body';
import type { Exchange } from '../../src/exchanges/exchange';
import { Unreadable } from '../../src/exchanges/readers/message';
import { pactEntries } from '../../src/exchanges/readers/pact';
import { startTap } from '../../src/pact/tap';
import { PactVerifier } from '../../src/pact/verifier';

type Json = Record<string, unknown>;

/** What a body may be written as before version 4, and what the content of one may be since. */
const CONTENTS: readonly unknown[] = [
  null,
  '',
  'text',
  '{"@odata.type":"#t"}',
  '[1]',
  '42',
  'aGVsbG8=',
  'not base64!',
  42,
  true,
  [1, 'b'],
  { a: { b: [null, 'c'] } },
];
/** Further texts, of which libraries tell by how they begin whether they are JSON. */
const TEXTS = [
  '"quoted"',
  '"open',
  '{"a":1}',
  '{}',
  ' { }',
  '{broken',
  ' {"a": 1}\n',
  '-1',
  '12 apes',
  'null',
  'nullable',
  'true',
  'False',
  '[',
  ' [',
  '<a/>',
  '<?xml version="1.0"?>',
  'eyJhIjoxfQ==',
  'aGVsbG8',
  '====',
  'é',
];
const ABSENT = Symbol('absent');
const TYPES = [
  ABSENT,
  'application/json',
  'application/vnd.api+json; charset=utf-8',
  'text/plain',
  'application/octet-stream',
  'none',
];
const MORE_TYPES = [
  'application/xml',
  'application/x-www-form-urlencoded',
  'image/png',
  '*/*',
  'text/',
  'json',
];
const ENCODED = [ABSENT, false, true, 'base64', 'BASE64', 'JSON', '', null];

const members = (entries: Record<string, unknown>): Json =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== ABSENT));

/** Requests of each version, each with a body in another form. */
function formsOf(version: number): Json[] {
  const headers = (type: unknown): Json =>
    type === ABSENT ? {} : { headers: { 'Content-Type': version === 4 ? [type] : type } };
  if (version < 4)
    return [
      ...TYPES.flatMap((type) => [ABSENT, ...CONTENTS].map((body) => members({ ...headers(type), body }))),
      ...[ABSENT, 'application/json', 'application/octet-stream'].flatMap((type) =>
        TEXTS.map((body) => ({ ...headers(type), body })),
      ),
      ...MORE_TYPES.flatMap((type) =>
        ['text', 'aGVsbG8=', '{"a":1}'].map((body) => ({ ...headers(type), body })),
      ),
    ];
  const bodies: unknown[] = [ABSENT, null, {}, { contentType: 'application/json' }, 'text', 7, [1]];
  const whole = ENCODED.flatMap((encoded) =>
    TYPES.flatMap((contentType) => CONTENTS.map((content) => members({ content, contentType, encoded }))),
  );
  const further = [
    ...TEXTS.flatMap((content) => [
      { content },
      { content, encoded: 'base64' },
      { content, contentType: 'application/json' },
    ]),
    ...[...MORE_TYPES, null, 7].flatMap((contentType) =>
      ['text', 'aGVsbG8=', { a: 1 }].map((content) => ({ content, contentType, encoded: 'base64' })),
    ),
  ];
  return [
    ...[ABSENT, 'application/json', 'text/plain'].flatMap((type) =>
      bodies.map((body) => members({ ...headers(type), body })),
    ),
    // Of all combinations a share: each pair of a content, a type and a coding is among them.
    ...whole.filter((_, at) => at % 3 === 0).map((body) => ({ body })),
    ...whole.filter((_, at) => at % 7 === 1).map((body) => ({ ...headers('application/json'), body })),
    ...whole.filter((_, at) => at % 7 === 5).map((body) => ({ ...headers('text/plain'), body })),
    ...further.map((body) => ({ body })),
  ];
}

const SPECIFICATION: Record<number, string> = { 1: '1.0.0', 2: '2.0.0', 3: '3.0.0', 4: '4.0' };
const pactOf = (version: number, forms: readonly Json[]): Json => ({
  consumer: { name: 'a-consumer' },
  provider: { name: 'a-provider' },
  interactions: forms.map((form, at) => ({
    description: `form ${at}`,
    _id: String(at),
    ...(version === 4 && { type: 'Synchronous/HTTP' }),
    request: { method: 'PATCH', path: `/forms/${at}`, ...form },
    response: { status: 204 },
  })),
  metadata: { pactSpecification: { version: SPECIFICATION[version] } },
});

/** The bytes that `check` reads in each request; a text says why it reads none. */
function asRead(pact: Json): (Buffer | string)[] {
  return [...pactEntries(pact).entries].map((read) => {
    try {
      const { request } = read().exchange as Pick<Exchange, 'request'>;
      return request.body ? bytesOf(request.body) : Buffer.alloc(0);
    } catch (error) {
      if (error instanceof Unreadable) return error.message;
      throw error;
    }
  });
}

/** The bytes that Pact's own verifier sends for each, by its place. */
async function asSent(pact: Json): Promise<Map<number, Buffer>> {
  const sent = new Map<number, Buffer>();
  const tap = await startTap(
    {
      request: ({ path, body }) => {
        sent.set(Number(path.split('/').at(-1)), body);
        return Promise.resolve(Buffer.from('HTTP/1.1 204 No Content\r\n\r\n'));
      },
      state: () => Promise.resolve({}),
    },
    JSON.stringify(pact),
  );
  const verifier = new PactVerifier({ PATH: process.env['PATH'] });
  try {
    await verifier.verify({
      provider: 'a-provider',
      providerBaseUrl: tap.providerUrl,
      pactUrls: [tap.pactUrl as string],
    });
    return sent;
  } finally {
    verifier.close();
    await tap.close();
  }
}

/** What neither `check` reads nor `verify --pact` replays: Pact's libraries would send something else. */
const NOT_READ = new Set([
  'its body has no content, as a Pact of version 4 has it: {content, contentType, encoded}',
  'the content of its body is said to be base64, and is not',
]);

describe.each([1, 2, 3, 4])('a Pact of version %i', (version) => {
  const forms = formsOf(version);

  test('has in its requests the bytes that a verification sends, whatever the form of the body', async () => {
    const pact = pactOf(version, forms);
    const sent = await asSent(pact);
    const differ = asRead(pact).flatMap((read, at) => {
      if (typeof read === 'string') return NOT_READ.has(read) ? [] : [{ form: read }];
      const bytes = sent.get(at)?.toString('latin1');
      const same = read.toString('latin1') === bytes;
      return same ? [] : [{ form: JSON.stringify(forms[at]), read: read.toString('latin1'), sent: bytes }];
    });
    expect(sent.size).toBe(forms.length);
    expect(differ).toEqual([]);
  });
});

import { gzipSync } from 'node:zlib';
import { MAX_BODY_BYTES, readBody, readBytes, readJson } from '../../src/provider/body';
import { REFUSALS, TOO_MUCH_IN_FLIGHT } from '../../src/provider/errors';

/** So many bodies of the greatest size may be held in these tests. */
const AT_A_TIME = 3;
jest.mock('../../src/bounds/serving', () => ({
  ...jest.requireActual<object>('../../src/bounds/serving'),
  BODIES_IN_FLIGHT: 3 * 4 * 1024 * 1024,
}));

type Sent = Parameters<typeof readBytes>[0];
type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const sent = (body: Chunks | undefined, headers: Record<string, string> = {}): Sent =>
  ({
    headers: new Headers(headers),
    body,
    arrayBuffer: () => Promise.reject(new Error('it is not read the quick way')),
  }) as unknown as Sent;

const WHOLE = new Uint8Array(MAX_BODY_BYTES);

/** A body that has sent all that it may, and does not end. */
function held(): { sent: Sent; heard: Promise<void>; end(error?: Error): void } {
  let end = (_error?: Error): void => undefined;
  let hear = (): void => undefined;
  const heard = new Promise<void>((resolve) => (hear = resolve));
  const ended = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve());
  });
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield WHOLE;
    hear();
    await ended;
  }
  return { sent: sent(chunks()), heard, end: (error) => end(error) };
}

const lengthOf = async (read: ReturnType<typeof readBytes>): Promise<unknown> => {
  const bytes = await read;
  return bytes instanceof Uint8Array ? bytes.length : bytes;
};

test('so much is held of all bodies at a time, and again when those have come to an end', async () => {
  const before = Array.from({ length: AT_A_TIME }, held);
  const reading = before.map((each) => lengthOf(readBytes(each.sent)));
  await Promise.all(before.map(({ heard }) => heard));
  expect(await readBytes(sent([new Uint8Array(1)]))).toBe(TOO_MUCH_IN_FLIGHT);
  before[0]?.end();
  expect(await reading[0]).toBe(MAX_BODY_BYTES);
  expect(await lengthOf(readBytes(sent([WHOLE])))).toBe(MAX_BODY_BYTES);
  expect(await readBytes(sent([WHOLE, new Uint8Array(1)]))).toBe(REFUSALS.tooLarge);
  // What breaks off is held no more, either.
  before[1]?.end(new Error('aborted'));
  await expect(reading[1]).rejects.toThrow('aborted');
  expect(await lengthOf(readBytes(sent([WHOLE])))).toBe(MAX_BODY_BYTES);
  before[2]?.end();
  expect(await reading[2]).toBe(MAX_BODY_BYTES);
});

test('what says that it is too large is not read', async () => {
  const read = jest.fn();
  function* chunks(): Generator<Uint8Array> {
    read();
    yield WHOLE;
  }
  const declared = (bytes: number) => ({ 'Content-Length': String(bytes) });
  expect(await readBytes(sent(chunks(), declared(MAX_BODY_BYTES + 1)))).toBe(REFUSALS.tooLarge);
  expect(read).not.toHaveBeenCalled();
  expect(await lengthOf(readBytes(sent(chunks(), declared(MAX_BODY_BYTES))))).toBe(MAX_BODY_BYTES);
});

test('a small body is read the quick way, and none is empty', async () => {
  const quick = {
    ...sent([], { 'Content-Length': '4096' }),
    arrayBuffer: () => Promise.resolve(new ArrayBuffer(4096)),
  } as unknown as Sent;
  expect(await lengthOf(readBytes({ ...quick, headers: new Headers({ 'Content-Length': '4096' }) }))).toBe(
    4096,
  );
  expect(await lengthOf(readBytes(sent([new Uint8Array(4097)], { 'Content-Length': '4097' })))).toBe(4097);
  expect(await lengthOf(readBytes(sent(undefined)))).toBe(0);
});

test.each<[string, Uint8Array, string | undefined, unknown]>([
  ['text', Buffer.from('größer'), undefined, { text: 'größer' }],
  ['text that is as it is', Buffer.from('a'), ' Identity ', { text: 'a' }],
  ['gzip', gzipSync('a'), 'GZIP', { text: 'a' }],
  ['gzip by its other name', gzipSync('a'), 'x-gzip', { text: 'a' }],
  ['no gzip', Buffer.from('a'), 'gzip', { refusal: REFUSALS.undecodable }],
  ['too much gzip', gzipSync(Buffer.alloc(MAX_BODY_BYTES + 1)), 'gzip', { refusal: REFUSALS.tooLarge }],
  ['another coding', Buffer.from('a'), 'br', { refusal: REFUSALS.unknownEncoding }],
  ['a coding that begins alike', Buffer.from('a'), 'gzip2', { refusal: REFUSALS.unknownEncoding }],
  ['no UTF-8', Buffer.from([0xff]), undefined, { refusal: REFUSALS.notJson }],
  ['too much', Buffer.alloc(MAX_BODY_BYTES + 1), undefined, { refusal: REFUSALS.tooLarge }],
])('%s is read as what it is', async (_name, bytes, coding, read) => {
  expect(await readBody(sent([bytes], coding === undefined ? {} : { 'Content-Encoding': coding }))).toEqual(
    read,
  );
});

test.each<[string | undefined, string, unknown]>([
  ['application/json', '{"a":1}', { value: { a: 1 } }],
  [' Application/JSON ; charset=utf-8', '1', { value: 1 }],
  [undefined, '1', { refusal: REFUSALS.noContentType }],
  ['', '1', { refusal: REFUSALS.noContentType }],
  ['text/plain', '1', { refusal: REFUSALS.otherContentType }],
  ['application/jsonx', '1', { refusal: REFUSALS.otherContentType }],
  ['x application/json', '1', { refusal: REFUSALS.otherContentType }],
  ['application/json', '{', { refusal: REFUSALS.notJson }],
  ['application/json', `${'['.repeat(200)}${']'.repeat(200)}`, { refusal: REFUSALS.notJson }],
])('a body of %s: %s', (contentType, text, read) => {
  expect(readJson(contentType, { text })).toEqual(read);
});

test('a refusal, and a value of a batch, are told of as they are', () => {
  expect(readJson('application/json', { refusal: REFUSALS.tooLarge })).toEqual({
    refusal: REFUSALS.tooLarge,
  });
  expect(readJson('application/json', { value: 1 })).toEqual({ value: 1 });
});

import fc from 'fast-check';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { readSource, type Sink } from '../../../src/exchanges/readers';
import { sourceOf } from '../../../src/exchanges/readers/source';

const PATH =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const url = (mark: string): string => `https://graph.microsoft.com${PATH}?mark=${mark}`;

/** Exchanges of each format, each with a mark by which it is known again. */
const FORMATS: Record<string, (mark: string, indent: number) => string> = {
  ndjson: (mark) => JSON.stringify({ request: { method: 'PATCH', url: url(mark), headers: {}, body: {} } }),
  har: (mark, indent) =>
    JSON.stringify(
      {
        log: {
          version: '1.2',
          pages: [{ id: 'p', comment: 'a " and a \\' }],
          entries: [{ request: { method: 'PATCH', url: url(mark), headers: [], bodySize: 0 }, _other: [1] }],
        },
      },
      null,
      indent,
    ),
  pact: (mark, indent) =>
    JSON.stringify(
      {
        consumer: { name: 'c' },
        provider: { name: 'p' },
        interactions: [
          { description: 'd', request: { method: 'PATCH', path: PATH, query: `mark=${mark}` }, response: {} },
        ],
      },
      null,
      indent,
    ),
};

const NOISE = [
  '',
  '   ',
  '\uFEFF',
  'Server listening at http://127.0.0.1:8080',
  '> app@1.0.0 start',
  '{"level":30,"msg":"started"}',
  '{"log":"Server listening\\n","stream":"stdout","time":"t"}',
  '{"provider":"azure","consumer":7}',
  '{"kind":"Event"}',
  '[',
  '{"request":',
  '{"request":{"method":"PATCH","url":"x',
  '{"log":{"entries":[',
  '{"interactions":[{"a":',
  '[1,2]',
  '"text"',
  'null',
  '}}}',
  '\0\0',
];

const piece = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ format: fc.constantFrom(...Object.keys(FORMATS)), indent: fc.constantFrom(0, 2) }),
  },
  { weight: 3, arbitrary: fc.constantFrom(...NOISE) },
);

async function read(bytes: Buffer, size: number): Promise<{ urls: string[]; problems: string[] }> {
  const took = { urls: [] as string[], problems: [] as string[] };
  const sink: Sink = {
    exchange: ({ request }) => took.urls.push(request.url),
    problem: (message, line) => took.problems.push(`${line ?? ''}: ${message}`),
    passedOver: () => undefined,
    header: () => undefined,
  };
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  await readSource(sourceOf('given', Readable.from(chunks)), '', sink);
  return took;
}

test('whatever stands between exchanges, each is read, or what was not is named', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { minLength: 1, maxLength: 8 }),
      fc.constantFrom('\n', '\r\n', ' '),
      fc.constantFrom('plain', 'gzip', 'utf-16'),
      fc.constantFrom(7, 100, 100_000),
      async (pieces, between, coding, size) => {
        const marks: string[] = [];
        const text = pieces
          .map((each, at) => {
            if (typeof each === 'string') return each;
            marks.push(`m${at}`);
            return (FORMATS[each.format] as (mark: string, indent: number) => string)(`m${at}`, each.indent);
          })
          .join(between);
        const plain = coding === 'utf-16' ? Buffer.from(`\uFEFF${text}`, 'utf16le') : Buffer.from(text);
        const { urls, problems } = await read(coding === 'gzip' ? gzipSync(plain) : plain, size);
        const missing = marks.filter((mark) => !urls.some((each) => each.endsWith(`mark=${mark}`)));
        if (missing.length > 0) expect(problems).not.toEqual([]);
        expect(new Set(urls).size).toBe(urls.length);
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 1000) },
  );
}, 600_000);

test('gzip of several members, padding, and what stands behind it are read', async () => {
  const line = (mark: string): Buffer =>
    Buffer.from(`${(FORMATS['ndjson'] as (m: string, i: number) => string)(mark, 0)}\n`);
  const bytes = Buffer.concat([
    gzipSync(line('a')),
    gzipSync(line('b')),
    Buffer.alloc(600),
    gzipSync(line('c')),
    line('d'),
  ]);
  const { urls, problems } = await read(bytes, 100);
  expect(urls.map((each) => each.slice(-1))).toEqual(['a', 'b', 'c', 'd']);
  expect(problems).toEqual([]);
});

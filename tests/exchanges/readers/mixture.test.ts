import fc from 'fast-check';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { readSource, type Sink } from '../../../src/exchanges/readers';
import { sourceOf } from '../../../src/exchanges/readers/source';
import { WHOLE } from '../../environment/extent';

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

const pieceOfFormat = fc.record({
  format: fc.constantFrom(...Object.keys(FORMATS)),
  indent: fc.constantFrom(0, 2),
});
const piece = fc.oneof(
  { weight: 2, arbitrary: pieceOfFormat },
  { weight: 3, arbitrary: fc.constantFrom(...NOISE) },
);

interface Took {
  urls: string[];
  problems: string[];
  /** Where each exchange, and each problem, is said to stand. */
  lines: (number | undefined)[];
  told: { message: string; line: number | undefined; times: number }[];
}

async function read(bytes: Buffer, size: number): Promise<Took> {
  const took: Took = { urls: [], problems: [], lines: [], told: [] };
  const sink: Sink = {
    exchange: ({ request, source }) => {
      took.urls.push(request.url);
      took.lines.push(source.line);
    },
    problem: (message, line, times = 1) => {
      took.problems.push(`${line ?? ''}: ${message}`);
      took.told.push({ message, line, times });
    },
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
    { numRuns: WHOLE ? 5000 : 300 },
  );
}, 600_000);

/** What is never a part of anything else, and no exchange. */
const WHOLE_NOISE = NOISE.filter(
  (each) =>
    ![
      '[',
      '{"request":',
      '{"request":{"method":"PATCH","url":"x',
      '{"log":{"entries":[',
      '{"interactions":[{"a":',
    ].includes(each),
);
const isBlank = (text: string): boolean => text.replace(/\uFEFF/g, '').trim() === '';

test('what is told of a file is told of the right place', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          { weight: 2, arbitrary: pieceOfFormat },
          { weight: 3, arbitrary: fc.constantFrom(...WHOLE_NOISE) },
        ),
        { minLength: 1, maxLength: 12 },
      ),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('plain', 'gzip', 'utf-16'),
      fc.constantFrom(7, 100, 100_000),
      async (pieces, end, coding, size) => {
        let line = 1;
        let byte = 0;
        const noise = new Map<number, number>();
        const exchanges = new Map<string, [first: number, last: number]>();
        const texts = pieces.map((each, at) => {
          const isNoise = typeof each === 'string';
          const text = isNoise
            ? each
            : (FORMATS[each.format] as (mark: string, indent: number) => string)(
                `m${at}`,
                each.indent,
              ).replaceAll('\n', end);
          if (isNoise && !isBlank(text)) noise.set(line, byte);
          const rows = text.split(end).length;
          if (!isNoise) exchanges.set(`m${at}`, [line, line + rows - 1]);
          line += rows;
          byte += Buffer.byteLength(text + end);
          return text;
        });
        const text = texts.join(end);
        // Two zeros behind the mark of UTF-16 would be another one.
        fc.pre(coding !== 'utf-16' || !text.startsWith('\0'));
        const plain = coding === 'utf-16' ? Buffer.from(`\uFEFF${text}`, 'utf16le') : Buffer.from(text);
        const { urls, lines, told } = await read(coding === 'gzip' ? gzipSync(plain) : plain, size);
        // All is read, each on its own line; of a document that is where the exchange begins in it.
        expect(urls.map((each) => each.split('mark=')[1])).toEqual([...exchanges.keys()]);
        urls.forEach((each, at) => {
          const [first, last] = exchanges.get(each.split('mark=')[1] as string) as [number, number];
          expect(lines[at]).toBeGreaterThanOrEqual(first);
          expect(lines[at]).toBeLessThanOrEqual(last);
          if (last > first)
            expect(texts.join(end).split(end)[(lines[at] as number) - 1]?.trim()).toMatch(/^\{/);
        });
        // What is none is told of by its line, or in one where nothing was read.
        if (exchanges.size === 0) {
          expect(told.reduce((sum, { times }) => sum + times, 0)).toBe(noise.size);
          expect(told).toHaveLength(1);
          if (noise.size > 0) expect(told.map((each) => each.line)).toEqual([[...noise.keys()][0]]);
          return;
        }
        expect(told.map((each) => each.line)).toEqual([...noise.keys()]);
        for (const { message, line: at } of told) {
          const [, named] = / at byte (\d+)/.exec(message) ?? [];
          if (coding === 'utf-16') expect(named).toBeUndefined();
          else if (named !== undefined) expect(Number(named)).toBe(noise.get(at as number));
        }
      },
    ),
    { numRuns: WHOLE ? 2000 : 200 },
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

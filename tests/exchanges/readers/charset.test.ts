import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Exchange } from '../../../src/exchanges/exchange';
import { readSource } from '../../../src/exchanges/readers';
import { sourceOf } from '../../../src/exchanges/readers/source';
import { URL_OF_POLICY } from '../../checks/support';

const NOTE = 'é € 😀 \u2028';
const line = JSON.stringify({
  request: { method: 'PATCH', url: URL_OF_POLICY, headers: { note: NOTE }, body: { note: NOTE } },
});
const har = JSON.stringify(
  {
    log: {
      entries: [
        {
          request: {
            method: 'PATCH',
            url: URL_OF_POLICY,
            headers: [{ name: 'note', value: NOTE }],
            postData: { text: JSON.stringify({ note: NOTE }) },
          },
        },
      ],
    },
  },
  null,
  2,
);

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
const little = (text: string): Buffer => Buffer.from(text, 'utf16le');
const WRITTEN: Record<string, (text: string) => Buffer> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a byte order mark': (text) => Buffer.from(`\uFEFF${text}`),
  'UTF-16 LE with a byte order mark': (text) => little(`\uFEFF${text}`),
  'UTF-16 BE with a byte order mark': (text) => swapped(little(`\uFEFF${text}`)),
  'UTF-16 LE without one': little,
  'UTF-16 BE without one': (text) => swapped(little(text)),
};

async function read(bytes: Buffer, size: number): Promise<{ exchanges: Exchange[]; problems: string[] }> {
  const took = { exchanges: [] as Exchange[], problems: [] as string[] };
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
  await readSource(sourceOf('given', Readable.from(chunks)), '', {
    exchange: (exchange) => took.exchanges.push(exchange),
    problem: (message, at) => took.problems.push(`${at ?? ''}: ${message}`),
    passedOver: () => undefined,
    header: () => undefined,
  });
  return took;
}

describe.each(Object.entries(WRITTEN))('%s', (_name, written) => {
  test.each([1, 7, 1_000_000])('is read in chunks of %i bytes, plain or gzip', async (size) => {
    for (const text of [line, `${line}\r\n${line}\r\n`, har]) {
      for (const bytes of [written(text), gzipSync(written(text))]) {
        const { exchanges, problems } = await read(bytes, size);
        expect(problems).toEqual([]);
        expect(exchanges).toHaveLength(text.includes('\r\n') ? 2 : 1);
        for (const { request } of exchanges) {
          expect(request.headers).toEqual([['note', NOTE]]);
          expect(JSON.parse(request.body?.data ?? '')).toEqual({ note: NOTE });
        }
      }
    }
  });
});

test('a single character, and what is no UTF-16, is taken for UTF-8', async () => {
  for (const bytes of [
    Buffer.from('{'),
    Buffer.from('{}'),
    Buffer.from([0x7b, 0, 0, 0]),
    Buffer.from([0xff, 0xfe, 0, 0]),
  ])
    expect((await read(bytes, 1)).problems).toHaveLength(1);
});

test('UTF-16 that begins in the middle is named, with the remedy', async () => {
  const { problems, exchanges } = await read(
    Buffer.concat([Buffer.from(`${line}\n`), little(`${line}\n`)]),
    100,
  );
  expect(exchanges).toHaveLength(1);
  expect(problems[0]).toContain('the file may be UTF-16: save it as UTF-8');
});

test('of a text in UTF-16 no byte is told, since the file has it elsewhere', async () => {
  const broken = `${line}\nno JSON\n${har.slice(0, -9)}`;
  const { problems } = await read(little(`\uFEFF${broken}`), 100);
  expect(problems).toHaveLength(2);
  expect(problems.join()).not.toContain('byte');
  expect((await read(Buffer.from(broken), 100)).problems[0]).toContain(
    `has a letter at byte ${Buffer.byteLength(line) + 1} where`,
  );
});

test('a body in Latin-1 is not judged, since its characters are lost', async () => {
  const { exchanges, problems } = await read(Buffer.from(line.replaceAll(NOTE, 'é'), 'latin1'), 100);
  expect(problems).toEqual([]);
  expect(exchanges).toMatchObject([
    {
      observed: { requestBody: false },
      notShown: ['the body of a request: its bytes were damaged by the recorder'],
    },
  ]);
});

import { createServer, type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';
import { FORMATS } from '../../src/reports/formats';
import { matchers } from '../../src/jest/matchers';
import { foundIn } from '../exchanges/hiding/planted';
import { expectNoneOf, generated } from './planting';
import { commandLine, starter, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const start = starter(folder);
const ALL = ['--format', FORMATS.join(',')];
const TOKEN = 'correcthorsebatterystaple';
const OWN_HEADER = 'swordfishandchips';
/** What the provider says by itself. */
const CANARY = 'Kx7f2Canary9zQ41mmAb8';
const secrets = [TOKEN, OWN_HEADER, CANARY];

const PATH =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const POLICY = JSON.stringify({
  '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
  ...{ id: 'TemporaryAccessPass', state: 'enabled', defaultLength: 8, secretText: CANARY },
});

const READ = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${POLICY.length}\r\n\r\n${POLICY}`;

/** Where a raw answer may hold a word: all that stands in it, of one that is not what HTTP allows, too. */
const PLACES: Record<string, (word: string) => string> = {
  'a reason phrase': (word) => `HTTP/1.1 400 No ${word} here\r\nContent-Length: 0\r\n\r\n`,
  'a status that is none': (word) => `HTTP/1.1 ${word} 200\r\nContent-Length: 0\r\n\r\n`,
  'a version that is none': (word) => `HTTP/${word} 200 OK\r\nContent-Length: 0\r\n\r\n`,
  'a head that is none': (word) => `${word}: ${word}\r\n\r\n`,
  'a line without a colon': (word) => `HTTP/1.1 200 OK\r\n${word} ${word}\r\nContent-Length: 0\r\n\r\n`,
  'the name of a header': (word) => `HTTP/1.1 204 No Content\r\nX-${word}: 1\r\n${word}: 2\r\n\r\n`,
  'a folded header': (word) => `HTTP/1.1 204 No Content\r\nX-A: b\r\n ${word}\r\n\r\n`,
  'a length': (word) => `HTTP/1.1 200 OK\r\nContent-Length: ${word}\r\n\r\n${word}`,
  'a coding': (word) => `HTTP/1.1 200 OK\r\nTransfer-Encoding: ${word}\r\n\r\n${word}`,
  'a content coding': (word) => `HTTP/1.1 200 OK\r\nContent-Encoding: ${word}\r\nContent-Length: 2\r\n\r\n{}`,
  'a media type': (word) => `HTTP/1.1 200 OK\r\nContent-Type: text/${word}\r\nContent-Length: 2\r\n\r\n{}`,
  'a header of an interim answer': (word) =>
    `HTTP/1.1 103 Early ${word}\r\nLink: <https://h.example/${word}>; rel=preload\r\nX-A: ${word}\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n`,
  'a trailer': (word) =>
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTrailer: X-A\r\nTransfer-Encoding: chunked\r\n\r\n${POLICY.length.toString(16)}\r\n${POLICY}\r\n0\r\nX-A: ${word}\r\n${word}: 1\r\n\r\n`,
  'the extension of a chunk': (word) =>
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;${word}=${word}\r\n{}\r\n0;x=${word}\r\n\r\n`,
  'the size of a chunk': (word) =>
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz${word}\r\n${word}\r\n0\r\n\r\n`,
  'a body that breaks off': (word) => `HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"a":"${word}`,
  'bytes behind an answer': (word) => `HTTP/1.1 204 No Content\r\n\r\n{"error":"${word}"}`,
  'a body of a 204': (word) => `HTTP/1.1 204 No Content\r\nContent-Length: 60\r\n\r\n${word.padEnd(60)}`,
  'an error': (word) => {
    const error = JSON.stringify({
      error: {
        code: 'badRequest',
        message: `No ${word}`,
        target: word,
        innerError: { [word]: word, 'request-id': word },
      },
    });
    return `HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nWWW-Authenticate: Bearer realm="${word}", error="${word}"\r\nContent-Length: ${error.length}\r\n\r\n${error}`;
  },
  // A code is shown, unless it is a secret that is known.
  'a code': (word) => {
    const error = JSON.stringify({ error: { code: word, message: 'no' } });
    return `HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: ${error.length}\r\n\r\n${error}`;
  },
  'where it leads': (word) =>
    `HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/${word}?a=${word}\r\nContent-Length: 0\r\n\r\n`,
  'a page': (word) =>
    `HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html><title>${word}</title><!-- ${word} --><p id="${word}">${word}`,
};
const SPELLINGS: ((word: string) => string)[] = [
  (word) => word,
  (word) => word.toUpperCase(),
  (word) => Buffer.from(word).toString('base64'),
  (word) => Buffer.from(word).toString('hex'),
  (word) => [...word].reverse().join(''),
];

/** What a request said of who sends it. */
const saidIn = (head: string): string[] => [
  /^authorization: \S+ (\S+)/im.exec(head)?.[1] ?? TOKEN,
  /^x-own: (\S+)/im.exec(head)?.[1] ?? OWN_HEADER,
  CANARY,
];

/** Answers each write in the next place and spelling, and reads with a policy that has a canary in it. */
async function saying(
  places: readonly string[] = Object.keys(PLACES),
): Promise<{ url: string; seen: Set<string>; close(): void }> {
  const sockets = new Set<Socket>();
  const seen = new Set<string>();
  let nth = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let head = '';
    socket.on('data', (data) => {
      head += data.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      const isRead = head.startsWith('GET');
      const words = saidIn(head);
      head = '';
      if (isRead) return void socket.end(READ);
      const round = Math.floor(nth / places.length);
      const place = places[nth % places.length] as string;
      // Each word in each place, and each spelling with each word.
      const word = words[(nth + round) % words.length] as string;
      const spell = SPELLINGS[(nth + Math.floor(round / words.length)) % SPELLINGS.length] as (
        word: string,
      ) => string;
      nth += 1;
      seen.add(place);
      socket.end((PLACES[place] as (word: string) => string)(spell(place === 'a code' ? TOKEN : word)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1.0`,
    seen,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** The spellings of the secrets that nobody may read in what is shown. */
const spelt = secrets.flatMap((secret) => SPELLINGS.map((spell) => spell(secret)));
const GIVEN = ['--token', TOKEN, '--header', `X-Own: ${OWN_HEADER}`];

test.each(Object.keys(PLACES))(
  'verify, reproduce and judge hold none of what a provider says in %s',
  async (place) => {
    const behind = await saying([place]);
    try {
      const to = ['--provider', behind.url, ...GIVEN, '--timeout', '500'];
      const plan = ['--only', 'RES-204', '--no-contexts', '--settle', '0'];
      const ran = await graphContract(['verify', ...to, ...plan, '--out', 'verified', ...ALL]);
      expect([...behind.seen]).toEqual([place]);
      expectNoneOf(spelt, ran, folder);
      expectNoneOf(spelt, await graphContract(['reproduce', 'verified/report.json', ...to]));
      expectNoneOf(
        spelt,
        await graphContract(['judge', 'verified/evidence.ndjson', '--out', 'judged']),
        folder,
      );
    } finally {
      behind.close();
    }
  },
);

test('the proxy, and what it records, hold none of what a provider says in each place', async () => {
  const behind = await saying();
  const { url, ended, end } = await start(
    ...['proxy', '--target', behind.url, '--out', 'proxied', '--record', 'proxied/pact.json', ...ALL],
  );
  try {
    const rounds = 3 * SPELLINGS.length;
    for (let at = 0; at < Object.keys(PLACES).length * rounds; at += 1)
      await fetch(`${new URL(url).origin}${PATH}`, {
        ...{ method: 'PATCH', redirect: 'manual', body: '{"isUsableOnce":true}' },
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          'X-Own': OWN_HEADER,
          'Content-Type': 'application/json',
        },
      })
        .then((answer) => answer.text())
        .catch(() => undefined);
  } finally {
    end.abort();
    behind.close();
  }
  expect([...behind.seen]).toEqual(Object.keys(PLACES));
  expectNoneOf(spelt, await ended, path.join(folder, 'proxied'));
}, 60_000);

test.each(['toConformToContract', 'toBeNoContent', 'toCarryODataType'] as const)(
  'the matcher %s says none of what a generator plants',
  async (matcher) => {
    expect.extend(matchers);
    const { given, secrets: planted } = generated(23);
    const said: string[] = [];
    for (const { method, url, headers, body, status, answerHeaders, answer } of given) {
      const request = { method, url, headers: Object.fromEntries(headers), body };
      const response = { status, headers: Object.fromEntries(answerHeaders), body: answer };
      for (const value of [{ request, response }, { request }, response, request, body, answer])
        for (const not of [false, true])
          await Promise.resolve()
            .then(() => {
              const made = expect(value) as unknown as Record<string, Record<string, () => unknown>>;
              return ((not ? made['not'] : made) as Record<string, () => unknown>)[matcher]?.();
            })
            .catch((thrown: unknown) => said.push(String((thrown as Error).message)));
    }
    expect(said.length).toBeGreaterThan(1000);
    expect(foundIn(said.join('\n'), planted)).toEqual([]);
  },
);

/** Requests that leave the usual form, end to end: they are answered, and none of them is passed over in silence. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { READ_SCOPE, testToken } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { commandLine, starter, temporaryFolder } from './support';

const folder = temporaryFolder();
const start = starter(folder);
const POLICY =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const FIELDS = `Host: x\r\nAuthorization: Bearer ${testToken(READ_SCOPE)}\r\n`;
const GET = `GET ${POLICY} HTTP/1.1\r\n${FIELDS}\r\n`;

/** What is said, and what `serve` and what judges make of it: the status, and what the verdict names. */
type Form = [string, (origin: string) => string, { serve: number; judging: number; names?: RegExp }];
const FORMS: Form[] = [
  [
    'a tunnel',
    () => `CONNECT x:443 HTTP/1.1\r\n${FIELDS}\r\n`,
    {
      serve: 400,
      judging: 501,
      names: /a CONNECT: the proxy stands before one target, and opens no tunnels/,
    },
  ],
  [
    'the absolute form of its own URL',
    (origin) => `GET ${origin}${POLICY} HTTP/1.1\r\n${FIELDS}\r\n`,
    { serve: 200, judging: 200 },
  ],
  [
    'the absolute form of another URL',
    () => `GET http://other.example${POLICY} HTTP/1.1\r\n${FIELDS}\r\n`,
    { serve: 200, judging: 421, names: /a request for another URL than a path/ },
  ],
  ['the asterisk form', () => `OPTIONS * HTTP/1.1\r\n${FIELDS}\r\n`, { serve: 400, judging: 400 }],
  [
    'an upgrade',
    () => `GET ${POLICY} HTTP/1.1\r\n${FIELDS}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    {
      serve: 200,
      judging: 501,
      names: /an upgrade to another protocol: the proxy speaks HTTP\/1\.1, and nothing else/,
    },
  ],
  [
    'a method in lower case',
    () => `patch ${POLICY} HTTP/1.1\r\n${FIELDS}Content-Length: 2\r\n\r\n{}`,
    { serve: 400, judging: 501, names: /the method is patch: methods are case-sensitive, say PATCH/ },
  ],
  [
    'HTTP/1.0',
    () => `GET ${POLICY} HTTP/1.0\r\n${FIELDS}\r\n`,
    { serve: 200, judging: 505, names: /the request is HTTP\/1\.0, and the proxy speaks HTTP\/1\.1/ },
  ],
  [
    'HTTP/2',
    () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    { serve: 400, judging: 400, names: /a request that is not HTTP\/1\.1 \(HPE_\w+\)/ },
  ],
];

/** Says a text over a connection of its own. @returns the status of the first answer */
async function say(origin: string, text: string): Promise<number> {
  const socket: Socket = connect({ port: Number(new URL(origin).port), host: '127.0.0.1' });
  socket.on('error', () => undefined);
  socket.write(text, 'latin1');
  const [answer] = (await Promise.race([once(socket, 'data'), once(socket, 'close')])) as [Buffer];
  socket.destroy();
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(String(answer))?.[1]);
}

test.each(FORMS)('`serve` answers %s, and goes on', async (_what, form, { serve }) => {
  const { url, end, ended } = await start('serve');
  const { origin } = new URL(url);
  expect(await say(origin, form(origin))).toBe(serve);
  expect(await say(origin, GET)).toBe(200);
  end.abort();
  expect((await ended).exitCode).toBe(0);
});

describe.each([
  ['proxy', ['proxy']],
  ['serve --chaos', ['serve', '--chaos', '1%', '--chaos-seed', '2']],
])('`%s`', (name, args) => {
  test.each(FORMS)(
    'answers %s, and the verdict names what was not judged',
    async (what, form, { judging, names }) => {
      const out = `${name} ${what}`.replace(/\W+/g, '-');
      const { url, end, ended } = await start(...args, '--out', out);
      const { origin } = new URL(url);
      expect(await say(origin, GET)).toBe(200);
      expect(await say(origin, form(origin))).toBe(judging);
      end.abort();
      const { exitCode, stdout, stderr } = await ended;
      expect({ exitCode, stdout }).toMatchObject({ exitCode: names ? 3 : 0 });
      const report = JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')) as Report;
      const errors = report.findings.filter(({ outcome }) => outcome === 'error');
      expect(report.verdict).toBe(names ? 'incomplete' : 'conforms');
      if (names) {
        expect(stderr).toMatch(new RegExp(`^not forwarded: ${names.source}`, 'm'));
        expect(errors.map(({ message }) => message)).toEqual([
          expect.stringMatching(new RegExp(`^not forwarded, and not judged: ${names.source}`)),
        ]);
      } else expect(errors).toEqual([]);
      // The record alone comes to the same.
      const again = await commandLine(folder)([
        'judge',
        path.join(out, 'evidence.ndjson'),
        '--out',
        `${out}-again`,
      ]);
      expect(again.exitCode).toBe(exitCode);
    },
  );
});

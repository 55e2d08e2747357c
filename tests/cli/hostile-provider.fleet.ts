/** A provider that puts what does harm into every field that it controls. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { isHidden } from '../../src/results/visible';
import { complaintOf } from '../../src/contract/published';
import { HOSTILE } from '../browser/reports';
import { startRaw } from '../wire/raw-server';
import { commandLine, temporaryFolder, type Ran } from './support';

const folder = temporaryFolder();
const FILES = ['report.json', 'junit.xml', 'report.html', 'report.sarif', 'report.md'] as const;

/** As it stands in a head: with neither line ends nor what an HTTP parser refuses there. */
const IN_HEAD = `${HOSTILE.replace(/[\0-\x1f\x7f\ud800-\udfff]/g, '')} \xff\xfe ::error::x ##vso[task.complete]`;
const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
const json = (value: unknown): string => utf8(JSON.stringify(value));
const BODIES = [
  json({
    error: {
      code: HOSTILE,
      message: HOSTILE,
      innerError: { date: HOSTILE, 'request-id': HOSTILE, [HOSTILE]: HOSTILE },
    },
  }),
  json({ error: { code: 'x', message: HOSTILE.repeat(20_000) } }),
  // No UTF-8: a lone continuation, an overlong slash, the half of a pair.
  '{"error":{"code":"\x80","message":"\xc0\xaf \xed\xa0\x80"}}',
  utf8(`<html>${HOSTILE}</html>`),
  '\x00\x1b[2J\xff',
];
const POLICY = json({
  '@odata.type': HOSTILE,
  id: HOSTILE,
  state: HOSTILE,
  includeTargets: [{ targetType: HOSTILE, id: HOSTILE }],
  [HOSTILE]: HOSTILE,
});

let ran: Ran;
beforeAll(async () => {
  let count = 0;
  const server = await startRaw(({ text }) => {
    count += 1;
    const isRead = text.startsWith('GET');
    const body = isRead ? POLICY : (BODIES[count % BODIES.length] as string);
    const status = isRead ? 200 : [400, 200, 415, 418][count % 4];
    return [
      `HTTP/1.1 ${status} ${utf8(IN_HEAD)}\r\nContent-Type: application/json; x="${utf8(IN_HEAD)}"\r\nX-Note: ${utf8(IN_HEAD)}\r\n` +
        `request-id: ${utf8(IN_HEAD)}\r\nAllow: ${utf8(IN_HEAD)}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    ];
  });
  try {
    ran = await commandLine(folder)(
      [
        ...[
          'verify',
          '--provider',
          `${server.origin.href}v1.0`,
          '--settle',
          '0',
          '--only',
          'RES-*,ERR-*,GET-*,AUT-*',
        ],
        ...['--format', 'json,junit,html,sarif,markdown'],
      ],
      { env: { GITHUB_ACTIONS: 'true', GITHUB_SHA: '0'.repeat(40) } },
    );
  } finally {
    await server.close();
  }
});

const written = (file: string): string => readFileSync(path.join(folder, 'reports', file), 'utf8');
const hiddenIn = (text: string): string[] => [
  ...new Set([...text].filter((character) => character !== '\n' && isHidden(character))),
];

test('is found to violate', () => {
  expect(ran.exitCode).toBe(1);
  expect(ran.stdout).toMatch(/^VIOLATES/);
});

test('has nothing hidden printed, and gives CI no command', () => {
  expect(hiddenIn(ran.stdout + ran.stderr)).toEqual([]);
  const commands = ran.stdout.split('\n').filter((line) => line.startsWith('::'));
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.filter((line) => !/^::(error|warning|notice) title=/.test(line))).toEqual([]);
  expect(ran.stdout).not.toMatch(/##\[|##vso\[/);
});

test.each(FILES)('has nothing hidden written into %s', (file) => {
  expect(hiddenIn(written(file))).toEqual([]);
});

test('leaves the evidence whole', () => {
  const lines = written('evidence.ndjson').trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.flatMap((line) => complaintOf('evidence', JSON.parse(line)) ?? [])).toEqual([]);
});

test('leaves JSON, XML and SARIF well-formed', () => {
  expect(complaintOf('report', JSON.parse(written('report.json')))).toBeUndefined();
  expect(XMLValidator.validate(written('junit.xml'))).toBe(true);
  expect(JSON.parse(written('report.sarif'))).toMatchObject({ version: '2.1.0' });
});

test('brings no element of its own into the HTML', () => {
  const names = [...elementsOf(parse(written('report.html')))];
  expect(names.filter((name) => name === 'script')).toHaveLength(1);
  expect(names.filter((name) => name === 'style')).toHaveLength(1);
  expect(names.filter((name) => name === 'h1')).toHaveLength(1);
  expect(names.filter((name) => ['img', 'iframe', 'object', 'svg', 'base', 'b'].includes(name))).toEqual([]);
});

function* elementsOf(node: DefaultTreeAdapterTypes.Node): Generator<string> {
  if ('tagName' in node) yield node.tagName;
  if ('childNodes' in node) for (const child of node.childNodes) yield* elementsOf(child);
}

test.each(FILES)('does not blow up %s', (file) => {
  expect(written(file).length).toBeLessThan(5_000_000);
});

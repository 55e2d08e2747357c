import { execFileSync } from 'node:child_process';
import { bodyOf } from '../../src/exchanges/body';
import { curlLine } from '../../src/exchanges/curl';
import type { HeaderPair } from '../../src/exchanges/exchange';
import { commandLine } from '../../src/reports/command-line';
import { CURL, HOSTILE, UNSAFE } from './support';

/** The arguments that bash makes of a command. */
function argumentsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }; GRAPH_TOKEN=t; ${command}`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

const curl = (body: string, ...headers: HeaderPair[]): string =>
  curlLine({
    id: 'e1',
    source: { kind: 'object' },
    observed: {
      authorization: true,
      framing: false,
      trailing: false,
      requestBody: true,
      responseBody: true,
      protocol: false,
    },
    request: {
      method: 'PATCH',
      url: 'https://example.org/it%27s',
      headers: [['Authorization', 'Bearer [secret-1, 900 characters]'], ...headers],
      body: bodyOf(Buffer.from(body)),
    },
  });

test('leaves a plain command as it is', () => {
  expect(commandLine(CURL)).toBe(CURL);
});

test.each([
  ['a body over several lines', `{\n  "state": "enabled",\r\n\t"it's": "\\n"\n}`],
  ['a body with hostile text', HOSTILE.replaceAll('\0', '')],
  ['a body that starts with a quote', `'\n'`],
  ['a body with a command to a CI system', `{"a":"##vso[task.complete]it's","@odata.type":"#b"}`],
  ['a body with two colons', '{"a": "b ::error::c"}'],
  ['a body that ends with a backslash', '\n\\'],
])('keeps %s on one line and its meaning', (_name, body) => {
  const line = commandLine(curl(body));
  expect(line).not.toMatch(UNSAFE);
  expect(line).not.toContain('\n');
  expect(line).not.toMatch(/##(vso)?\[/);
  const data = argumentsOf(line);
  expect(data[data.indexOf('--data-binary') + 1]).toBe(Buffer.from(body).toString('utf8'));
  expect(data).toContain('Authorization: Bearer t');
});

test('keeps a header with a control character its meaning', () => {
  const line = commandLine(
    curl('{}', ['X-Note', 'a\u001b[31mb'], ['Cookie', '\u0007"[secret-2, 9 characters]\u0007']),
  );
  expect(line).not.toMatch(UNSAFE);
  expect(argumentsOf(`SECRET=s; ${line}`)).toEqual(
    expect.arrayContaining(['X-Note: a\u001b[31mb', 'Cookie: \u0007"s\u0007']),
  );
});

test('is cut beyond 4000 characters alone', () => {
  expect(commandLine(`curl ${'x'.repeat(3995)}`)).toHaveLength(4000);
  expect(commandLine(`curl ${'x'.repeat(3996)}`)).toMatch(/x… \(1 more\)$/);
});

test('is no command to a CI system', () => {
  expect(commandLine(' ::error::x')).toBe(' \\u003a:error::x');
});

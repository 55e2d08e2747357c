import { spawnSync } from 'node:child_process';
import { stringify } from 'yaml';
import { defaultOperation } from '../../src/contract/operation';
import { packageFile } from '../../src/contract/package-root';

interface Problem {
  severity: string;
  rule: string;
  message: string;
  pointer: string;
}

const text = stringify(defaultOperation().slice);

/** What Redocly's recommended rules find, run in a process of its own, since Jest can't load it. */
function lint(source: string): Problem[] {
  const script = packageFile('scripts', 'lint-spec.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [script, '-'], { input: source, encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Problem[];
}

test('the slice passes the recommended rules of Redocly, none switched off', () => {
  expect(lint(text)).toEqual([]);
}, 30_000);

test.each<[string, string, string, string]>([
  [
    'a reference to nowhere',
    '"#/components/headers/allow"',
    '"#/components/headers/alow"',
    'no-unresolved-refs',
  ],
  ['an operation without an id', 'operationId: batch', 'x-operation: batch', 'operation-operationId'],
  [
    'an example that its schema refuses',
    'isUsableOnce: true',
    'isUsableOnce: once',
    'no-invalid-media-type-examples',
  ],
  ['a member that no OpenAPI has', 'requestBody:', 'requestBodies:', 'struct'],
])(
  'the linter catches %s',
  (_name, from, to, rule) => {
    expect(text).toContain(from);
    expect(lint(text.replace(from, to)).map((problem) => problem.rule)).toContain(rule);
  },
  30_000,
);

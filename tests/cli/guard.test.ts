/** What a process of the package says of itself when something goes wrong that nobody foresaw. */
import { spawnSync } from 'node:child_process';
import { packageFile } from '../../src/contract/package-root';

const GUARD = packageFile('dist', 'src', 'cli', 'guard.js');

/** Runs a program behind the guard. */
function behindGuard(program: string, args: string[] = [], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['-e', `const { onLost, hasFailed } = require(${JSON.stringify(GUARD)});${program}`, '--', ...args],
    { encoding: 'utf8', env: { ...process.env, ...env }, timeout: 30_000 },
  );
  return { status, stdout, stderr };
}

test('a program that comes to no verdict ends with 3', () => {
  expect(behindGuard('process.exit()').status).toBe(3);
});

test.each([
  ['is thrown', 'setImmediate(() => { throw new Error("lost\\nat last"); });'],
  ['is rejected', 'Promise.reject(new Error("lost\\nat last"));'],
  ['is thrown while the rest is loaded', 'throw new Error("lost\\nat last");'],
])('an error that %s and that nobody catches is one line, and 3', (_how, program) => {
  expect(behindGuard(program)).toEqual({
    status: 3,
    stdout: '',
    stderr: 'graph-contract failed: lost at last\n',
  });
});

test.each([
  ['a text', '"gone"', 'gone'],
  ['nothing', 'undefined', 'undefined'],
  ['an error without a message', 'new Error("")', 'the error has no message'],
])('%s that is thrown is one line as well', (_what, thrown, said) => {
  const { status, stderr } = behindGuard(`Promise.reject(${thrown});`);
  expect({ status, stderr }).toEqual({ status: 3, stderr: `graph-contract failed: ${said}\n` });
});

test('a wait for what cannot come any more is one line, and 3', () => {
  expect(behindGuard('new Promise(() => undefined);')).toEqual({
    status: 3,
    stdout: '',
    stderr: 'graph-contract failed: the process waits for something that can no longer happen\n',
  });
});

test('a command that can still end is told, once, and may say its last', () => {
  const { status, stdout, stderr } = behindGuard(`
    onLost((error) => setTimeout(() => {
      process.stdout.write(\`\${error.message} \${hasFailed()}\`);
      process.exit(3);
    }, 50));
    setImmediate(() => { throw new Error("first"); });
    setTimeout(() => { throw new Error("second"); }, 20);
    setInterval(() => undefined, 1000);
  `);
  expect({ status, stdout, stderr }).toEqual({
    status: 3,
    stdout: 'first true',
    stderr: 'graph-contract failed: first\n',
  });
});

test('nothing has failed before', () => {
  expect(behindGuard('process.stdout.write(String(hasFailed())); process.exit(0);')).toEqual({
    status: 0,
    stdout: 'false',
    stderr: '',
  });
});

test('a secret of the command line or of the environment is not in what is said', () => {
  const { stderr } = behindGuard(
    'Promise.reject(new Error("no host eyJfrom-the-line and eyJfrom-the-environment"));',
    ['--token', 'eyJfrom-the-line'],
    { GRAPH_TOKEN: 'eyJfrom-the-environment' },
  );
  expect(stderr).toMatch(/^graph-contract failed: no host /);
  expect(stderr).not.toContain('from-the');
});

/** A URL without its option, and any other argument too many, are one line that says what was probably meant. */
import { commandLine, temporaryFolder } from './support';

const run = commandLine(temporaryFolder());
const URL_ = 'http://127.0.0.1:8080/v1.0';

test.each<[args: string[], line: RegExp]>([
  [
    ['verify', URL_],
    /^verify: http:\/\/127\.0\.0\.1:8080\/v1\.0 has no option before it; did you mean --provider\?\n$/,
  ],
  [['verify', '--quiet', 'HTTPS://gateway.example/v1.0'], /did you mean --provider\?\n$/],
  [['verify', 'localhost:8080/v1.0', '--strict'], /did you mean --provider\?\n$/],
  [['verify', '[::1]:8080'], /did you mean --provider\?\n$/],
  [['verify', '--', URL_], /did you mean --provider\?\n$/],
  [['restore', URL_], /^restore: .*did you mean --provider\?\n$/],
  [['proxy', URL_], /^proxy: .*did you mean --target\?\n$/],
  [[URL_], /^http:\/\/127\.0\.0\.1:8080\/v1\.0 is not a command: did you mean verify --provider\?\n$/],
  [
    ['check', URL_],
    /^http:\S+: there is no such file; to judge the provider at a URL, say verify --provider\n$/,
  ],
  [
    ['verify', 'gateway'],
    /^verify: unexpected gateway; it takes no argument, and .* separated by commas \(`graph-contract verify --help`\)\n$/,
  ],
  [['diff', 'a.json', 'b.json', 'c.json'], /^diff: unexpected c\.json; it takes 2 arguments, and /],
  [['verfy', 'x'], /^unknown command 'verfy' \(Did you mean verify\?\)\n$/],
])('%j', async (args, line) => {
  const { exitCode, stdout, stderr } = await run(args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(line);
});

test('a URL with credentials is told without them', async () => {
  const { stderr } = await run(['verify', 'http://user:canary@gateway.example/v1.0']);
  expect(stderr).toMatch(/did you mean --provider\?/);
  expect(stderr).not.toContain('canary');
});

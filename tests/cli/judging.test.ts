import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const PATH =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const entry = {
  request: {
    method: 'PATCH',
    url: `https://graph.microsoft.com${PATH}`,
    headers: [{ name: 'Content-Type', value: 'application/json' }],
    postData: { mimeType: 'application/json', text: '{"isUsableOnce":true}' },
  },
  response: { status: 0 },
};
const text = (file: string): string => readFileSync(path.join(folder, file), 'utf8');

beforeAll(() => {
  const har = JSON.stringify({ log: { version: '1.2', entries: [entry] } }, null, 2);
  writeFileSync(path.join(folder, 'portal.har'), har);
  mkdirSync(path.join(folder, 'taken'));
});

test('a report is written in each of the formats that are named, json and junit where none is', async () => {
  await graphContract(['check', 'portal.har', '--out', 'all', '--format', 'json,junit,sarif,markdown']);
  expect(JSON.parse(text('all/report.json'))).toMatchObject({ verdict: 'violates' });
  expect(text('all/junit.xml')).toMatch(/^<\?xml/);
  expect(JSON.parse(text('all/report.sarif'))).toMatchObject({ version: '2.1.0' });
  expect(text('all/report.md')).toMatch(
    /^# graph-contract: violates, `temporaryAccessPass`, traffic `portal\.har`\n/,
  );
  const { stdout } = await graphContract(['check', 'portal.har', '--out', 'default']);
  expect(stdout).not.toMatch(/report\.(sarif|md)/);
});

test('what a file shows stands in it, on its line', async () => {
  await graphContract(['check', 'portal.har', '--out', 'placed', '--format', 'sarif']);
  const { runs } = JSON.parse(text('placed/report.sarif')) as {
    runs: { results: { ruleId: string; locations: unknown[] }[] }[];
  };
  expect(runs[0]?.results.find(({ ruleId }) => ruleId === 'REQ-TYPE')?.locations).toMatchObject([
    { physicalLocation: { artifactLocation: { uri: 'portal.har' }, region: { startLine: 5 } } },
  ]);
});

describe('in GitHub Actions', () => {
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: 'summary.md' };

  test('what is red is annotated, and the report is added to the summary of the step', async () => {
    writeFileSync(path.join(folder, 'summary.md'), 'before\n');
    const { stdout, stderr } = await graphContract(['check', 'portal.har', '--out', 'ci'], { env });
    expect(stdout).toMatch(/^::error title=REQ-TYPE MUST .*,file=portal\.har,line=5::/m);
    expect(stderr).toBe('');
    expect(text('summary.md')).toMatch(
      /^before\n# graph-contract: violates, `temporaryAccessPass`, traffic /,
    );
  });

  test('with --json stdout has the report alone', async () => {
    const { stdout, stderr } = await graphContract(['check', 'portal.har', '--json', '--out', 'ci'], { env });
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'violates' });
    expect(stderr).toMatch(/^::error title=REQ-TYPE/m);
  });

  test('a summary that cannot be written is a line on stderr', async () => {
    const ran = await graphContract(['check', 'portal.har', '--out', 'ci'], {
      env: { GITHUB_STEP_SUMMARY: 'taken' },
    });
    expect(ran).toMatchObject({ exitCode: 1, stderr: 'GITHUB_STEP_SUMMARY: it is a folder\n' });
    expect(ran.stdout).not.toContain('::error');
  });
});

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { testToken, WRITE_SCOPE } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { packageFile } from '../../src/contract/package-root';
import { defaultOperation } from '../../src/contract/operation';
import { temporaryFolder } from '../cli/support';
import { act, readAction, type Step } from './composite';

const action = readAction();
const workflowFolder = packageFile('.github', 'workflows');
const workflows = readdirSync(workflowFolder).map((name) => path.join(workflowFolder, name));

interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<string, { permissions?: Record<string, string>; steps: Step[] }>;
}
const readWorkflow = (file: string): Workflow => parse(readFileSync(file, 'utf8')) as Workflow;

describe('what is written', () => {
  test("is taken by GitHub's own parser", () => {
    const files = [packageFile('action.yml'), ...workflows];
    const said = execFileSync(process.execPath, [path.join(__dirname, 'parse.mjs'), ...files], {
      encoding: 'utf8',
    });
    expect(JSON.parse(said)).toEqual([]);
  });

  test('names a shell in each step of the action that is a script', () => {
    for (const { run, shell, uses } of action.runs.steps)
      expect(run === undefined ? uses : shell).toBeDefined();
  });

  test('takes each output from a step that exists and sets it', () => {
    const ids = action.runs.steps.map(({ id }) => id);
    for (const [name, { value }] of Object.entries(action.outputs)) {
      const [, id, output] = /^\$\{\{ steps\.([\w-]+)\.outputs\.([\w-]+) \}\}$/.exec(value) ?? [];
      expect(ids).toContain(id);
      expect(output).toBe(name);
    }
  });

  test('uses each input, and none that there is not', () => {
    const text = readFileSync(packageFile('action.yml'), 'utf8');
    const used = [...text.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort());
  });

  test('puts no expression into a script', () => {
    const steps = [
      ...action.runs.steps,
      ...workflows.flatMap((file) => Object.values(readWorkflow(file).jobs).flatMap(({ steps }) => steps)),
    ];
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });

  test('installs nothing for its caller with the scripts of packages', () => {
    const installs = action.runs.steps.flatMap(
      ({ run = '' }) => run.match(/npm (?:ci|i|install)\b[^\n]*/g) ?? [],
    );
    expect(installs).toHaveLength(2);
    for (const line of installs) expect(line).toContain(' --ignore-scripts ');
  });

  test('runs no script of a dependency of the package', () => {
    const installs = workflows.flatMap((file) =>
      Object.values(readWorkflow(file).jobs).flatMap(({ steps }) =>
        steps.flatMap(({ run = '' }) => run.match(/npm ci\b[^\n&]*/g) ?? []),
      ),
    );
    const own = installs.filter((line) => !line.includes('--prefix'));
    expect(own.length).toBeGreaterThan(2);
    for (const line of own) expect(line).toContain('--ignore-scripts');
  });

  test('runs for no pull request of a fork with secrets', () => {
    for (const file of workflows) {
      const { on } = parse(readFileSync(file, 'utf8')) as { on: object };
      expect(Object.keys(on).filter((name) => /pull_request_target|workflow_run|issue/.test(name))).toEqual(
        [],
      );
    }
  });

  test('grants no more than to read, and to write alerts, issues or attestations where that is done', () => {
    for (const file of workflows) {
      const { permissions, jobs } = readWorkflow(file);
      expect(permissions).toEqual({ contents: 'read' });
      for (const { permissions: own, steps } of Object.values(jobs)) {
        const uploads = steps.some(({ uses }) => uses?.includes('upload-sarif'));
        const tells = steps.some(({ run }) => run?.includes('gh issue'));
        const attests = steps.some(({ uses }) => uses?.includes('/attest-'));
        const more = {
          ...(uploads && { 'security-events': 'write' }),
          ...(tells && { issues: 'write' }),
          ...(attests && { 'id-token': 'write', attestations: 'write' }),
        };
        expect(own).toEqual(uploads || tells || attests ? { contents: 'read', ...more } : undefined);
        // Who can publish runs no code but npm's own.
        if (attests)
          for (const { run = '' } of steps)
            expect(run).toMatch(/^(npm publish \S+ [^\n;&|]*--ignore-scripts\s*)?$/);
      }
    }
  });

  test('pins the major version of each action', () => {
    const steps = [
      ...action.runs.steps,
      ...workflows.flatMap((file) => Object.values(readWorkflow(file).jobs).flatMap(({ steps }) => steps)),
    ];
    for (const { uses } of steps) if (uses !== undefined && uses !== './') expect(uses).toMatch(/@v\d+$/);
  });

  test('is what docs/ci.md says: all inputs, all outputs, and no others', () => {
    const page = readFileSync(packageFile('docs', 'ci.md'), 'utf8');
    const namesIn = (heading: string): string[] => {
      const [, table = ''] =
        new RegExp(`^\\| ${heading} .*\\n\\|[ -|]*\\n((?:\\|.*\\n)*)`, 'm').exec(page) ?? [];
      return table.split('\n').flatMap((line) => (line.split('|')[1]?.match(/[a-z-]+/g) ?? []).sort());
    };
    expect(namesIn('input').sort()).toEqual(Object.keys(action.inputs).sort());
    expect(namesIn('output').sort()).toEqual(Object.keys(action.outputs).sort());
    const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
      ([, text = '']) => parse(text) as Step[] | { steps?: Step[] },
    );
    const used = examples
      .flatMap((example) => (Array.isArray(example) ? example : (example.steps ?? [])))
      .filter(({ uses }) => uses?.includes('graph-contract'))
      .flatMap((step) => Object.keys(step.with ?? {}));
    expect(used).toContain('provider');
    for (const name of used) expect(Object.keys(action.inputs)).toContain(name);
  });

  test('is taken by the published schema, as a pipeline of Azure', () => {
    const schema = JSON.parse(
      readFileSync(path.join(__dirname, 'azure-pipelines.schema.json'), 'utf8'),
    ) as object;
    const validate = new Ajv({ strict: false, unicodeRegExp: false }).compile(schema);
    const text = readFileSync(packageFile('docs', 'ci', 'azure-pipelines.yml'), 'utf8');
    validate(parse(text));
    expect(validate.errors ?? []).toEqual([]);
    expect(validate(parse(text.replace('testResultsFiles', 'resultFiles')))).toBe(false);
  });
});

const hasBash = process.platform !== 'win32' && spawnSync('bash', ['--version']).status === 0;
if (!hasBash) console.warn('NO TESTS OF THE ACTION: there is no bash');

(hasBash ? describe : describe.skip)('the action', () => {
  const folder = temporaryFolder();
  let workspaces = 0;
  /** An empty workspace. */
  function workspace(): string {
    const place = path.join(folder, `${(workspaces += 1)}`, 'workspace');
    mkdirSync(place, { recursive: true });
    return place;
  }

  /** A line of traffic whose update sets a length. */
  const update = (defaultLength: number): string =>
    `${JSON.stringify({
      request: {
        method: 'PATCH',
        url: `https://graph.microsoft.com/v1.0${defaultOperation().path}`,
        headers: { Authorization: 'Bearer abc', 'Content-Type': 'application/json' },
        body: {
          '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
          defaultLength,
        },
      },
      response: { status: 204, headers: { 'request-id': 'a' }, body: null },
    })}\n`;

  test('verifies the embedded provider, and names the files', () => {
    const place = workspace();
    const { exitCode, outputs, log, summary } = act(place, {});
    expect({ exitCode, outputs }).toEqual({
      exitCode: 0,
      outputs: {
        verdict: 'conforms',
        'exit-code': '0',
        report: 'reports/report.json',
        html: 'reports/report.html',
        sarif: 'reports/report.sarif',
        junit: 'reports/junit.xml',
        evidence: 'reports/evidence.ndjson',
      },
    });
    for (const name of ['report', 'html', 'sarif', 'junit', 'evidence'])
      expect(existsSync(path.join(place, outputs[name] ?? ''))).toBe(true);
    expect(log).toContain('verdict: conforms (exit 0)');
    expect(summary).toContain('conforms');
  });

  test('fails by the exit code of a check, once the outputs are set; annotates, and writes the summary', () => {
    const place = workspace();
    mkdirSync(path.join(place, 'traffic'));
    writeFileSync(path.join(place, 'traffic', 'of today.ndjson'), update(100));
    const { exitCode, outputs, log, summary } = act(place, {
      command: 'check',
      files: 'traffic/*.ndjson\n',
      out: 'my reports',
    });
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({
      verdict: 'violates',
      'exit-code': '1',
      sarif: 'my reports/report.sarif',
      evidence: '',
    });
    expect(log).toMatch(
      /^::error title=[^\n]*,file=traffic\/of today\.ndjson,line=1::defaultLength must be at most 48/m,
    );
    expect(summary).toContain('defaultLength must be at most 48');
  });

  test('lets through what a waiver and what a baseline has', () => {
    const place = workspace();
    writeFileSync(path.join(place, 'traffic.ndjson'), update(100));
    const check = (more: Record<string, string>) =>
      act(place, { command: 'check', files: 'traffic.ndjson', ...more });
    expect(check({ out: 'main' }).exitCode).toBe(1);
    expect(check({ baseline: 'main/report.json' }).outputs).toMatchObject({ verdict: 'conforms' });
    writeFileSync(
      path.join(place, 'waivers.yaml'),
      "waivers:\n  - { requirement: '*', reason: Old script, owner: identity, expires: '2999-12-31' }\n",
    );
    expect(check({ waivers: 'waivers.yaml' }).outputs).toMatchObject({ verdict: 'conforms' });
  });

  test('hands further arguments over one by one', () => {
    const place = workspace();
    const { exitCode } = act(place, { args: '--only=RES-204\n--level=MUST\n', strict: 'true' });
    const report = JSON.parse(readFileSync(path.join(place, 'reports', 'report.json'), 'utf8')) as Report;
    expect({ exitCode, strict: report.strict }).toEqual({ exitCode: 0, strict: true });
    expect(report.requirements.map(({ id }) => id)).toEqual(['RES-204']);
  });

  test('runs nothing that an input says', () => {
    const nasty =
      '"; touch pwned; $(touch pwned) `touch pwned` \' && touch pwned #\n::warning::x\r\n::debug::x';
    for (const name of Object.keys(action.inputs)) {
      if (name === 'node-version') continue;
      const place = workspace();
      const command = name === 'files' ? { command: 'check' } : {};
      const { exitCode, log } = act(place, { ...command, 'node-version': '', [name]: nasty });
      expect({ name, exitCode, pwned: existsSync(path.join(place, 'pwned')) }).toEqual({
        name,
        // A folder may have any name.
        exitCode: name === 'out' || name.startsWith('token') ? expect.any(Number) : 2,
        pwned: false,
      });
      expect(log).not.toMatch(/unexpected (EOF|token)|command not found/);
      expect(log).not.toMatch(/^\s*::(?!error title=graph-contract::[\w ;]+$|add-mask::)/m);
    }
  });

  test('reads values that look like options as values', () => {
    const place = workspace();
    const { exitCode, log } = act(place, { command: 'check', files: '--help' });
    expect(exitCode).toBe(2);
    expect(log).toContain('--help: there is no such file');
  });

  test.each<[string, Record<string, string>, string]>([
    ['a command that it does not have', { command: 'serve' }, 'command must be verify or check'],
    ['files for verify', { files: 'a.har' }, 'files are for check'],
    [
      'a provider for check',
      { command: 'check', provider: 'http://localhost/v1.0' },
      'provider is for verify',
    ],
    ['no files for check', { command: 'check' }, 'check needs files'],
    ['another word for strict', { strict: 'yes' }, 'strict must be true or false'],
  ])('refuses %s, with its outputs set', (_what, inputs, said) => {
    const { exitCode, log, outputs } = act(workspace(), inputs);
    expect({ exitCode, outputs }).toMatchObject({
      exitCode: 2,
      outputs: { verdict: '', 'exit-code': '2', report: '' },
    });
    expect(log).toContain(`::error title=graph-contract::${said}`);
  });

  test('does not take what an earlier run left for its own', () => {
    const place = workspace();
    mkdirSync(path.join(place, 'reports'));
    writeFileSync(path.join(place, 'reports', 'report.json'), '{}');
    expect(act(place, { args: '--nonsense' }).outputs).toMatchObject({ 'exit-code': '2', report: '' });
  });

  test('gives the token to the provider, and to nobody else', async () => {
    const place = workspace();
    const token = testToken(WRITE_SCOPE);
    // The provider lives in this process, which the action would block.
    const other = `
      const { startProvider } = require(${JSON.stringify(packageFile('dist', 'src', 'provider', 'index.js'))});
      startProvider().then(({ url }) => console.log(url));`;
    const child = spawn(process.execPath, ['-e', other], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const url = await new Promise<string>((resolve) =>
        child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim())),
      );
      const { exitCode, log, outputs } = act(place, {
        provider: url,
        token,
        args: '--lacks=scopes',
      });
      expect({ exitCode, outputs }).toMatchObject({ exitCode: 0, outputs: { verdict: 'conforms' } });
      const [mask, ...rest] = log.split('\n').filter((line) => line.includes(token));
      expect(mask).toBe(`::add-mask::${token}`);
      expect(rest).toEqual([]);
      for (const file of readdirSync(path.join(place, 'reports')))
        expect(readFileSync(path.join(place, 'reports', file), 'utf8')).not.toContain(token);
    } finally {
      child.kill();
    }
  });

  test('leaves no token in the environment under a name of its own', () => {
    const place = workspace();
    writeFileSync(path.join(place, 'traffic.ndjson'), update(12));
    writeFileSync(path.join(place, 'own.yaml'), 'checks: ./own.js\n');
    writeFileSync(
      path.join(place, 'own.js'),
      "require('node:fs').writeFileSync('env.json', JSON.stringify(process.env)); exports.checks = [];",
    );
    const tokens = { token: 'canary-1', 'token-readonly': 'canary-2' };
    act(place, { command: 'check', files: 'traffic.ndjson', args: '--overlay=own.yaml', ...tokens });
    const env = JSON.parse(readFileSync(path.join(place, 'env.json'), 'utf8')) as Record<string, string>;
    const named = Object.entries(env).filter(([, value]) => value.includes('canary'));
    expect(Object.fromEntries(named)).toEqual({ GRAPH_TOKEN: 'canary-1', GRAPH_TOKEN_READONLY: 'canary-2' });
  });

  test('masks a token of several lines as one, and leaves the environment its own', () => {
    const { log } = act(workspace(), { token: 'abc%\r\ndef', 'token-readonly': 'gh%\ni' });
    expect(log).toContain('::add-mask::abc%25%0D%0Adef\n::add-mask::gh%25%0Ai\n');
    const { exitCode, log: said } = act(
      workspace(),
      { provider: 'http://127.0.0.1:9/v1.0' },
      { GRAPH_TOKEN: 'of the workflow' },
    );
    expect({ exitCode, said }).toEqual({
      exitCode: 2,
      said: expect.stringContaining('GRAPH_TOKEN is '),
    });
  });
});

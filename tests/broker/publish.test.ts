import path from 'node:path';
import { startBroker, type BrokerStub, type Publication } from './hal-stub';
import { NOBODY, pactOf, project, script } from './support';

const { folder, commit } = project({
  'a.json': pactOf('a-consumer'),
  'not-a-pact.json': { consumer: { name: 'nobody' } },
  'provider-states.yaml': 'states: []\n',
  'client.ts': 'export {};\n',
});
const empty = project({ 'provider-states.yaml': 'states: []\n' });
const broken = project({ 'a.json': '{' });
const publish = script('contracts-publish.mjs', folder);

const TOKEN = 'canary-token-4711';
const PASSWORD = 'canary "pass word" 4711';
const BASIC = Buffer.from(`reader:${PASSWORD}`).toString('base64');

let broker: BrokerStub;
beforeEach(async () => {
  broker = await startBroker({ credentials: { token: TOKEN } });
});
afterEach(() => broker.close());

const environment = (more: Record<string, string> = {}) => ({
  PACT_BROKER_BASE_URL: broker.url,
  PACT_BROKER_TOKEN: TOKEN,
  ...more,
});
const published = () =>
  broker.received('POST', /^\/contracts\/publish$/).map(({ body }) => body as Publication);

describe('contracts:publish', () => {
  it('publishes the Pact files of contracts/ and nothing else, under the commit and the branch', async () => {
    const ran = await publish([], environment());
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toContain('Pact published for a-consumer');
    expect(published()).toMatchObject([
      {
        pacticipantName: 'a-consumer',
        pacticipantVersionNumber: commit,
        branch: 'trunk',
        contracts: [
          { consumerName: 'a-consumer', providerName: 'a-provider', contentType: 'application/json' },
        ],
      },
    ]);
    const [contract] = published()[0]?.contracts ?? [];
    const content: unknown = JSON.parse(Buffer.from(contract?.content ?? '', 'base64').toString('utf8'));
    expect(content).toMatchObject(pactOf('a-consumer'));
  });

  it('takes version and branch from its options, and hands the others on', async () => {
    const ran = await publish(
      ['--version=2.0.0', '--branch', 'feat/x&y', '--build-url', 'https://ci.example/1'],
      environment(),
    );
    expect(ran.exitCode).toBe(0);
    expect(published()).toMatchObject([
      { pacticipantVersionNumber: '2.0.0', branch: 'feat/x&y', buildUrl: 'https://ci.example/1' },
    ]);
  });

  it('takes the branch that CI names, where that is no tag', async () => {
    const cases: readonly (readonly [branch: string, Record<string, string>])[] = [
      ['topic', { GITHUB_HEAD_REF: 'topic', GITHUB_REF_NAME: '12/merge' }],
      ['main', { GITHUB_HEAD_REF: '', GITHUB_REF_NAME: 'main', GITHUB_REF_TYPE: 'branch' }],
      ['trunk', { GITHUB_REF_NAME: 'v1', GITHUB_REF_TYPE: 'tag' }],
      ['feat/x', { BUILD_SOURCEBRANCH: 'refs/heads/feat/x', BUILD_SOURCEBRANCHNAME: 'x' }],
      ['next', { BUILD_SOURCEBRANCHNAME: 'next' }],
      ['release', { CI_COMMIT_REF_NAME: 'release' }],
      ['trunk', { CI_COMMIT_REF_NAME: 'v1', CI_COMMIT_TAG: 'v1' }],
    ];
    await Promise.all(cases.map(([, variables], nth) => publish([`-a${nth}`], environment(variables))));
    const branches = published().map(({ pacticipantVersionNumber: nth, branch }) => [nth, branch]);
    expect(Object.fromEntries(branches)).toEqual(
      Object.fromEntries(cases.map(([branch], nth) => [nth, branch])),
    );
  });

  it('sends a user name and a password', async () => {
    broker.settings.credentials = { username: 'reader', password: PASSWORD };
    const { exitCode } = await publish([], {
      PACT_BROKER_BASE_URL: `${broker.url}/`,
      PACT_BROKER_TOKEN: '',
      PACT_BROKER_USERNAME: 'reader',
      PACT_BROKER_PASSWORD: PASSWORD,
    });
    expect(exitCode).toBe(0);
    expect(broker.requests.at(-1)?.headers['authorization']).toBe(`Basic ${BASIC}`);
  });

  it('names what is missing or wrong in one line, and sends nothing', async () => {
    const user = { PACT_BROKER_BASE_URL: broker.url, PACT_BROKER_USERNAME: 'reader' };
    const cases: readonly (readonly [string[], Record<string, string>, string])[] = [
      [[], {}, 'PACT_BROKER_BASE_URL is not set: set it to the URL of your Pact Broker'],
      [[], { PACT_BROKER_BASE_URL: 'broker' }, 'PACT_BROKER_BASE_URL: must be a URL'],
      [
        [],
        { PACT_BROKER_BASE_URL: `http://u:${TOKEN}@127.0.0.1` },
        'PACT_BROKER_BASE_URL: credentials do not belong',
      ],
      [[], user, 'PACT_BROKER_PASSWORD is not set'],
      [[], environment({ ...user, PACT_BROKER_PASSWORD: PASSWORD }), 'PACT_BROKER_TOKEN: set it, or'],
      [
        ['--broker-token', TOKEN],
        environment(),
        '--broker-token: others can see arguments; set PACT_BROKER_TOKEN',
      ],
      [[`-p${TOKEN}`], environment(), '-p: others can see arguments; set PACT_BROKER_PASSWORD'],
      [
        ['--custom-header', `Authorization: ${TOKEN}`],
        environment(),
        '--custom-header: others can see arguments',
      ],
      [['--version'], environment(), '--version: a value is missing'],
    ];
    const all = await Promise.all(
      cases.map(async ([args, env, text]) => ({ text, ...(await publish(args, env)) })),
    );
    for (const { text, exitCode, stdout, stderr } of all) {
      expect({ exitCode, stdout, line: stderr }).toEqual({
        exitCode: 2,
        stdout: '',
        line: expect.stringMatching(/^contracts:publish: [^\n]*\n$/) as string,
      });
      expect(stderr).toContain(text);
      expect(stderr).not.toContain('canary');
    }
    expect(broker.requests).toEqual([]);
  });

  it('says when there is no Pact file, no commit or a file that is broken', async () => {
    const ran = await Promise.all(
      [empty, broken].map(({ folder: where }) => script('contracts-publish.mjs', where)([], environment())),
    );
    expect(ran.map(({ exitCode }) => exitCode)).toEqual([2, 2]);
    expect(ran[0]?.stderr).toMatch(/^contracts:publish: contracts\/: there is no Pact file/);
    expect(ran[1]?.stderr).toMatch(/^contracts:publish: contracts\/a\.json: it holds no JSON/);
    const outside = await publish([], environment({ GIT_DIR: path.join(folder, 'nowhere') }));
    expect(outside).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('no git commit') as string,
    });
  });

  it('says in one line that the broker does not answer, refuses the credentials or fails', async () => {
    const dead = await publish([], { PACT_BROKER_BASE_URL: NOBODY, PACT_BROKER_TOKEN: TOKEN });
    const refused = await publish([], environment({ PACT_BROKER_TOKEN: 'canary-other' }));
    broker.settings.outOfOrder = 500;
    const failed = await publish(['--retries', '1'], environment());
    expect([dead, refused, failed].map(({ exitCode }) => exitCode)).toEqual([3, 3, 3]);
    expect(dead.stderr).toBe(
      `contracts:publish: the Pact Broker at ${NOBODY} does not answer: check PACT_BROKER_BASE_URL, and that the broker is up\n`,
    );
    expect(refused.stderr).toBe(
      `contracts:publish: the Pact Broker at ${broker.url} refused the credentials (401 Unauthorized): check PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD\n`,
    );
    expect(failed.stderr).toMatch(/^contracts:publish: the Pact Broker at \S+ failed: 500 [^\n]*\n$/);
    expect(dead.stdout + refused.stdout + failed.stdout).not.toContain('canary');
  });
});

import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBroker, type BrokerStub } from './hal-stub';
import { NOBODY, pactOf, project, script } from './support';

const { folder, commit } = project({ 'a.json': pactOf('a-consumer') });
const canIDeploy = script('contracts-can-i-deploy.mjs', folder);

const TOKEN = 'canary-token-4712';
const PASSWORD = 'canary "pass word" 4712';
const BASIC = Buffer.from(`reader:${PASSWORD}`).toString('base64');

let broker: BrokerStub;
beforeEach(async () => {
  broker = await startBroker();
});
afterEach(() => broker.close());

const environment = () => ({ PACT_BROKER_BASE_URL: broker.url, PACT_BROKER_TOKEN: TOKEN });
const asked = () => decodeURIComponent(broker.requests.at(-1)?.path ?? '');

describe('contracts:can-i-deploy', () => {
  it('asks for the consumer of contracts/ at this commit, for production', async () => {
    const ran = await canIDeploy([], environment());
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toContain('Computer says yes');
    expect(asked()).toContain(`q[][pacticipant]=a-consumer&q[][version]=${commit}&`);
    expect(asked()).toContain('environment=production');
  });

  it.each([
    [['--version', '2', '--to-environment', 'test'], '[pacticipant]=a-consumer&q[][version]=2&', '=test'],
    [['-a', 'a-provider'], '[pacticipant]=a-provider&q[][version]=', '=production'],
    [['--pacticipant=a-provider', '--version=3'], '[pacticipant]=a-provider&q[][version]=3&', '=production'],
  ])('takes from its options who is to go where: %j', async (args, who, where) => {
    expect(await canIDeploy(args, environment())).toMatchObject({ exitCode: 0, stderr: '' });
    expect(asked()).toContain(who);
    expect(asked()).toContain(where);
  });

  it('ends with 1 after a failed verification, whatever the output, and with 0 when it is to change nothing', async () => {
    broker.settings.deployable = false;
    const [table, json, dry] = await Promise.all(
      [[], ['--output', 'json'], ['--dry-run', '-o=json']].map((args) => canIDeploy(args, environment())),
    );
    expect(table).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('Computer says no') as string,
    });
    expect(json?.exitCode).toBe(1);
    expect(JSON.parse(json?.stdout ?? '')).toMatchObject({ summary: { deployable: false } });
    expect(dry?.exitCode).toBe(0);
  });

  it('ends with 1 while a verification is missing', async () => {
    broker.settings.deployable = null;
    const { exitCode, stdout } = await canIDeploy(['--output=json'], environment());
    expect({ exitCode, ...(JSON.parse(stdout) as object) }).toMatchObject({
      exitCode: 1,
      summary: { deployable: null },
    });
  });

  it('ends with 3, and with one line, when there is no answer: nothing is known then', async () => {
    broker.settings.credentials = { token: 'another' };
    const refused = await canIDeploy([], environment());
    const dead = await canIDeploy(['--retries', '1'], { ...environment(), PACT_BROKER_BASE_URL: NOBODY });
    expect(refused).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: `contracts:can-i-deploy: the Pact Broker at ${broker.url} refused the credentials (401 Unauthorized): check PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD\n`,
    });
    expect(dead).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: `contracts:can-i-deploy: the Pact Broker at ${NOBODY} does not answer: check PACT_BROKER_BASE_URL, and that the broker is up\n`,
    });
  });

  it('takes no page for an answer, such as that of a sign-in on the way', async () => {
    const page = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html></html>');
    });
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
    const runs = await Promise.all(
      [[], ['--output', 'json']].map((args) =>
        canIDeploy(args, { ...environment(), PACT_BROKER_BASE_URL: url }),
      ),
    );
    page.close();
    const line = `the Pact Broker at ${url} answered with text/html and not as a broker: check PACT_BROKER_BASE_URL`;
    for (const ran of runs)
      expect(ran).toEqual({ exitCode: 3, stdout: '', stderr: `contracts:can-i-deploy: ${line}\n` });
  });

  it('names what is missing in one line', async () => {
    const [url, version] = await Promise.all([
      canIDeploy([], {}),
      canIDeploy(['--pacticipant', 'a', '--pacticipant', 'b'], environment()),
    ]);
    expect(url).toMatchObject({ exitCode: 2, stdout: '' });
    expect(url?.stderr).toMatch(/^contracts:can-i-deploy: PACT_BROKER_BASE_URL is not set: [^\n]*\n$/);
    expect(version).toMatchObject({ exitCode: 2, stdout: '' });
    expect(version?.stderr).toMatch(
      /^contracts:can-i-deploy: --version: several pacticipants are named[^\n]*\n$/,
    );
  });

  it('shows no secret, neither in its output at any level of logging nor in the arguments of a process', async () => {
    const seen: string[] = [];
    broker.settings.onRequest = () => void seen.push(...commandLines());
    const basic = {
      PACT_BROKER_BASE_URL: broker.url,
      PACT_BROKER_USERNAME: 'reader',
      PACT_BROKER_PASSWORD: PASSWORD,
    };
    const runs = await Promise.all([
      canIDeploy(['--log-level', 'trace'], environment()),
      canIDeploy(['--log-level', 'trace'], basic),
      canIDeploy(['--no-such-option'], basic),
      canIDeploy(['--help'], environment()),
    ]);
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 2, 0]);
    expect(runs[0]?.stdout + (runs[0]?.stderr ?? '')).toContain('[redacted]');
    for (const text of [...runs.map(({ stdout, stderr }) => stdout + stderr), ...seen]) {
      expect(text).not.toMatch(/canary/);
      expect(text).not.toContain(BASIC);
    }
    if (process.platform === 'linux') expect(seen.join('\n')).toContain('can-i-deploy');
  });
});

/** The arguments of all processes, where the system shows them as files. */
function commandLines(): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        return [readFileSync(`/proc/${id}/cmdline`, 'utf8')];
      } catch {
        return []; // it has ended meanwhile
      }
    });
}

import { connect } from 'node:net';
import { commandLine, starter, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const start = starter(folder);

test('serves the embedded provider until it is told to end', async () => {
  const end = new AbortController();
  let url = '';
  const started = new Promise<void>((resolve) => {
    void graphContract(['serve', '--port', '0', '--base-path', '/graph'], {
      stdout: (text) => {
        url = text.trim();
        resolve();
      },
      signal: end.signal,
    }).then((ran) => {
      expect(ran.exitCode).toBe(0);
      expect(ran.stderr).toContain('test~Policy.ReadWrite.AuthenticationMethod');
    });
  });
  await started;
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/graph\/v1\.0$/);
  const policy = `${url}/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass`;
  const answer = await fetch(policy, {
    headers: { Authorization: 'Bearer test~Policy.Read.AuthenticationMethod' },
  });
  expect(answer.status).toBe(200);
  end.abort();
  await expect(fetch(policy)).rejects.toThrow();
});

test('says what else listens on the port', async () => {
  const end = new AbortController();
  let url = '';
  const first = new Promise<void>((resolve) => {
    void graphContract(['serve', '--port', '0'], {
      stdout: (text) => ((url = text), resolve()),
      signal: end.signal,
    });
  });
  await first;
  const second = await graphContract(['serve', '--port', new URL(url).port]);
  expect(second).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/^--port \d+: the port is in use/) as string,
  });
  end.abort();
});

test('listens on this machine only', async () => {
  for (const host of ['0.0.0.0', '::', '192.0.2.1']) {
    const ran = await graphContract(['serve', '--host', host, '--port', '0'], {
      signal: AbortSignal.abort(),
    });
    expect(ran).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('this machine only') as string,
    });
  }
});

test.each([
  ['serve', []],
  ['serve', ['--cloud', '--out', 'cloud']],
  ['serve', ['--chaos', '--out', 'chaos']],
  ['proxy', ['--target', 'http://127.0.0.1:1/v1.0', '--out', 'proxy']],
])('%s takes no connection at another address than that of this machine: %j', async (command, given) => {
  const { url, ended, end } = await start(command, ...given);
  // Reached by what listens at all addresses, and not by what listens at 127.0.0.1.
  const socket = connect({ host: '127.0.0.2', port: Number(new URL(url).port) });
  const came = await new Promise((resolve) => {
    socket.on('connect', () => resolve('connected'));
    socket.on('error', () => resolve('refused'));
  });
  socket.destroy();
  end.abort();
  await ended;
  expect(came).toBe('refused');
});

test('says its URL alone where it is quiet, and ends at once where it was told to before', async () => {
  const ran = await graphContract(['serve', '--port', '0', '--quiet'], { signal: AbortSignal.abort() });
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ran.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\.0\n$/);
});

describe('with a fault of the catalogue', () => {
  test('--fault list prints each with the row that it breaks, of the operation alone', async () => {
    const { exitCode, stdout } = await graphContract(['serve', '--fault', 'list']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^success-200-empty +RES-204 +\S/m);
    expect(stdout).toMatch(/^media-wants-charset|^[a-z-]+ +conforms +\S/m);
    const others = await graphContract(['serve', '--fault', 'list', '--operation', 'sms']);
    expect(others.stdout.split('\n').length).toBeLessThan(stdout.split('\n').length);
  });

  test('an id that is nearly one is told what may be meant', async () => {
    const { exitCode, stderr } = await graphContract(['serve', '--fault', 'success-200-emtpy']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('did you mean success-200-empty?')]);
  });

  test('answers as the fault has it', async () => {
    const end = new AbortController();
    let url = '';
    await new Promise<void>((resolve) => {
      void graphContract(['serve', '--port', '0', '--fault', 'success-200-empty', '--quiet'], {
        stdout: (text) => ((url = text.trim()), resolve()),
        signal: end.signal,
      });
    });
    const answer = await fetch(
      `${url}/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass`,
      {
        method: 'PATCH',
        headers: {
          Authorization: 'Bearer test~Policy.ReadWrite.AuthenticationMethod',
          'Content-Type': 'application/json',
        },
        body: '{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration"}',
      },
    );
    expect(answer.status).toBe(200);
    end.abort();
  });

  test.each([
    [
      ['--fault', 'no-such-fault'],
      /^--fault no-such-fault: no fault and no variant has this id; `graph-contract serve --fault list` lists them$/,
    ],
    [['--fault', 'success-200-empty', '--chaos'], /^--fault cannot be combined with --chaos or --host/],
    [
      ['--cloud', '--fault', 'success-200-empty'],
      /^--cloud cannot be combined with --chaos, --base-path or --fault/,
    ],
    [['--cloud', '--base-path', '/graph'], /^--cloud cannot be combined with/],
  ])('%j is refused in one line', async (args, line) => {
    const ran = await graphContract(['serve', '--port', '0', ...args]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr.trimEnd()).toMatch(line);
  });
});

test('the cloud to practise on says how to sign in to it', async () => {
  const end = new AbortController();
  let url = '';
  const ran = await new Promise<{ stderr: string }>((resolve) => {
    void graphContract(['serve', '--cloud', '--port', '0', '--out', 'cloud'], {
      stdout: (text) => ((url = text.trim()), end.abort()),
      signal: end.signal,
    }).then(resolve);
  });
  expect(url).toMatch(/^https:\/\/localhost:\d+\/v1\.0$/);
  for (const part of [
    'NODE_EXTRA_CA_CERTS=cloud/cloud-ca.pem',
    'AZURE_CLIENT_SECRET=',
    '--auth client-secret --live',
  ])
    expect(ran.stderr.replaceAll('\\', '/')).toContain(part);
});

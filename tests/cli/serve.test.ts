import { commandLine, temporaryFolder } from './support';

const graphContract = commandLine(temporaryFolder());

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
    stderr: expect.stringMatching(/^--port \d+: something else listens there/) as string,
  });
  end.abort();
});

test('listens on this machine only', async () => {
  const ran = await graphContract(['serve', '--host', '0.0.0.0']);
  expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('this machine only') as string });
});

test('says its URL alone where it is quiet, and ends at once where it was told to before', async () => {
  const ran = await graphContract(['serve', '--port', '0', '--quiet'], { signal: AbortSignal.abort() });
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ran.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\.0\n$/);
});

import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { startCommand } from '../../src/fleet/command';
import { temporaryFolder } from '../cli/support';

const folder = temporaryFolder();
const start = (script: string) => startCommand({ command: [process.execPath, '-e', script], cwd: folder });
const STAYS = 'setInterval(() => {}, 1000);';

test('takes the first line with a URL for where the provider listens, and ends the command', async () => {
  const provider = await start(`
    require('node:fs').writeFileSync('pid', String(process.pid));
    console.log('starting');
    console.log('listening on http://127.0.0.1:4010/v1.0');
    console.log('documented at https://example.com');
    ${STAYS}`);
  expect(provider.url).toBe('http://127.0.0.1:4010/v1.0');
  const pid = Number(readFileSync(path.join(folder, 'pid'), 'utf8'));
  await provider.close();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('runs the command in the folder that it is given', async () => {
  const provider = await start(
    `console.log('http://127.0.0.1/' + encodeURIComponent(process.cwd())); ${STAYS}`,
  );
  await provider.close();
  expect(provider.url).toBe(`http://127.0.0.1/${encodeURIComponent(realpathSync(folder))}`);
});

test('closes a provider that has ended by itself', async () => {
  const provider = await start(
    `console.log('http://127.0.0.1:4010'); setTimeout(() => process.exit(1), 20);`,
  );
  await expect(provider.close()).resolves.toBeUndefined();
});

test.each([
  ['ends without a URL', `console.log('nothing here')`, /ended \(0\) before it printed a URL$/],
  ['dies', 'process.exit(3)', /ended \(3\) before it printed a URL$/],
  ['is killed', `process.kill(process.pid, 'SIGKILL')`, /ended \(killed\) before it printed a URL$/],
  ['says its URL on stderr alone', `console.error('http://127.0.0.1:4010')`, /ended \(0\) before/],
])('says so where a command %s', async (_what, script, message) => {
  await expect(start(script)).rejects.toThrow(message);
});

test('says so where there is no such program', async () => {
  await expect(startCommand({ command: ['no-such-program-4711'], cwd: folder })).rejects.toThrow(
    /^no-such-program-4711 cannot be started: .*ENOENT/,
  );
});

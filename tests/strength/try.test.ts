import { packageFile } from '../../src/schema/package-root';
import { tryOut } from '../../src/strength/try';

test('judges a variant with what its user would say', async () => {
  const options = {
    ...{ tls: true, basePath: '/api', headers: { 'X-Gateway-Key': 'opensesame-4711' } },
    lacks: ['delete' as const, 'batch' as const],
  };
  const trial = await tryOut({ kind: 'variant', id: 'gateway-with-everything', options });
  expect(trial).toMatchObject({ verdict: 'conforms', reason: null });
});

test('judges a variant that its user says nothing of as it is', async () => {
  const trial = await tryOut({ kind: 'variant', id: 'header-wanted', options: {} });
  expect(trial).toMatchObject({ verdict: 'incomplete', reason: expect.stringContaining('403') as string });
});

test('judges what a command starts, and ends it', async () => {
  const main = packageFile('dist', 'src', 'cli', 'main.js');
  const command = [process.execPath, main, 'serve', '--port', '0'];
  const trial = await tryOut({ kind: 'command', id: 'own', command, cwd: packageFile() });
  expect(trial).toMatchObject({ id: 'own', verdict: 'conforms' });
});

test('knows what it does not have', async () => {
  await expect(tryOut({ kind: 'fault', id: 'nobody' })).rejects.toThrow(
    'nothing in src/provider/faults is called nobody',
  );
});

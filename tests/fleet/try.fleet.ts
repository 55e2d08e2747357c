import { packageFile } from '../../src/contract/package-root';
import type { ProviderOptions } from '../../src/fleet/fleet';
import { tryOut, type Candidate } from '../../src/fleet/try';

const variant = (id: string, options: ProviderOptions = {}): Candidate => ({
  id,
  operation: 'temporaryAccessPass',
  start: { behaviour: id },
  options,
});

test('judges a variant with what its user would say', async () => {
  const options = {
    ...{ tls: true, basePath: '/api', headers: { 'X-Gateway-Key': 'opensesame-4711' } },
    lacks: ['delete' as const, 'batch' as const],
  };
  const trial = await tryOut(variant('gateway-with-everything', options));
  expect(trial).toMatchObject({ verdict: 'conforms', reason: null });
});

test('judges a variant that its user says nothing of as it is', async () => {
  const trial = await tryOut(variant('header-wanted'));
  expect(trial).toMatchObject({ verdict: 'incomplete', reason: expect.stringContaining('403') as string });
});

test('judges what a command starts, and ends it', async () => {
  const main = packageFile('dist', 'src', 'cli', 'main.js');
  const command = [process.execPath, main, 'serve', '--port', '0'];
  const trial = await tryOut({
    id: 'own',
    operation: 'temporaryAccessPass',
    start: { command, cwd: packageFile() },
    options: { lacks: ['delete'] },
  });
  expect(trial).toMatchObject({ id: 'own', verdict: 'conforms' });
});

test('knows what it does not have', async () => {
  await expect(tryOut(variant('nobody'))).rejects.toThrow('nothing in src/provider/faults is called nobody');
});

test('breaks off what it is at when it is told to, and calls that no trial', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 20);
  await expect(tryOut(variant('method-404'), stop.signal)).rejects.toThrow('interrupted');
});

test('says of a fault with options of its own what its user would say', async () => {
  const options = { users: ['0a7c1f4e-1b55-4c1c-8d0e-5b5a1f2c8d21'] };
  const told = await tryOut(variant('types-target-user-refused', options));
  expect(told.rows).toMatchObject({ 'RES-204': 'violates' });
  expect((await tryOut(variant('types-target-user-refused'))).verdict).toBe('conforms');
});

test('sends what it found again, to a provider with the fault and to one without', async () => {
  const sound = { start: { behaviour: undefined }, options: {} };
  const { reproduced } = await tryOut({ ...variant('success-200-empty'), sound });
  expect(reproduced?.map(({ requirement, wrong, sound }) => [requirement, wrong, sound])).toContainEqual([
    'RES-204',
    'shows',
    'gone',
  ]);
  expect(await tryOut(variant('success-200-empty'))).not.toHaveProperty('reproduced');
});

import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const run = commandLine(folder);

/** How many requests a plan has, and whether one of them names its contexts. */
async function planned(...options: string[]): Promise<{ count: number; named: boolean }> {
  const { stdout, exitCode } = await run(['verify', '--plan', ...options]);
  expect(exitCode).toBe(0);
  return { count: Number(/^(\d+) requests/m.exec(stdout)?.[1]), named: /\[path: /.test(stdout) };
}

test('a plan has all pairs of contexts, or all triples, or none, as it is asked for', async () => {
  const [plain, pairs, triples] = [
    await planned('--no-contexts'),
    await planned(),
    await planned('--thorough'),
  ];
  expect(plain).toEqual({ count: expect.any(Number) as number, named: false });
  expect(pairs).toEqual({ count: expect.any(Number) as number, named: true });
  expect(await planned('--contexts')).toEqual(pairs);
  expect(pairs.count).toBeGreaterThan(plain.count);
  expect(pairs.count).toBeLessThanOrEqual(1200);
  expect(triples.count).toBeGreaterThan(pairs.count);
});

test('a live run has contexts where they are asked for alone', async () => {
  const live = ['--provider', 'http://127.0.0.1:9/v1.0', '--live', '--allow-refusals'];
  expect((await planned(...live)).named).toBe(false);
  expect((await planned(...live, '--contexts')).named).toBe(true);
});

test('none and all contradict each other', async () => {
  const { exitCode, stderr } = await run(['verify', '--no-contexts', '--thorough']);
  expect([exitCode, stderr]).toEqual([
    2,
    expect.stringContaining('--no-contexts and --thorough contradict each other'),
  ]);
});

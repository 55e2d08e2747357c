import { commandLine, temporaryFolder } from './support';

const run = commandLine(temporaryFolder());

/** How many requests a plan has, and whether one of them names its contexts. */
async function planned(...options: string[]): Promise<{ count: number; named: boolean }> {
  const { stdout, exitCode } = await run(['verify', '--plan', ...options]);
  expect(exitCode).toBe(0);
  return { count: Number(/^(\d+) requests/m.exec(stdout)?.[1]), named: /\[path: /.test(stdout) };
}

test('a run has contexts where they are asked for: none, all pairs, or all triples', async () => {
  const [plain, pairs, triples] = [await planned(), await planned('--contexts'), await planned('--thorough')];
  expect(plain).toEqual({ count: expect.any(Number) as number, named: false });
  expect(pairs).toEqual({ count: expect.any(Number) as number, named: true });
  expect(pairs.count).toBeGreaterThan(plain.count);
  expect(pairs.count).toBeLessThanOrEqual(1200);
  expect(triples.count).toBeGreaterThan(pairs.count);
});

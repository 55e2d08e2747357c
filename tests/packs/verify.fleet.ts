import { temporaryFolder } from '../cli/support';
import type { Fault } from './library';
import { verifyLibrary } from './verify-library';

const out = temporaryFolder();

test('a library that keeps to the page of the shelf conforms in every row that a run can show', async () => {
  const { verdict, counts, requirements, findings } = await verifyLibrary(out);
  expect(findings.filter(({ outcome }) => outcome !== 'informational')).toEqual([]);
  expect(verdict).toBe('conforms');
  expect(counts).toMatchObject({ violates: 0, untestable: 0, deviates: 0, error: 0 });
  expect(requirements.filter(({ level, outcome }) => level === 'MUST' && outcome !== 'conforms')).toEqual([]);
});

// The fleet has the rest: tests/packs/faults.fleet.ts.
test.each<[Fault, string]>([
  ['answers-204', 'RES-200'],
  ['merges-readers-by-card', 'SEM-REPLACE'],
])('a library that %s breaks %s', async (fault, row) => {
  const { verdict, requirements } = await verifyLibrary(out, fault);
  expect(verdict).toBe('violates');
  expect(requirements.find(({ id }) => id === row)?.outcome).toBe('violates');
});

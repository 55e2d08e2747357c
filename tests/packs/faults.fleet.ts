import { temporaryFolder } from '../cli/support';
import { FAULTS, type Fault } from './library';
import { verifyLibrary } from './verify-library';

const out = temporaryFolder();

test.each(Object.entries(FAULTS) as [Fault, string][])('a library that %s breaks %s', async (fault, row) => {
  const { verdict, requirements } = await verifyLibrary(out, fault);
  expect(verdict).toBe('violates');
  expect(requirements.find(({ id }) => id === row)?.outcome).toBe('violates');
});

import { FAULTS } from './faults';
import { exploreMutant } from './support';

describe('a sequence shows that', () => {
  test.concurrent.each(FAULTS.map((fault) => [fault.name, fault.steps, fault] as const))(
    '%s, in %d steps',
    async (_name, steps, { mutation, row }) => {
      const { findings } = await exploreMutant(mutation(), { sequences: 30, seed: 1 });
      const found = findings.find(
        ({ requirement, message }) => requirement === row && message.includes('--explore'),
      );
      const count = steps === 1 ? '1 step' : `${steps} steps`;
      expect(found).toMatchObject({
        outcome: 'violates',
        blame: 'provider',
        message: expect.stringContaining(`; in ${count} from a known state: `) as string,
      });
      expect(found?.message).toContain('(--explore 30 --seed 1)');
      // The update to the known state, and each step.
      expect(found?.curl?.match(/curl -i -X/g)).toHaveLength(1 + steps);
    },
  );
});

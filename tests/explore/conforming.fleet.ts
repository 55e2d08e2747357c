import { exploreMutant } from './support';
import { VARIANTS } from './variants';

const SEEDS = [1];

describe('no sequence raises an alarm where a provider', () => {
  test.concurrent.each(VARIANTS.map((variant) => [variant.name, variant] as const))(
    '%s',
    async (_name, { mutation, options }) => {
      for (const seed of SEEDS) {
        const { findings, notes } = await exploreMutant(mutation(), { sequences: 12, seed, ...options });
        expect(findings.filter(({ outcome }) => outcome !== 'informational')).toEqual([]);
        expect(notes).toEqual([{ message: expect.stringMatching(/^explored/) as string, actual: 'none' }]);
      }
    },
  );
});

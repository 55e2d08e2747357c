import fc from 'fast-check';
import { WHOLE } from './extent';

test('a property draws the same values in each run, and others where the whole is tried', () => {
  const drawn = (): number[] => {
    const values: number[] = [];
    fc.assert(
      fc.property(fc.integer(), (value) => void values.push(value)),
      { numRuns: 5 },
    );
    return values;
  };
  if (WHOLE) expect(drawn()).not.toEqual(drawn());
  else expect(drawn()).toEqual(drawn());
});

import { LIMITS } from '../../../src/bounds/limits';
import { Kept } from '../../../src/exchanges/readers/kept';

test('a value that is too long says how long it may be, and what raises that', () => {
  const kept = new Kept('line');
  kept.add(Buffer.alloc(LIMITS.line));
  expect(kept.excess).toBeUndefined();
  kept.addText('x');
  expect(kept.excess).toBe(
    'longer than the 16777216 bytes that are read; GRAPH_CONTRACT_LIMITS=line=33554432 raises it',
  );
  expect(kept.text).toBe('');
});

test('a value of too many values says what raises the limit', () => {
  const kept = new Kept('line');
  for (let count = 0; count <= LIMITS.values; count += 1) kept.countValue();
  expect(kept.excess).toBe('of more than 1000000 values; GRAPH_CONTRACT_LIMITS=values=2000000 raises it');
});

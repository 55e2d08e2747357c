import { ByName } from '../../src/exchanges/by-name';

test('works out what follows from a name once, for as many names as are remembered', () => {
  const asked: string[] = [];
  const lengths = new ByName((name) => asked.push(name) && name.length);
  expect([lengths.of('state'), lengths.of('state'), lengths.of('')]).toEqual([5, 5, 0]);
  expect(asked).toEqual(['state', '']);
  for (let at = 0; at < 5000; at += 1) lengths.of(`member-${at}`);
  expect(lengths.of('state')).toBe(5);
  expect(asked.filter((name) => name === 'state')).toHaveLength(2);
});

test('a name is told from one that is long, or of other letters', () => {
  const lower = new ByName((name) => name.toLowerCase());
  for (const name of ['Ä\uD800', 'x'.repeat(1000), 'State', 'state']) {
    expect(lower.of(name)).toBe(name.toLowerCase());
    expect(lower.of(name)).toBe(name.toLowerCase());
  }
});

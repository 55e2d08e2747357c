import fc from 'fast-check';
import { Finder } from '../../../src/exchanges/secrets/finder';
import type { Span } from '../../../src/exchanges/secrets/automaton';
import { growthOf, LINEAR } from '../../bounds/growth';

const finderOf = (texts: readonly string[]): Finder => {
  const finder = new Finder();
  texts.forEach((text, index) => finder.add({ text, alias: String(index) }));
  return finder;
};

/** Which of a text's units stand in one of the sought texts. */
function covered(text: string, sought: readonly string[]): boolean[] {
  const units = Array.from({ length: text.length }, () => false);
  for (const each of sought)
    for (let at = text.indexOf(each); at >= 0; at = text.indexOf(each, at + 1))
      units.fill(true, at, at + each.length);
  return units;
}

const coveredBy = (text: string, spans: readonly Span[]): boolean[] =>
  Array.from(text, (_, at) => spans.some(({ start, end }) => start <= at && at < end));

const few = fc.string({ unit: fc.constantFrom('a', 'b', 'é'), minLength: 1, maxLength: 6 });

// Few are looked for one by one, more of them by automata.
test.each([12, 200])(
  'finds whatever stands in a text, of up to %i that are sought, whenever they became known',
  (count) => {
    const some = fc.array(few, { maxLength: count, size: 'max' });
    fc.assert(
      fc.property(
        some,
        some,
        fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'c'), maxLength: 60 }),
        (early, late, text) => {
          const finder = finderOf(early);
          expect(coveredBy(text, finder.find(text))).toEqual(covered(text, early));
          late.forEach((each) => finder.add({ text: each, alias: each }));
          const spans = finder.find(text);
          expect(coveredBy(text, spans)).toEqual(covered(text, [...early, ...late]));
          spans
            .slice(1)
            .forEach(({ start }, at) => expect(start).toBeGreaterThanOrEqual(spans[at]?.end ?? NaN));
        },
      ),
      { numRuns: 500 },
    );
  },
);

test('calls a stretch by the longest text in it', () => {
  expect(finderOf(['abcdef', 'abcdefgh', 'cdef']).find('xabcdefghx')).toEqual([
    { start: 1, end: 9, alias: '1' },
  ]);
});

test('looks for nothing that it was told to forget', () => {
  const finder = finderOf(['abcdef', 'ghijkl']);
  finder.find('');
  finder.reset([{ text: 'ghijkl', alias: '1' }]);
  expect(finder.find('abcdef ghijkl')).toEqual([{ start: 7, end: 13, alias: '1' }]);
});

test('takes no longer for each unit of a text, though one text is found again at each of them', () => {
  const finder = finderOf(['a'.repeat(200), `${'a'.repeat(300)}b`, `b${'a'.repeat(500)}`]);
  expect(growthOf((n) => finder.find('a'.repeat(n)))).toBeLessThan(LINEAR);
});

test('takes no longer for each secret, though a text is looked at behind every one of them', () => {
  const work = (n: number): void => {
    const finder = new Finder();
    for (let at = 0; at < n; at += 1) {
      finder.add({ text: `session-${at}-0123456789`, alias: String(at) });
      finder.find('a short text');
    }
  };
  expect(growthOf(work, 100)).toBeLessThan(LINEAR);
});

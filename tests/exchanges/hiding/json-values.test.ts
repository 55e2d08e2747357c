import fc from 'fast-check';
import { replaceValues, replaceValuesMade, type Replacing } from '../../../src/exchanges/hiding/json-values';

/** Hides all but what stands below members named `shown`. */
const hiding: Replacing<string> = {
  below: (place, name) => name ?? place,
  value: (place) => (place === 'shown' ? undefined : 'hidden'),
};

test('hides what is not shown, in a text that is broken too', () => {
  expect(replaceValues('{"shown":"a","b":"c","d":[1,{"shown":2}]', undefined, hiding)).toBe(
    '{"shown":"a","b":"hidden","d":["hidden",{"shown":2}]',
  );
});

test('hides all that is nested deeper than is judged, and shows again what stands behind it', () => {
  const deep = (inside: string): string => `${'['.repeat(200)}${inside}${']'.repeat(200)}`;
  const text = `{"a":${deep('{"shown":"b"}')},"shown":"c"}`;
  expect(replaceValues(text, undefined, hiding)).toBe(`{"a":${deep('{"hidden":"hidden"}')},"shown":"c"}`);
});

describe('a text that was made of a value', () => {
  test('is replaced as any other, and asked for each name and value once, in order', () => {
    const asking = (asked: string[]): Replacing<string> => {
      const answer = (what: string): string | undefined => {
        asked.push(what);
        return asked.length % 7 === 5 ? `hidden-${asked.length}` : undefined;
      };
      return {
        below: (place, name) => `${place}/${name ?? '-'}`,
        name: (name) => answer(`name ${name}`),
        value: (place, value, kind, name) => answer(`${place} ${kind} ${name} ${value}`),
      };
    };
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const ofValue: string[] = [];
        const ofText: string[] = [];
        const text = JSON.stringify(value);
        expect(replaceValuesMade(text, value, '', asking(ofValue))).toBe(
          replaceValues(text, '', asking(ofText)),
        );
        expect(ofValue).toEqual(ofText);
      }),
      { seed: 20261129, numRuns: 300 },
    );
  });

  test.each([
    ['a date', { other: new Date(0) }],
    ['what says by itself how it is written', { other: { toJSON: () => 'a secret' } }],
    ['what is not a JSON value', { left: undefined, other: 1 }],
    ['what is nested deeper than is judged', { other: JSON.parse(`${'['.repeat(200)}1${']'.repeat(200)}`) }],
  ])('%s is hidden by its text', (_, value) => {
    const text = JSON.stringify(value);
    expect(replaceValuesMade(text, value, undefined, hiding)).toBe(replaceValues(text, undefined, hiding));
    expect(replaceValuesMade(text, value, undefined, hiding)).toContain('hidden');
  });
});

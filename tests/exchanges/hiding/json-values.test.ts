import fc from 'fast-check';
import { keepsValues, replaceValues, type Replacing } from '../../../src/exchanges/hiding/json-values';

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
  const asked = (values: string[]): Replacing<string> => ({
    below: (place, name) => `${place}/${name ?? '-'}`,
    value(place, value, kind, name) {
      values.push(`${place} ${kind} ${name} ${value}`);
      return undefined;
    },
  });

  test('is asked for the same values as its text, in the same order', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const ofValue: string[] = [];
        const ofText: string[] = [];
        keepsValues(value, '', asked(ofValue));
        replaceValues(JSON.stringify(value), '', asked(ofText));
        expect(ofValue).toEqual(ofText);
      }),
      { seed: 20261129, numRuns: 300 },
    );
  });

  test('keeps its values where none is hidden', () => {
    expect(keepsValues({ shown: [1, true, null, {}] }, undefined, hiding)).toBe(true);
    expect(keepsValues({ shown: 1, other: ['a'] }, undefined, hiding)).toBe(false);
  });

  test.each([
    ['a date', { shown: new Date(0) }],
    ['what says by itself how it is written', { shown: { toJSON: () => 'a secret' } }],
    ['what is no JSON value', { shown: undefined }],
    ['what is nested deeper than is judged', { shown: JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) }],
  ])('%s is left to its text', (_, value) => {
    expect(keepsValues(value, undefined, hiding)).toBe(false);
  });
});

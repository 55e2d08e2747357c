import { replaceValues, type Replacing } from '../../../src/exchanges/hiding/json-values';

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

import { fromPointer, toPointer } from '../../src/contract/pointer';

/** RFC 6901, section 5. */
test.each<[(string | number)[], string]>([
  [[], ''],
  [['foo'], '/foo'],
  [['foo', 0], '/foo/0'],
  [[''], '/'],
  [['a/b'], '/a~1b'],
  [['c%d'], '/c%d'],
  [['m~n'], '/m~0n'],
  [['~1'], '/~01'],
  [['', ''], '//'],
  [['@odata.type'], '/@odata.type'],
])('%j is the pointer %j, and back', (place, pointer) => {
  expect(toPointer(place)).toBe(pointer);
  expect(fromPointer(pointer)).toEqual(place.map(String));
});

test('every short mixture of the two signs that are escaped comes back', () => {
  const signs = ['', '~', '/', '0', '1'];
  for (const one of signs)
    for (const two of signs)
      for (const three of signs) {
        const place = [`${one}${two}${three}`, `${three}${one}`];
        expect(fromPointer(toPointer(place))).toEqual(place);
      }
});

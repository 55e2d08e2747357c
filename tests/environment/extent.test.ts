import { drawn, everyNth, WHOLE } from './extent';

const list = Array.from({ length: 20 }, (_, at) => ({ id: `fault-${at}` }));

test('a sample is the same each time, and another one under another name', () => {
  const once = drawn('sms', list, 5);
  expect(drawn('sms', list.toReversed(), 5)).toEqual(once);
  expect(drawn('voice', list, 5)).not.toEqual(once);
  expect(new Set(once).size).toBe(5);
});

test('a sample of a short list is the list', () => {
  expect(drawn('sms', list, 50)).toHaveLength(20);
});

test('every so manyth is taken, from the first on, unless all are', () => {
  expect(everyNth(list, 7)).toEqual(WHOLE ? list : [list[0], list[7], list[14]]);
});

import {
  bodyIn,
  membersIn,
  orderIn,
  rangeIn,
  statusesIn,
  typeInTable,
} from '../../../../src/drift/sources/docs/prose';

test.each([
  ['Must be between 8 and 48 characters.', '8..48'],
  ['Value can be between 10 and 43,200 minutes (30 days).', '10..43200'],
  ['A value from 1 to 5.', '1..5'],
  ['The length (8-48 characters).', '8..48'],
  ['At least 8.', '8..'],
  ['No more than 48 characters.', '..48'],
  ['Equivalent to 30 days.', undefined],
  ['Between the minimum and the maximum.', undefined],
])('%s', (text, range) => expect(rangeIn(text)).toBe(range));

test.each([
  ['Possible values are: `enabled`, `disabled`.', ['enabled', 'disabled']],
  [
    'Possible values are `group`, and `unknownFutureValue`. The value `user` is old.',
    ['group', 'unknownFutureValue'],
  ],
  ['If `true`, it is on.', undefined],
])('%s', (text, members) => expect(membersIn(text)).toEqual(members));

test.each([
  ['String', 'Edm.String'],
  ['Int32', 'Edm.Int32'],
  ['Int', 'Int'],
  ['Edm.Boolean', 'Edm.Boolean'],
  ['excludeTarget collection', 'Collection(excludeTarget)'],
  ['Collection(Edm.String)', 'Collection(Edm.String)'],
  ['String collection', 'Collection(Edm.String)'],
  ['microsoft.graph.excludeTarget', 'excludeTarget'],
])('the type %s', (cell, type) => expect(typeInTable(cell)).toBe(type));

test('an order, statuses and bodies', () => {
  expect(orderIn('between the **least** and **most**')).toEqual(['least', 'most']);
  expect(orderIn('between 1 and 2')).toBeUndefined();
  expect(statusesIn('returns a `204 No Content` response code')).toEqual(['204']);
  expect(statusesIn('a file of 200 lines')).toEqual([]);
  expect(bodyIn("It doesn't return anything in the response body.")).toBe('none');
  expect(bodyIn('a code and a [thing](../thing.md) object in the response body')).toBe('thing');
  expect(bodyIn('a code')).toBeUndefined();
});

import Ajv from 'ajv/dist/2020';
import { ascending } from '../../src/contract/ascending';

const validate = new Ajv({ allErrors: true, strictTypes: false }).addKeyword(ascending).compile({
  'x-ascending': [
    { members: ['low', 'middle'], subject: 'middle', 'x-requirement': 'ROW-A' },
    { members: ['middle', 'high'], subject: 'middle', 'x-requirement': 'ROW-B' },
  ],
});

const broken = (document: unknown): unknown[] => (validate(document) ? [] : (validate.errors ?? []));

test.each([
  [{ low: 1, middle: 2, high: 3 }],
  [{ low: 2, middle: 2, high: 2 }],
  [{ low: -1, middle: 0 }],
  [{ low: 9, high: 1 }],
  [{ low: '9', middle: 1 }],
  [{ low: null, middle: 1 }],
  [{}],
  [[3, 2, 1]],
  [null],
])('%j is in order', (document) => {
  expect(broken(document)).toEqual([]);
});

test('each pair that is out of order is told of, with its row', () => {
  expect(broken({ low: 3, middle: 2, high: 1 })).toMatchObject([
    {
      keyword: 'x-ascending',
      message: 'must have low at most middle',
      params: { lower: 'low', upper: 'middle', subject: 'middle', requirement: 'ROW-A' },
    },
    {
      message: 'must have middle at most high',
      params: { lower: 'middle', upper: 'high', subject: 'middle', requirement: 'ROW-B' },
    },
  ]);
});

test('nothing of a document that was out of order stays behind', () => {
  expect(broken({ low: 2, middle: 1 })).toHaveLength(1);
  expect(broken({ low: 1, middle: 1 })).toEqual([]);
});

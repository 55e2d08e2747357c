import { raisedLimits } from '../../src/bounds/limits';

test('reads what is raised', () => {
  expect(raisedLimits('depth=256, written=4194304,')).toEqual({ depth: 256, written: 4_194_304 });
  expect(raisedLimits('')).toEqual({});
});

test.each([
  ['depht=256', /^GRAPH_CONTRACT_LIMITS: no limit is named depht; there are depth, values,/],
  ['toString=256', /no limit is named toString/],
  ['depth', /^GRAPH_CONTRACT_LIMITS: depth must be a number from 128 to 1000$/],
  ['depth=1e9', /from 128 to 1000$/],
  ['depth=100000', /from 128 to 1000$/],
  ['depth=10', /from 128 to 1000$/],
  ['document=99999999999', /from 67108864 to 536870880$/],
])('refuses %s', (text, message) => expect(() => raisedLimits(text)).toThrow(message));

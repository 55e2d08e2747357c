import { ownHeaders } from '../../src/run/reproduction-headers';

test.each([
  ['the usual Accept', [['Accept', 'application/json']], {}],
  ['none', [], { without: ['Accept'] }],
  ['another one', [['accept', '*/*']], { headers: [['accept', '*/*']], without: ['Accept'] }],
] as const)('a step is sent again with %s', (_, accept, own) => {
  const headers = [['Authorization', 'Bearer $GRAPH_TOKEN'] as const, ...accept].map(
    ([name, value]): [string, string] => [name, value],
  );
  expect(ownHeaders(headers)).toEqual({ ...own, contentType: null });
});

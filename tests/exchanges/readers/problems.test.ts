import { BROKEN, NO_JSON, Problems } from '../../../src/exchanges/readers/problems';

/** What is told of so many problems, some of them before the first thing that is read. */
function told(
  before: number,
  after: number | undefined,
  message = 'it is none',
  read = after !== undefined,
): unknown[] {
  const said: unknown[] = [];
  const problems = new Problems((text, line, times = 1) => said.push([text, line, times]));
  expect(problems.any).toBe(false);
  for (let line = 1; line <= before; line += 1) problems.add(() => `${message} ${line}`, line);
  if (after !== undefined) problems.reads();
  for (let line = before + 1; line <= before + (after ?? 0); line += 1)
    problems.add(`${message} ${line}`, line);
  expect(problems.any).toBe(before + (after ?? 0) > 0);
  problems.end(read);
  return said;
}

test('each is told with its line where something was read, up to fifty of them', () => {
  expect(told(0, 0)).toEqual([]);
  expect(told(1, 0)).toEqual([['it is none 1', 1, 1]]);
  expect(told(1, 2)).toEqual([
    ['it is none 1', 1, 1],
    ['it is none 2', 2, 1],
    ['it is none 3', 3, 1],
  ]);
  expect(told(0, 50)).toHaveLength(50);
  for (const said of [told(0, 53), told(53, 0), told(20, 33)]) {
    expect(said).toHaveLength(51);
    expect(said[49]).toEqual(['it is none 50', 50, 1]);
    expect(said[50]).toEqual(['and 3 more of this file, up to this line, cannot be read', 53, 3]);
  }
});

test('where nothing was read it is one thing to say, that stands for all', () => {
  const SAYS = /^it has no exchange, HAR or Pact: it is none 1, and 2 more; what is read is HAR, /;
  expect(told(3, undefined)).toEqual([[expect.stringMatching(SAYS), 1, 3]]);
  expect(told(1, undefined)).toEqual([[expect.stringMatching(/: it is none 1; what is read is/), 1, 1]]);
  expect(told(2, undefined)).toEqual([[expect.stringMatching(/: it is none 1, and 1 more; what/), 1, 2]]);
  expect(told(60, undefined)).toEqual([[expect.stringMatching(/: it is none 1, and 59 more; what/), 1, 60]]);
  expect(told(2, undefined, NO_JSON)).toEqual([
    [expect.stringMatching(/^it is neither HAR nor Pact nor NDJSON: not JSON/), 1, 2],
  ]);
  expect(told(2, undefined, BROKEN)).toEqual([[`${BROKEN} 1, and 1 more`, 1, 2]]);
});

test('a document without an exchange is something that was read', () => {
  expect(told(2, undefined, 'it is empty', true)).toEqual([
    ['it is empty 1', 1, 1],
    ['it is empty 2', 2, 1],
  ]);
});

import { Alike } from '../../src/judge/alike';
import { Judge } from '../../src/judge/judge';
import { exchange, URL_OF_POLICY } from '../checks/support';

const lineOf = (which: number | string): string => JSON.stringify({ url: URL_OF_POLICY, which });

/** Judges the lines that are like none before. @returns how many were like one */
function judged(alike: Alike, judge: Judge, lines: readonly string[]): number {
  let known = 0;
  for (const line of lines) {
    if (alike.find(line)) known += 1;
    else {
      const { tally } = judge.addAndTally(exchange());
      if (tally) alike.keep(tally);
    }
  }
  return known;
}

test('a line that is like one before need not be judged', () => {
  const judge = new Judge({ subject: 'traffic' });
  expect(judged(new Alike(judge), judge, ['a', 'b', 'a', 'b', 'a'].map(lineOf))).toBe(3);
});

test('where hardly a line is like another nothing is looked up for a while, and then it is again', () => {
  const judge = new Judge({ subject: 'traffic' });
  const alike = new Alike(judge);
  const others = Array.from({ length: 1024 }, (_, which) => lineOf(which));
  expect(judged(alike, judge, others)).toBe(0);
  const looked = Array.from({ length: 16 * 1024 }, () => alike.find(lineOf(0)));
  expect(looked.filter((tally) => tally !== undefined)).toHaveLength(0);
  expect(alike.find(lineOf(0))).toBeDefined();
});

test('where one line in eight is like another it is looked up each time', () => {
  const judge = new Judge({ subject: 'traffic' });
  const alike = new Alike(judge);
  const lines = Array.from({ length: 1024 }, (_, which) => lineOf(which % 8 === 0 ? 'same' : which));
  judged(alike, judge, [lineOf('same'), ...lines]);
  expect(alike.find(lineOf('same'))).toBeDefined();
});

test('what is broken alike is only counted further, once findings and the list of exchanges name no more', () => {
  const wrong = (id: number) => ({ ...exchange({ status: 200 }), id: `x${id}` });
  const judge = new Judge({ subject: 'traffic' });
  for (let id = 0; id < 1999; id += 1) expect(judge.addAndTally(wrong(id), true).tally).toBeUndefined();
  expect(judge.addAndTally(wrong(1999)).tally).toBeUndefined();
  const { found, tally } = judge.addAndTally(wrong(2000), true);
  expect(found.map(({ outcome }) => outcome)).toContain('violates');
  const alike = tally as NonNullable<typeof tally>;
  for (let times = 0; times < 50; times += 1) judge.addAlike(alike);

  const each = new Judge({ subject: 'traffic' });
  for (let id = 0; id < 2051; id += 1) each.add(wrong(id));
  expect(judge.result()).toEqual(each.result());
});

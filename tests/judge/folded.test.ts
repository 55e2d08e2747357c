import { folded, groupsOf } from '../../src/judge/folded';
import type { Finding } from '../../src/results/report';
import { finding } from '../reports/support';

const breach = (message: string, more: Partial<Finding> = {}): Finding =>
  finding('GET-SHAPE', 'violates', { message, pointer: '/state', exchanges: [message], count: 1, ...more });

/** The messages that are left, each with how often it was found. */
function leftOf(findings: Finding[], causes = new Map<Finding, Finding[]>(), words = ''): [string, number][] {
  const groups = groupsOf(findings, causes, ({ message }) => (message.includes('said') ? message : words));
  return folded(groups, causes).findings.map(({ message, count }) => [message, count]);
}

test.each<[string, Finding[]]>([
  ['numbers', [breach('got 7'), breach('got 4294967304')]],
  [
    'numbers of three digits, which are no statuses',
    [
      breach('(120), read 601', { expected: '120', actual: '601' }),
      breach('(240), read 9', { expected: '240', actual: '9' }),
    ],
  ],
  ['texts', [breach('got "a", must be one of "x", "y"'), breach('got "b c", must be one of "x", "y"')]],
  [
    'a place in a list',
    [breach('items.0 is', { pointer: '/a/0/b' }), breach('items.12 is', { pointer: '/a/12/b' })],
  ],
  [
    'lists of any length',
    [
      breach('sent ([{"a":1}]), read []', { expected: '[{"a":1}]', actual: '[]' }),
      breach('sent ([{"a":1},{"b":2}]), read [{"b":2}]', {
        expected: '[{"a":1},{"b":2}]',
        actual: '[{"b":2}]',
      }),
    ],
  ],
])('breaches that differ in %s are told once, with the first values', (_what, findings) => {
  expect(leftOf(findings)).toEqual([[findings[0]?.message, 2]]);
});

test.each<[string, Finding[]]>([
  ['another member', [breach('a'), breach('a', { pointer: '/other' })]],
  ['another outcome', [breach('a'), breach('a', { outcome: 'deviates' })]],
  [
    'another status',
    [
      breach('got 400', { pointer: 'status', actual: '400 Bad Request' }),
      breach('got 500', { pointer: 'status', actual: '500' }),
    ],
  ],
  [
    'another status in a batch',
    [
      breach('got 200', { pointer: '/responses/0/status', expected: '204', actual: '200' }),
      breach('got 500', { pointer: '/responses/1/status', expected: '204', actual: '500' }),
    ],
  ],
  ['other words of the provider', [breach('said 1 a'), breach('said 1 b')]],
  ['notes', [breach('got 1', { outcome: 'informational' }), breach('got 2', { outcome: 'informational' })]],
])('%s is told apart', (_what, findings) => {
  expect(leftOf(findings)).toHaveLength(2);
});

test('what follows from something else is told apart, and what follows from its like is not', () => {
  const [one, two, three] = [breach('got 1'), breach('got 2'), breach('got 3')];
  const cause = breach('why', { pointer: '/cause' });
  const causes = new Map([
    [one, [cause]],
    [three, [two]],
  ]);
  const groups = groupsOf([cause, one, two, three], causes, () => '');
  const { findings, causes: from } = folded(groups, causes);
  expect(findings.map(({ message, count }) => [message, count])).toEqual([
    ['why', 1],
    ['got 1', 1],
    ['got 2', 2],
  ]);
  expect([...from].map(([{ message }, some]) => [message, some.map((each) => each.message)])).toEqual([
    ['got 1', ['why']],
  ]);
  expect(findings[2]?.exchanges).toEqual(['got 2', 'got 3']);
  // A result may be asked for more than once.
  expect(two.count).toBe(1);
});

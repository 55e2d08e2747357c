import { printedInteractions } from '../../src/pact/printed';
import type { VerifierOutput } from '../../src/pact/verifier';

const ESCAPE = String.fromCharCode(27);
const bold = (text: string): string => `${ESCAPE}[1m${text}${ESCAPE}[0m`;
const heading = (consumer: string, provider = 'p'): string =>
  `\nVerifying a pact between ${bold(consumer)} and ${bold(provider)}`;
const interaction = (description: string, ...states: string[]): string[] => [
  `  ${description} (1ms loading, ${ESCAPE}[32m2ms${ESCAPE}[0m verification)`,
  ...states.map((state, index) => `     ${index === 0 ? 'Given' : 'And'} ${bold(state)}`),
  '    returns a response which',
  `      has status code ${bold('204')} (${ESCAPE}[32mOK${ESCAPE}[0m)`,
  '',
];
const account = (
  interactionResults: VerifierOutput['interactionResults'],
  output: string[],
): VerifierOutput => ({ errors: [], pendingErrors: [], interactionResults, output });
const ok = (description: string, interactionId?: string) => ({
  description,
  result: 'OK' as const,
  ...(interactionId !== undefined && { interactionId }),
});

test('each interaction is told with its consumer, its states and how its errors name it', () => {
  const output = [
    heading('one'),
    '',
    ...interaction('an update', 'a state', 'another'),
    ...interaction('a read'),
    heading('two'),
    '',
    ...interaction('an update', 'a state'),
  ];
  const results = [ok('an update', 'a1'), ok('a read', 'a2'), ok('an update')];
  expect(printedInteractions(account(results, output))).toEqual([
    {
      consumer: 'one',
      description: 'an update',
      states: ['a state', 'another'],
      name: 'Verifying a pact between one and p Given a state And another - an update',
      id: 'a1',
    },
    {
      consumer: 'one',
      description: 'a read',
      states: [],
      name: 'Verifying a pact between one and p - a read',
      id: 'a2',
    },
    {
      consumer: 'two',
      description: 'an update',
      states: ['a state'],
      name: 'Verifying a pact between two and p Given a state - an update',
      id: undefined,
    },
  ]);
});

test('names that hold an "and" are not cut', () => {
  const [told] = printedInteractions(
    account([ok('u')], [heading('a and b', 'c and d'), ...interaction('u')]),
  );
  expect(told).toMatchObject({
    consumer: 'a and b',
    name: 'Verifying a pact between a and b and c and d - u',
  });
});

test('without colours the first "and" stands between the names', () => {
  const [told] = printedInteractions(
    account([ok('u')], ['\nVerifying a pact between a and b', ...interaction('u')]),
  );
  expect(told).toMatchObject({ consumer: 'a' });
});

test('of descriptions that begin alike each is found', () => {
  const output = [heading('c'), ...interaction('an update (3ms)', 's'), ...interaction('an update')];
  const told = printedInteractions(account([ok('an update (3ms)'), ok('an update')], output));
  expect(told.map(({ states }) => states)).toEqual([['s'], []]);
});

test('what was not printed is told as far as it is known', () => {
  expect(printedInteractions(account([ok('u', '7')], []))).toMatchObject([
    { consumer: '', description: 'u', states: [], id: '7' },
  ]);
});

test('without interactions there is nothing to tell', () => {
  expect(printedInteractions(account([], [heading('c')]))).toEqual([]);
});

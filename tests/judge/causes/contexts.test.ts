import { wordsOfContexts } from '../../../src/judge/causes/contexts';
import { Trace, type Told } from '../../../src/judge/causes/trace';
import { benchOf } from '../../../src/judge/judge';
import { View } from '../../../src/checks/view';
import { loadRegister } from '../../../src/contract/register/register';
import { context, update } from '../../checks/support';
import { finding } from '../../reports/support';

const bench = benchOf(loadRegister());
const inContexts = (id: string, ...contexts: string[]): View =>
  View.of(update({ state: 'enabled' }, { id, context: context({ contexts }) }), bench);

/** What is said of a finding that was told of these requests, of as many as it counts. */
function wordsOf(count: number, ...views: View[]): string | undefined {
  const found = finding('RES-ODV', 'violates', { count, pointer: 'header:OData-Version' });
  const told: Told[] = views.map(({ exchange }) => ({ finding: found, exchanges: [exchange.id] }));
  return wordsOfContexts(new Trace(told, views, [])).get(found);
}

test('a finding of contexts alone names what is common to its requests', () => {
  expect(wordsOf(2, inContexts('a', 'json: x', 'path: y'), inContexts('b', 'path: y'))).toBe(
    'seen only in this context: path: y',
  );
});

test('it names no context where not each time was kept that it was found: a plain one may be among the others', () => {
  expect(wordsOf(2, inContexts('a', 'json: x'))).toBeUndefined();
});

test('of many contexts it names four', () => {
  const many = ['a: 1', 'b: 2', 'c: 3', 'd: 4', 'e: 5'];
  expect(wordsOf(1, inContexts('a', ...many))).toBe('seen only in this context: a: 1; b: 2; c: 3; d: 4');
});

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

describe('of requests that were refused', () => {
  const answered = (status: number, id: string, ...contexts: string[]): View =>
    View.of({ ...update({ state: 'enabled' }, { id, status, context: context({ contexts }) }) }, bench);
  const wordsOfRefused = (pointer: string, ...others: View[]): string | undefined => {
    const found = finding('RES-204', 'violates', { count: 1, pointer });
    const refused = answered(400, 'a', 'json: x', 'path: y');
    const told: Told[] = [{ finding: found, exchanges: ['a'] }];
    return wordsOfContexts(new Trace(told, [refused, ...others], [])).get(found);
  };

  test('it does not name a context in which another was carried out', () => {
    expect(wordsOfRefused('status', answered(204, 'b', 'path: y'))).toBe(
      'seen only in this context: json: x',
    );
  });

  test('it names it where nothing was carried out in it, or what was found is no status', () => {
    const both = 'seen only in this context: json: x; path: y';
    expect(wordsOfRefused('status', answered(400, 'b', 'path: y'))).toBe(both);
    expect(wordsOfRefused('header:OData-Version', answered(204, 'b', 'path: y'))).toBe(both);
  });

  test('it names all where each of them had another that was carried out', () => {
    expect(wordsOfRefused('status', answered(204, 'b', 'path: y'), answered(204, 'c', 'json: x'))).toBe(
      'seen only in this context: json: x; path: y',
    );
  });
});

test('of many contexts it names four', () => {
  const many = ['a: 1', 'b: 2', 'c: 3', 'd: 4', 'e: 5'];
  expect(wordsOf(1, inContexts('a', ...many))).toBe('seen only in this context: a: 1; b: 2; c: 3; d: 4');
});

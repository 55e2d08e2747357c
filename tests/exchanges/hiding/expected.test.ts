/** What a Pact expects is hidden as what is answered: where its value is known to be harmless it is shown, and else not. */
import type { Demand, Expectation } from '../../../src/exchanges/exchange';
import { Redactor } from '../../../src/exchanges/redact';
import { exchange } from '../../checks/support';

const SECRET = 'Kestrel-7-Larkspur';

type Values = Readonly<Record<string, unknown>>;

/** How values are shown that a Pact expects, by their places. */
function shown({ body = {}, headers = {} }: { body?: Values; headers?: Values }, status = 200): Values {
  const demands = (of: Values): Demand[] =>
    Object.entries(of).map(([place, value]) => ({ place, value, fixed: true }));
  const expected: Expectation = {
    status: { place: '', value: status, fixed: true },
    headers: demands(headers),
    body: demands(body),
  };
  const clean = new Redactor().exchange({ ...exchange(), expected }).expected as Expectation;
  return Object.fromEntries([...clean.headers, ...clean.body].map(({ place, value }) => [place, value]));
}

const MARK = /^\[secret-\d+, \d+ characters\]$/;

test('of a body', () => {
  expect(
    shown({
      body: {
        '/state': 'enabled',
        '/includeTargets/0/targetType': 'group',
        '/isUsableOnce': true,
        '/defaultLength': 12_000,
        '/note': SECRET,
        '/account': 12_345_678,
        '/small': 12,
        '/nothing': null,
        '/access_token': 'plain',
      },
    }),
  ).toEqual({
    '/state': 'enabled',
    '/includeTargets/0/targetType': 'group',
    '/isUsableOnce': true,
    '/defaultLength': 12_000,
    '/note': expect.stringMatching(MARK),
    '/account': expect.stringMatching(MARK),
    '/small': 12,
    '/nothing': null,
    '/access_token': expect.stringMatching(MARK),
  });
});

test('of items of a list, which are told from members that are called as numbers', () => {
  const id = '00aa00aa-bb11-cc22-dd33-44ee44ee44ee';
  expect(shown({ body: { '/includeTargets/12/id': id, '/12': SECRET } })).toEqual({
    '/includeTargets/12/id': id,
    '/12': expect.stringMatching(MARK),
  });
});

test('of a refusal, whose words are shown, and of another answer, whose are not', () => {
  const body = { '/title': 'Two words', '/detail': 'Not today' };
  expect(shown({ body }, 400)).toEqual(body);
  expect(Object.values(shown({ body }, 200))).toEqual(Array(2).fill(expect.stringMatching(MARK)));
});

test('of headers, by their names', () => {
  expect(
    shown({ headers: { 'Content-Type': 'application/json', 'X-Note': SECRET, 'X-Api-Key': 'plain' } }),
  ).toEqual({
    'Content-Type': 'application/json',
    'X-Note': expect.stringMatching(MARK),
    'X-Api-Key': expect.stringMatching(MARK),
  });
});

test('of names that look like a secret, escaped as pointers have them', () => {
  const [[place] = ['']] = Object.entries(shown({ body: { '/users/a~1b@mail.example': true } }));
  expect(place).toMatch(/^\/users\/\[secret-\d+, 16 characters\]$/);
});

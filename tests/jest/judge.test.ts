import { judge, UsageError } from '../../src/index';
import { BAD, GOOD, HEADERS, plain } from './support';

const brokenIn = ({ findings }: ReturnType<typeof judge<object>>): (string | null)[] =>
  findings.filter(({ outcome }) => outcome === 'violates').map(({ requirement }) => requirement);

test('takes what the matchers take, and sees from it who is judged', () => {
  const [bad, good] = [plain(BAD, HEADERS), plain(GOOD, HEADERS)];
  expect(judge([{ request: bad }])).toMatchObject({ verdict: 'violates', seen: { judged: 1 } });
  expect(judge([{ request: good }, good]).verdict).toBe('conforms');
  expect(brokenIn(judge([{ status: 200 }]))).toContain('RES-204');
  expect(brokenIn(judge([{ request: good, response: { status: 200 } }]))).toContain('RES-204');
});

test('names each by its place in the list', () => {
  const { findings } = judge([plain(GOOD, HEADERS), { request: plain(BAD, HEADERS) }]);
  const broken = findings.filter(({ outcome }) => outcome === 'violates');
  expect(new Set(broken.flatMap(({ exchanges }) => exchanges))).toEqual(new Set(['2']));
});

test('is awaited where a body is', async () => {
  const pending = judge([new Response(null, { status: 200 })]);
  expect(brokenIn(await pending)).toContain('RES-204');
});

test('says what it was given that is none of it', () => {
  expect(() => judge([{ a: 1 }])).toThrow(UsageError);
  expect(() => judge({ request: plain() } as never)).toThrow(/judge takes a list of exchanges/);
});

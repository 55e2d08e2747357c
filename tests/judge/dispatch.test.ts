import { breaks, holds, type ExchangeCheck } from '../../src/checks/check';
import { HOLDS, type Said } from '../../src/checks/judgement';
import type { Reach } from '../../src/checks/kind';
import { loadRegister } from '../../src/contract/register/register';
import type { Exchange } from '../../src/exchanges/exchange';
import { judge } from '../../src/judge/judge';
import { exchange, read, refusal, URL_OF_POLICY } from '../checks/support';

/** Judges by one check of somebody's own. */
function judgeBy(given: Exchange[], judging: ExchangeCheck['judge'], reach?: Reach) {
  const built = loadRegister();
  const row = {
    ...(built.rows[0] as (typeof built.rows)[number]),
    id: 'ORG-1',
    level: 'MUST' as const,
    checks: ['request/contoso'],
  };
  const check: ExchangeCheck = {
    address: 'request/contoso',
    requirement: 'ORG-1',
    needs: [],
    scope: 'exchange',
    ...(reach && { reach }),
    judge: judging,
  };
  const register = { ...built, rows: [row], byId: new Map([[row.id, row]]) };
  return judge(given, { subject: 'traffic', register, checks: [check] });
}

test('a check is shown what is within its reach, and nothing else', () => {
  const shown: string[] = [];
  const given = [exchange({ id: 'a' }), refusal({ id: 'b' }), read(undefined, { id: 'c' })];
  judgeBy(given, (view) => void shown.push(view.exchange.id), { intents: ['update'], answers: ['refused'] });
  expect(shown).toEqual(['b']);
});

test('a check without a reach is shown every exchange of the operation', () => {
  const shown: string[] = [];
  const batch = exchange({
    id: 'b',
    method: 'POST',
    url: 'https://graph.microsoft.com/v1.0/$batch',
    status: 200,
    json: {
      requests: [
        { id: '1', method: 'GET', url: URL_OF_POLICY.slice(URL_OF_POLICY.indexOf('/policies')) },
        { id: '2', method: 'GET', url: '/me' },
      ],
    },
  });
  judgeBy(
    [exchange({ id: 'a' }), batch, exchange({ id: 'c', url: 'https://graph.microsoft.com/v1.0/me' })],
    (view) => void shown.push(view.exchange.id),
  );
  expect(shown).toEqual(['a', 'b', 'b/1']);
});

test.each<[how: string, said: ExchangeCheck['judge'], judged: number, messages: string[]]>([
  ['one that holds', (view): Said => holds(view), 1, []],
  ['one breach', (view): Said => breaks(view, { message: 'no', expected: '', actual: '' }), 1, ['no']],
  ['nothing', (): Said => undefined, 0, []],
  [
    'a list',
    (view): Said => [holds(view), breaks(view, { message: 'no', expected: '', actual: '' })],
    2,
    ['no'],
  ],
  [
    'what it yields',
    function* (view) {
      yield holds(view);
      yield breaks(view, { message: 'no', expected: '', actual: '' });
      yield { holds: true };
    },
    3,
    ['no'],
  ],
])('a check may say %s', (_how, said, judged, messages) => {
  const result = judgeBy([exchange()], said);
  expect(result.requirements.map(({ judged: times }) => times)).toEqual([judged]);
  expect(result.findings.map(({ message }) => message)).toEqual(messages);
});

test('that something holds is one value, whatever was looked at', () => {
  expect(holds()).toBe(HOLDS);
});

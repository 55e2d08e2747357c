import { defaultOperation } from '../../../src/contract/operation';
import type { Exchange } from '../../../src/exchanges/exchange';
import { judge } from '../../../src/judge/judge';
import type { Finding } from '../../../src/results/report';
import { context, errorBody, ROOT, update } from '../../checks/support';

const { states } = defaultOperation();

/** An update of a planned run that sets a whole known state. */
const sets = (state: 'A' | 'B', written: Parameters<typeof update>[1] = {}): Exchange =>
  update(states[state], { context: context({ step: `state ${state}`, accept: 'RES-204' }), ...written });

const stepsOf = (check: string, ...exchanges: Exchange[]): string[] | undefined => {
  const { findings } = judge(exchanges, {
    ...{ subject: 'provider', planned: new Map([['RES-204', undefined]]), target: ROOT },
  });
  const [found] = findings.filter((each: Finding) => each.check === check);
  return found?.reproduction?.steps.map(({ name }) => name);
};

test('an update that sets a known state, and is refused, is sent behind the known state before it', () => {
  const refused = sets('B', { status: 400, answer: { json: errorBody() } });
  expect(stepsOf('response/acceptance', sets('A'), refused)).toEqual(['state A', 'state B']);
});

test('a header is shown by the update that sets a known state alone: what was stored before does not decide it', () => {
  const bare = sets('B', { answer: { headers: { 'request-id': null } } });
  expect(stepsOf('response/request-id', sets('A'), bare)).toEqual(['state B']);
});

import { operationNamed } from '../../src/contract/operation';
import type { Exchange } from '../../src/exchanges/exchange';
import { Written } from '../../src/live/written';

const operation = operationNamed('sms');
const original = { id: 'Sms', state: 'disabled', includeTargets: [], excludeTargets: [] };

/** An update that was accepted. */
const update = (state: string, startedAt: string, wire?: Exchange['wire']): Exchange => ({
  ...{ id: 'x1', source: { kind: 'verify' } },
  observed: {
    ...{ authorization: true, framing: true, trailing: true },
    ...{ requestBody: true, responseBody: true, protocol: true },
  },
  request: {
    ...{ method: 'PATCH', url: `http://127.0.0.1/v1.0${operation.path}`, headers: [] },
    body: { encoding: 'utf8', data: JSON.stringify({ state }) },
  },
  response: { status: 204, headers: [] },
  timing: { startedAt, durationMs: 1 },
  ...(wire && { wire }),
});
const watched = (until: 'hold' | 'close') => ({ head: '', watched: { ms: 1200, until } });
const [FIRST, SECOND] = ['2026-11-29T08:00:00.000Z', '2026-11-29T08:00:01.000Z'];

test('a write that was watched on an open connection, and is told of behind later ones, is not the last', () => {
  const written = new Written(operation, original);
  written.wrote(update('enabled', SECOND));
  written.saw({ ...original, state: 'enabled' });
  written.wrote(update('disabled', SECOND));
  written.wrote(update('enabled', FIRST, watched('hold')));
  expect(written).toMatchObject({ count: 3, mayHaveChanged: true, isProvable: true });
});

test.each([
  ['one that was watched and is the last', update('enabled', SECOND, watched('hold'))],
  ['one that was not watched', update('enabled', FIRST)],
  ['one whose connection was closed', update('enabled', FIRST, watched('close'))],
])('%s leaves something that a read has to show', (_what, last) => {
  const written = new Written(operation, original);
  written.wrote(update('disabled', FIRST.replace('000Z', '500Z')));
  written.wrote(last);
  expect(written.isProvable).toBe(false);
});

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

/** A write with that answer. */
const answered = (status: number, json?: object, method = 'PATCH'): Exchange => {
  const made = update('enabled', FIRST);
  const { url, headers } = made.request;
  return {
    ...made,
    request: {
      method,
      url,
      headers,
      ...(json && { body: { encoding: 'utf8', data: JSON.stringify(json) } }),
    },
    response: { status, headers: [] },
  };
};

test('a write that was refused changes nothing, and one that failed may have', () => {
  const written = new Written(operation, original);
  written.wrote(answered(400, { state: 'enabled' }));
  expect(written).toMatchObject({ count: 1, mayHaveChanged: false, isProvable: true });
  written.wrote(answered(503, { state: 'enabled' }));
  expect(written.mayHaveChanged).toBe(true);
});

test('the policy is reverted by a DELETE that was accepted, and by no other write', () => {
  const written = new Written(operation, original);
  for (const [status, method, reverted] of [
    [404, 'DELETE', false],
    [204, 'PATCH', false],
    [204, 'DELETE', true],
  ] as const) {
    written.wrote(answered(status, undefined, method));
    expect(written.reverted).toBe(reverted);
  }
});

test('what a null became is not known', () => {
  const written = new Written(operation, original);
  written.wrote(answered(204, { state: null }));
  expect(written.isProvable).toBe(true);
  written.wrote(answered(204, { state: 'enabled' }));
  expect(written.isProvable).toBe(false);
});

import { kindOf, reaches, sees, type Intent, type Reach } from '../../src/checks/kind';
import type { Exchange } from '../../src/exchanges/exchange';
import { context, exchange, read, refusal } from './support';

const inBatch: Exchange = { ...exchange(), batch: { parent: 'b', id: '1' } };
const expecting = (status: number): Exchange => ({
  ...exchange({ status: 0 }),
  expected: { status: { place: '', value: status, fixed: true }, headers: [], body: [] },
});

describe('a reach', () => {
  test.each<[of: string, reach: Reach, given: Exchange, intent: Intent | undefined, within: boolean]>([
    ['nothing in particular', {}, exchange(), 'update', true],
    ['nothing in particular, of another operation', {}, exchange(), undefined, false],
    ['intents', { intents: ['update', 'reset'] }, exchange(), 'update', true],
    ['other intents', { intents: ['read', 'reset'] }, exchange(), 'update', false],
    ['a 204', { answers: ['no-content'] }, exchange(), 'update', true],
    ['a 204, answered 205', { answers: ['no-content'] }, exchange({ status: 205 }), 'update', false],
    ['another success', { answers: ['success'] }, read(), 'read', true],
    ['a 4xx', { answers: ['refused'] }, refusal(), 'update', true],
    ['a 4xx, answered 500', { answers: ['refused'] }, refusal({ status: 500 }), 'update', false],
    ['a 5xx', { answers: ['failed'] }, refusal({ status: 599 }), 'update', true],
    ['another status', { answers: ['other'] }, exchange({ status: 302 }), 'update', true],
    ['no answer', { answers: ['none'] }, exchange({ status: 0 }), 'update', true],
    ['planned', { is: ['planned'] }, exchange({ context: context() }), 'update', true],
    ['planned, and it is not', { is: ['planned'] }, exchange(), 'update', false],
    ['not in a batch', { isNot: ['in-batch'] }, exchange(), 'update', true],
    ['not in a batch, and it is', { isNot: ['in-batch'] }, inBatch, 'update', false],
    ['a Pact', { is: ['expected'], isNot: ['refusal-expected'] }, expecting(204), 'update', true],
    ['a refusal that a Pact expects', { is: ['refusal-expected'] }, expecting(400), 'update', true],
    ['what was injected', { is: ['injected'] }, { ...exchange(), injected: 'a 429' }, 'update', true],
  ])('of %s', (_of, reach, given, intent, within) => {
    expect(reaches({ needs: [], reach }, kindOf(given, intent))).toBe(within);
  });

  test('ends where the source could not see what the check needs', () => {
    const kind = kindOf(exchange({ unobserved: ['framing'] }), 'update');
    expect(reaches({ needs: ['framing'] }, kind)).toBe(false);
    expect(reaches({ needs: ['trailing', 'requestBody'] }, kind)).toBe(true);
  });
});

test('headers of the request were seen where nobody says otherwise', () => {
  const given = exchange();
  expect(given.observed).not.toHaveProperty('requestHeaders');
  expect(sees({ needs: ['requestHeaders'] }, kindOf(given, 'update'))).toBe(true);
  const unseen = exchange({ unobserved: ['requestHeaders'] });
  expect(sees({ needs: ['requestHeaders'] }, kindOf(unseen, 'update'))).toBe(false);
});

test('exchanges that differ in values alone are of one kind', () => {
  const one = exchange({ json: { isUsableOnce: true }, headers: { Accept: '*/*' } });
  expect(kindOf(one, 'update')).toBe(kindOf(exchange(), 'update'));
});

import {
  context,
  exchange,
  judgeOne,
  POLICY,
  refusal,
  settled,
  testCheck,
  TYPE,
  unanswered,
  update,
  updateOf,
  violates,
} from '../support';

const refused = refusal({
  json: { '@odata.type': TYPE, isUsableOnce: false, defaultLength: 49 },
  context: context(),
});
const fence = update({ state: 'disabled' }, { context: context() });
const after = (members: object = {}) => settled({ ...POLICY, ...members });

testCheck('state/atomic', 'SEM-ATOMIC', {
  needs: ['requestBody', 'responseBody'],
  holds: {
    'a refusal that changes nothing': [after(), refused, after()],
    'a refusal that changes nothing, behind a fence': [after(), refused, fence, after({ state: 'disabled' })],
    'an accepted value behind the refused one that is not stored: another row': [
      after(),
      refused,
      update({ isUsableOnce: true }, { context: context() }),
      after({ isUsableOnce: false }),
    ],
    'several refusals': [after(), refused, refused, fence, after({ state: 'disabled' })],
    'an update that may have got through unanswered before the refusal': [
      after(),
      unanswered({ json: updateOf({ isUsableOnce: false }) }),
      refusal({ json: updateOf({ defaultLength: 49 }), context: context() }),
      after({ isUsableOnce: false }),
    ],
  },
  breaks: {
    'a sound member of a refused update that is stored': [
      [after(), refused, fence, after({ state: 'disabled', isUsableOnce: false })],
      violates('/isUsableOnce', 'true', 'false'),
    ],
    'the unsound member of a refused update that is stored': [
      [after(), refused, after({ defaultLength: 49 })],
      violates('/defaultLength', '12', '49'),
    ],
    'a refused value that is stored over an update in between': [
      [after(), update({ defaultLength: 20 }, { context: context() }), refused, after({ defaultLength: 49 })],
      violates('/defaultLength', '20', '49'),
    ],
    'a member of nobody that moves': [
      [after(), refused, after({ excludeTargets: [{ id: 'a' }] })],
      violates('/excludeTargets', '[]', '[{"id":"a"}]'),
    ],
  },
  silent: {
    'updates that were all accepted': [after(), fence, after({ state: 'disabled', isUsableOnce: false })],
    'a refusal with no read before': [refused, after({ isUsableOnce: false })],
    'an update that should have been refused and was not': [
      after(),
      refused,
      update({ defaultLength: 49 }, { context: context() }),
      after({ defaultLength: 49, isUsableOnce: false }),
    ],
    'a request that was sent again': [
      after(),
      refusal({ status: 503, context: context({ superseded: true }) }),
      fence,
      after({ state: 'disabled', isUsableOnce: false }),
    ],
    'an update whose answer never came': [
      after(),
      exchange({ status: 0, failure: { kind: 'timeout', message: 'no answer' }, context: context() }),
      fence,
      after({ state: 'disabled', isUsableOnce: false }),
    ],
  },
});

test('names the refused update, the fence and the read', () => {
  const steps = [after(), refused, fence, after({ state: 'disabled', isUsableOnce: false })];
  const [finding] = judgeOne('state/atomic', steps).findings;
  expect(finding?.exchanges).toEqual(steps.slice(1).map(({ id }) => id));
});

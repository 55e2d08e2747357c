import {
  context,
  exchange,
  IN_FRONT,
  informs,
  judgeOne,
  POLICY,
  refusal,
  settled,
  testCheck,
  unanswered,
  update,
  violates,
} from '../support';

const DEFAULTS = {
  ...POLICY,
  state: 'disabled',
  defaultLength: 8,
  defaultLifetimeInMinutes: 60,
  minimumLifetimeInMinutes: 60,
  maximumLifetimeInMinutes: 480,
  isUsableOnce: false,
};
const set = (members: object) => update(members, { context: context() });
const reset = (status = 204) => exchange({ method: 'DELETE', status, context: context() });
const gone = () => refusal({ method: 'GET', json: undefined, status: 404, context: context() });
/** The same by another spelling of the path, with a plain read behind it. */
const notFoundOtherwise = () =>
  refusal({
    ...{ method: 'GET', json: undefined, status: 404 },
    context: context({ contexts: ['path: other'], settled: { satisfied: false, waitedMs: 0 } }),
  });
const end = (members: object = {}) => settled({ ...DEFAULTS, ...members });

testCheck('state/delete', 'SEM-DELETE', {
  needs: ['responseBody'],
  holds: {
    'a 204 and the documented defaults': [settled(), reset(), end()],
    'a policy that is not found by another spelling of the path': [
      settled(),
      reset(),
      notFoundOtherwise(),
      end(),
    ],
    'one end from two different starts': [
      settled(),
      reset(),
      end(),
      set({ defaultLength: 20 }),
      end({ defaultLength: 20 }),
      reset(),
      end(),
    ],
    'a policy that is gone behind an update': [reset(), end(), set({}), gone(), end()],
    'a policy that was not there before it either': [gone(), reset(), gone()],
    'members that tenants set differently': [reset(), end({ state: 'enabled', includeTargets: [] })],
  },
  breaks: {
    'a success other than 204': [[reset(200), end()], violates('status', '204', '200')],
    'a refusal': [
      [refusal({ method: 'DELETE', json: undefined, status: 405, context: context() }), settled()],
      violates('status', '204', '405'),
    ],
    'a policy that is gone behind it': [[reset(), gone()], violates('status', '200', '404')],
    'two ends': [
      [
        reset(),
        end(),
        set({ state: 'enabled' }),
        end({ state: 'enabled' }),
        reset(),
        end({ state: 'enabled' }),
      ],
      violates('/state', '"disabled"', '"enabled"'),
    ],
    'defaults other than those documented, which are only noted': [
      [reset(), end({ defaultLength: 10, isUsableOnce: true })],
      informs('/defaultLength', '8', '10'),
      informs('/isUsableOnce', 'false', 'true'),
    ],
  },
  silent: {
    'a DELETE without an answer': [
      settled(),
      unanswered({ method: 'DELETE', json: undefined, context: context() }),
      end(),
    ],
    'an update': [settled(), set({ defaultLength: 20 }), settled()],
    'a reset that an update follows': [reset(200), set({ defaultLength: 20 }), settled()],
    'a read that another token is refused': [
      settled(),
      refusal({ method: 'GET', json: undefined, status: 403, context: context() }),
    ],
    'a reset that no read follows': [settled(), reset(200)],
    'recorded traffic': exchange({ method: 'DELETE', status: 200 }),
    ...Object.fromEntries(IN_FRONT.map((status) => [`a ${status}`, [reset(status), settled()]])),
  },
});

test('two ends are told of both reads', () => {
  const steps = [reset(), end(), set({ state: 'enabled' }), reset(), end({ state: 'enabled' })];
  const [finding] = judgeOne('state/delete', steps).findings;
  expect(finding?.exchanges).toEqual([steps[1]?.id, steps[4]?.id]);
});

test('two resets and their one end are judged three times', () => {
  expect(judgeOne('state/delete', [reset(), end(), reset(), end()])).toEqual({
    outcome: 'conforms',
    judged: 3,
    findings: [],
  });
});

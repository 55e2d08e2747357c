import {
  batch,
  context,
  exchange,
  item,
  PATH,
  judgeOne,
  POLICY,
  read,
  refusal,
  settled,
  testCheck,
  unanswered,
  update,
  updateOf,
  violates,
} from '../support';

const planned = { context: context() };
const set = (members: object) => update(members, planned);
const after = (members: object = {}) => settled({ ...POLICY, ...members });
/** A read in another form that did not show what was written to the end of its poll. */
const FORM = ['headers: with Accept: */*'];
const otherwise = (members: object, contexts = FORM) =>
  settled(
    { ...POLICY, ...members },
    { context: context({ contexts, settled: { satisfied: false, waitedMs: 20 } }) },
  );
const TARGETS = [
  { targetType: 'group', id: 'a' },
  { targetType: 'group', id: 'b' },
];

testCheck('state/apply', 'SEM-APPLY', {
  needs: ['requestBody', 'responseBody'],
  holds: {
    'a value that is stored': [after(), set({ defaultLength: 20 }), after({ defaultLength: 20 })],
    'a value that is stored, with no read before': [set({ defaultLength: 20 }), after({ defaultLength: 20 })],
    'the last of two updates': [
      after(),
      set({ defaultLength: 20 }),
      set({ defaultLength: 30 }),
      after({ defaultLength: 30 }),
    ],
    'a value that is stored right behind a reset, wherever that ends': [
      after(),
      exchange({ method: 'DELETE', ...planned }),
      set({ defaultLength: 20 }),
      after({ defaultLength: 20, isUsableOnce: false, state: 'disabled' }),
    ],
    'a lifetime that is recalculated for another one which is set behind it': [
      after(),
      set({ defaultLifetimeInMinutes: 90 }),
      set({ maximumLifetimeInMinutes: 80 }),
      after({ defaultLifetimeInMinutes: 60, maximumLifetimeInMinutes: 80 }),
    ],
    'two updates of two members': [
      after(),
      set({ defaultLength: 20 }),
      set({ isUsableOnce: false }),
      after({ defaultLength: 20, isUsableOnce: false }),
    ],
    'a name in Pascal case': [after(), set({ DefaultLength: 20 }), after({ defaultLength: 20 })],
    'a state in another letter case': [after(), set({ state: 'Disabled' }), after({ state: 'disabled' })],
    'targets in another order, with members that the provider adds': [
      after(),
      set({ includeTargets: TARGETS }),
      after({
        includeTargets: [...TARGETS].reverse().map((each) => ({ ...each, isRegistrationRequired: false })),
      }),
    ],
    'a read that is not settled yet, which is passed over': [
      after(),
      set({ defaultLength: 20 }),
      read(POLICY, planned),
      after({ defaultLength: 20 }),
    ],
  },
  breaks: {
    'a value that a read in another form shows otherwise than a plain one': [
      [after(), set({ defaultLength: 20 }), otherwise({}), after({ defaultLength: 20 })],
      violates('/defaultLength', '20', '12'),
    ],
    'a value that a read inside $batch shows otherwise than a plain one': [
      [
        after(),
        set({ defaultLength: 20 }),
        batch(
          [{ id: '1', method: 'GET', url: PATH }],
          [{ id: '1', status: 200, headers: { 'Content-Type': 'application/json' }, body: POLICY }],
          {
            context: context({
              contexts: ['carrier: inside $batch'],
              settled: { satisfied: false, waitedMs: 20 },
            }),
          },
        ),
        after({ defaultLength: 20 }),
      ],
      violates('/defaultLength', '20', '12'),
    ],
    'a lifetime that is not stored behind another one': [
      [
        after(),
        set({ maximumLifetimeInMinutes: 480 }),
        set({ defaultLifetimeInMinutes: 90 }),
        after({ maximumLifetimeInMinutes: 480 }),
      ],
      violates('/defaultLifetimeInMinutes', '90', '120'),
    ],
    'a value that is not stored': [
      [after(), set({ defaultLength: 20 }), after()],
      violates('/defaultLength', '20', '12'),
    ],
    'a value that is stored as a string': [
      [after(), set({ defaultLength: 20 }), after({ defaultLength: '20' })],
      violates('/defaultLength', '20', '"20"'),
    ],
    'each member by itself': [
      [
        after(),
        set({ state: 'disabled', isUsableOnce: false, defaultLength: 20 }),
        after({ defaultLength: 20 }),
      ],
      violates('/state', '"disabled"', '"enabled"'),
      violates('/isUsableOnce', 'false', 'true'),
    ],
    'a value that was there and is lost when it is sent again': [
      [after(), set({ defaultLength: 12 }), after({ defaultLength: 8 })],
      violates('/defaultLength', '12', '8'),
    ],
    'a target that is missing': [
      [after(), set({ includeTargets: TARGETS }), after({ includeTargets: TARGETS.slice(0, 1) })],
      violates('/includeTargets', JSON.stringify(TARGETS), JSON.stringify(TARGETS.slice(0, 1))),
    ],
    'a target whose member differs': [
      [
        after(),
        set({ includeTargets: [{ id: 'a', isRegistrationRequired: true }] }),
        after({ includeTargets: [{ id: 'a', isRegistrationRequired: false }] }),
      ],
      violates(
        '/includeTargets',
        '[{"id":"a","isRegistrationRequired":true}]',
        '[{"id":"a","isRegistrationRequired":false}]',
      ),
    ],
    'a value that is not stored right behind a reset': [
      [
        after(),
        exchange({ method: 'DELETE', ...planned }),
        set({ defaultLength: 20 }),
        after({ defaultLength: 8, state: 'disabled' }),
      ],
      violates('/defaultLength', '20', '8'),
    ],
    'a member that is gone': [
      [after(), set({ defaultLength: 20 }), after({ defaultLength: undefined })],
      violates('/defaultLength', '20', 'nothing'),
    ],
  },
  silent: {
    'a read in another form with no plain read behind it': [set({ isUsableOnce: true }), otherwise({})],
    'a read in another form with a write behind it': [
      otherwise({ defaultLength: 20 }),
      refusal(planned),
      after(),
    ],
    'a value that was there already and is there still': [after(), set({ defaultLength: 12 }), after()],
    'a null, of which nothing is written': [after(), set({ defaultLength: null }), after()],
    'the key': [after(), set({ id: 'TemporaryAccessPass' }), after()],
    'an update that is refused': [after(), refusal(planned), after()],
    'an update that should have been refused': [
      after(),
      set({ defaultLength: 49, state: 'disabled' }),
      after(),
    ],
    'an update with lifetimes out of order': [
      after(),
      set({ minimumLifetimeInMinutes: 60, maximumLifetimeInMinutes: 30 }),
      after(),
    ],
    'a reset among the updates': [
      after(),
      set({ defaultLength: 20 }),
      exchange({ method: 'DELETE', ...planned }),
      after(),
    ],
    'a read that never settled': [after(), set({ defaultLength: 20 }), read(POLICY, planned)],
    'recorded traffic, in which others may write too': [read(), update({ defaultLength: 20 }), read()],
    'an update inside a batch': [after(), batch([item('1')], [{ id: '1', status: 204 }], planned), after()],
    'a value that an unanswered update may have replaced': [
      after(),
      set({ defaultLength: 20 }),
      unanswered({ json: updateOf({ defaultLength: 30 }) }),
      after({ defaultLength: 30 }),
    ],
  },
});

test('the message has the name as it was sent, where that is in another letter case', () => {
  const [finding] = judgeOne('state/apply', [
    after(),
    set({ DefaultLength: 20 }),
    after({ defaultLength: 8 }),
  ]).findings;
  expect(finding?.message).toBe('defaultLength must be stored as it was sent (20, as DefaultLength), read 8');
});

test('a read that is kept for a form is named with the read that it was kept from', () => {
  const earlier = settled(POLICY, {
    context: context({ contexts: FORM, settled: { satisfied: true, waitedMs: 0 } }),
  });
  const views = [earlier, set({ defaultLength: 20 }), otherwise({}), after({ defaultLength: 20 })];
  const [finding] = judgeOne('state/apply', views).findings;
  expect(finding?.message).toBe(
    'defaultLength must be the same in every read (20, by a plain read behind it), read 12',
  );
  expect(finding?.exchanges).toEqual([earlier, ...views.slice(2)].map(({ id }) => id));
});

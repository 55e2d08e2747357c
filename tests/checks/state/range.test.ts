import {
  context,
  exchange,
  judgeOne,
  POLICY,
  refusal,
  settled,
  testCheck,
  update,
  violates,
} from '../support';

const set = (members: object = { state: 'enabled' }) => update(members, { context: context() });
const after = (members: object = {}) => settled({ ...POLICY, ...members });

testCheck('state/range', 'SEM-STATE-RANGE', {
  needs: ['responseBody'],
  holds: {
    'values in their ranges': [set(), after()],
    'values at their bounds': [
      set(),
      after({
        defaultLength: 48,
        minimumLifetimeInMinutes: 10,
        defaultLifetimeInMinutes: 10,
        maximumLifetimeInMinutes: 43200,
      }),
    ],
    'scalars that are null': [set(), after({ defaultLength: null, defaultLifetimeInMinutes: null })],
    'a reset': [exchange({ method: 'DELETE', context: context() }), after()],
    'a stored value of the wrong type, which response/read-shape judges': [set(), after({ state: 'on' })],
  },
  breaks: {
    'a length that is stored though it is too great': [
      [set({ defaultLength: 49 }), after({ defaultLength: 49 })],
      violates('/defaultLength', 'at most 48', '49'),
    ],
    'a minimum that is too small': [
      [set({ minimumLifetimeInMinutes: 9 }), after({ minimumLifetimeInMinutes: 9 })],
      violates('/minimumLifetimeInMinutes', 'at least 10', '9'),
    ],
    'a default above the maximum': [
      [set({ maximumLifetimeInMinutes: 100 }), after({ maximumLifetimeInMinutes: 100 })],
      violates('/defaultLifetimeInMinutes', 'at most maximumLifetimeInMinutes (100)', '120'),
    ],
    'a default below the minimum': [
      [set({ minimumLifetimeInMinutes: 130 }), after({ minimumLifetimeInMinutes: 130 })],
      violates('/defaultLifetimeInMinutes', 'at least minimumLifetimeInMinutes (130)', '120'),
    ],
    'a minimum above the maximum': [
      [
        set(),
        after({
          minimumLifetimeInMinutes: 60,
          defaultLifetimeInMinutes: null,
          maximumLifetimeInMinutes: 30,
        }),
      ],
      violates('/minimumLifetimeInMinutes', 'at most maximumLifetimeInMinutes (30)', '60'),
    ],
    'a reset that ends out of range': [
      [exchange({ method: 'DELETE', context: context() }), after({ defaultLength: 6 })],
      violates('/defaultLength', 'at least 8', '6'),
    ],
  },
  silent: {
    'a state that nobody wrote in the run': after({ defaultLength: 4 }),
    'a refused update': [refusal({ context: context() }), after({ defaultLength: 4 })],
  },
});

test('names the update and the read', () => {
  const steps = [set({ defaultLength: 49 }), after({ defaultLength: 49 })];
  expect(judgeOne('state/range', steps).findings[0]?.exchanges).toEqual(steps.map(({ id }) => id));
});

import {
  context,
  POLICY,
  refusal,
  settled,
  testCheck,
  unanswered,
  update,
  updateOf,
  violates,
} from '../support';

const set = (members: object) => update(members, { context: context() });
const after = (members: object = {}) => settled({ ...POLICY, ...members });

testCheck('state/merge', 'SEM-MERGE', {
  needs: ['requestBody', 'responseBody'],
  holds: {
    'members that are not sent and stay': [after(), set({ defaultLength: 20 }), after({ defaultLength: 20 })],
    'lifetimes that are recalculated when one of them is sent': [
      after(),
      set({ maximumLifetimeInMinutes: 90 }),
      after({ maximumLifetimeInMinutes: 90, defaultLifetimeInMinutes: 60 }),
    ],
    'targets in another order': [
      after({ excludeTargets: [{ id: 'a' }, { id: 'b' }] }),
      set({ defaultLength: 20 }),
      after({ defaultLength: 20, excludeTargets: [{ id: 'b' }, { id: 'a' }] }),
    ],
    'an empty update': [after(), set({}), after()],
    'a member of an update that may have got through unanswered': [
      after(),
      unanswered({ json: updateOf({ isUsableOnce: false }) }),
      set({ state: 'disabled' }),
      after({ state: 'disabled', isUsableOnce: false }),
    ],
  },
  breaks: {
    'a member that falls back to its default': [
      [after(), set({ defaultLength: 20 }), after({ defaultLength: 20, isUsableOnce: false })],
      violates('/isUsableOnce', 'true', 'false'),
    ],
    'a lifetime that moves when none was sent': [
      [after(), set({ state: 'disabled' }), after({ state: 'disabled', defaultLifetimeInMinutes: 60 })],
      violates('/defaultLifetimeInMinutes', '120', '60'),
    ],
    'a length that moves when a lifetime is sent': [
      [
        after(),
        set({ maximumLifetimeInMinutes: 90 }),
        after({ maximumLifetimeInMinutes: 90, defaultLength: 8 }),
      ],
      violates('/defaultLength', '12', '8'),
    ],
    'targets that are lost': [
      [
        after({ excludeTargets: [{ id: 'a' }] }),
        set({ defaultLength: 20 }),
        after({ defaultLength: 20, excludeTargets: [] }),
      ],
      violates('/excludeTargets', '[{"id":"a"}]', '[]'),
    ],
    'a member that is gone': [
      [after(), set({ defaultLength: 20 }), after({ defaultLength: 20, state: undefined })],
      violates('/state', '"enabled"', 'nothing'),
    ],
  },
  silent: {
    'an update with no read before it': [set({ defaultLength: 20 }), after({ state: 'disabled' })],
    'a refused update, which state/atomic judges': [
      after(),
      refusal({ context: context() }),
      after({ state: 'disabled' }),
    ],
    'an update that should have been refused': [
      after(),
      set({ defaultLength: 49 }),
      after({ state: 'disabled' }),
    ],
    'a reset that may have got through unanswered': [
      after(),
      unanswered({ method: 'DELETE' }),
      set({ state: 'disabled' }),
      after({ state: 'disabled', isUsableOnce: false }),
    ],
  },
});

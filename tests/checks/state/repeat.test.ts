import {
  context,
  deviates,
  POLICY,
  refusal,
  settled,
  testCheck,
  unanswered,
  update,
  updateOf,
} from '../support';

const set = (members: object) => update(members, { context: context() });
const after = (members: object = {}) => settled({ ...POLICY, ...members });

testCheck('state/repeat', 'SEM-REPEAT', {
  needs: ['requestBody', 'responseBody'],
  holds: {
    'the same update twice': [
      after(),
      set({ defaultLength: 20 }),
      after({ defaultLength: 20 }),
      set({ defaultLength: 20 }),
      after({ defaultLength: 20 }),
    ],
    'the same targets twice, in another order': [
      set({ excludeTargets: [{ id: 'a' }] }),
      after({ excludeTargets: [{ id: 'a' }, { id: 'b' }] }),
      set({ excludeTargets: [{ id: 'a' }] }),
      after({ excludeTargets: [{ id: 'b' }, { id: 'a' }] }),
    ],
  },
  breaks: {
    'targets that pile up': [
      [
        set({ excludeTargets: [{ id: 'a' }] }),
        after({ excludeTargets: [{ id: 'a' }] }),
        set({ excludeTargets: [{ id: 'a' }] }),
        after({ excludeTargets: [{ id: 'a' }, { id: 'a' }] }),
      ],
      deviates('/excludeTargets', '[{"id":"a"}]', '[{"id":"a"},{"id":"a"}]'),
    ],
    'a member that toggles': [
      [
        set({ defaultLength: 20 }),
        after({ defaultLength: 20 }),
        set({ defaultLength: 20 }),
        after({ defaultLength: 20, isUsableOnce: false }),
      ],
      deviates('/isUsableOnce', 'true', 'false'),
    ],
    'an update that is refused the second time': [
      [
        set({ defaultLength: 20 }),
        after(),
        refusal({ json: updateOf({ defaultLength: 20 }), context: context() }),
        after(),
      ],
      deviates('status', '204', '400'),
    ],
    'an update that fails the second time': [
      [
        set({ defaultLength: 20 }),
        after(),
        refusal({ json: updateOf({ defaultLength: 20 }), status: 500, context: context() }),
        after(),
      ],
      deviates('status', '204', '500'),
    ],
  },
  silent: {
    'an update whose second answer never came': [
      set({ defaultLength: 20 }),
      after({ defaultLength: 20 }),
      unanswered({ json: updateOf({ defaultLength: 20 }) }),
      after({ defaultLength: 20 }),
    ],
    'two different updates': [
      set({ defaultLength: 20 }),
      after(),
      set({ defaultLength: 21 }),
      after({ isUsableOnce: false }),
    ],
    'another update in between': [
      set({ defaultLength: 20 }),
      after(),
      set({ state: 'disabled' }),
      set({ defaultLength: 20 }),
      after({ isUsableOnce: false }),
    ],
    'an update that a throttle stops the second time': [
      set({ defaultLength: 20 }),
      after(),
      refusal({ json: updateOf({ defaultLength: 20 }), status: 429, context: context() }),
      after({ isUsableOnce: false }),
    ],
    'an update that is refused both times': [
      refusal({ json: updateOf({ defaultLength: 20 }), context: context() }),
      after(),
      refusal({ json: updateOf({ defaultLength: 20 }), context: context() }),
      after({ isUsableOnce: false }),
    ],
    'one update': [after(), set({ defaultLength: 20 }), after({ isUsableOnce: false })],
  },
});

import { context, judgeOne, POLICY, settled, testCheck, update, violates } from '../support';

const A = { targetType: 'group', id: 'a' };
const B = { targetType: 'group', id: 'b' };
const set = (members: object) => update(members, { context: context() });
const after = (members: object = {}) => settled({ ...POLICY, ...members });

testCheck('state/replace', 'SEM-REPLACE', {
  needs: ['requestBody', 'responseBody'],
  holds: {
    'a collection that takes the place of another': [
      after({ includeTargets: [A] }),
      set({ includeTargets: [B] }),
      after({ includeTargets: [B] }),
    ],
    'a collection that is emptied': [
      after({ excludeTargets: [A] }),
      set({ excludeTargets: [] }),
      after({ excludeTargets: [] }),
    ],
    'a collection of which one is left': [
      after({ includeTargets: [A, B] }),
      set({ includeTargets: [B] }),
      after({ includeTargets: [B] }),
    ],
  },
  breaks: {
    'a collection that is added to': [
      [after({ includeTargets: [A] }), set({ includeTargets: [B] }), after({ includeTargets: [A, B] })],
      violates('/includeTargets', JSON.stringify([B]), JSON.stringify([A, B])),
    ],
    'a collection that is not emptied': [
      [after({ excludeTargets: [A] }), set({ excludeTargets: [] }), after({ excludeTargets: [A] })],
      violates('/excludeTargets', '[]', JSON.stringify([A])),
    ],
    'a target that is no object, where one was sent': [
      [set({ excludeTargets: [A] }), after({ excludeTargets: [A, 'b'] })],
      violates('/excludeTargets', JSON.stringify([A]), JSON.stringify([A, 'b'])),
    ],
    'a target of nobody, with no read before': [
      [set({ excludeTargets: [A] }), after({ excludeTargets: [A, B] })],
      violates('/excludeTargets', JSON.stringify([A]), JSON.stringify([A, B])),
    ],
  },
  silent: {
    'a collection that only grows, which cannot show it': [
      after({ includeTargets: [A] }),
      set({ includeTargets: [A, B] }),
      after({ includeTargets: [A, B] }),
    ],
    'an update without targets': [after(), set({ defaultLength: 20 }), after({ defaultLength: 20 })],
    'a collection that is null': [after(), set({ includeTargets: null }), after()],
  },
});

test('a collection that is added to has been applied all the same', () => {
  const steps = [
    after({ includeTargets: [A] }),
    set({ includeTargets: [B] }),
    after({ includeTargets: [A, B] }),
  ];
  expect(judgeOne('state/apply', steps)).toMatchObject({ outcome: 'conforms', findings: [] });
});

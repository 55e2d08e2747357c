import { judge } from '../../../src/judge/judge';
import { context, POLICY, refusal, settled, update } from '../../checks/support';

/** The rows that the refusal of an update which conforms follows from, behind a refused one and a read. */
function causesOfRefusal(stored: object, members: object): (string | null)[] {
  const wrong = { minimumLifetimeInMinutes: 500, defaultLength: 49 };
  const { findings, causes } = judge(
    [
      update({ ...POLICY, id: undefined }, { context: context({}) }),
      settled(POLICY),
      { ...refusal(), request: update(wrong).request, context: context({}) },
      settled({ ...POLICY, ...stored }),
      { ...refusal(), request: update(members).request, context: context({ accept: 'RES-204' }) },
    ],
    { subject: 'provider', planned: new Map([['RES-204', undefined]]) },
  );
  const refused = findings.find(({ check }) => check === 'response/acceptance');
  if (!refused) throw new Error('the refusal was not found');
  return (causes?.get(refused) ?? []).map(({ requirement }) => requirement);
}

test('a refusal follows from the value that a refused update left behind, with which it is out of order', () => {
  expect(causesOfRefusal({ minimumLifetimeInMinutes: 500 }, { defaultLifetimeInMinutes: 240 })).toEqual([
    'SEM-ATOMIC',
  ]);
});

test.each([
  ['nothing was left behind', {}, { defaultLifetimeInMinutes: 240 }],
  ['what was left behind is in order with it', { defaultLength: 20 }, { defaultLifetimeInMinutes: 240 }],
  [
    'it is in order with what was left behind',
    { minimumLifetimeInMinutes: 500 },
    { defaultLifetimeInMinutes: 600 },
  ],
])('a refusal follows from nothing where %s', (_what, stored, members) => {
  expect(causesOfRefusal(stored, members)).toEqual([]);
});

/** Members that were null before a run wrote them are null behind it, where the provider takes that. */
import { operationNamed } from '../../src/contract/operation';
import { isMembers, type Members } from '../../src/exchanges/body';
import { makeAsItWas } from '../../src/live/put-back';
import type { Send } from '../../src/scenarios/scenario';
import type { Sender } from '../../src/wire/sender';
import { exchange } from '../checks/support';

const operation = operationNamed('authenticationMethodsPolicy');
const ORIGINAL = { id: 'x', policyMigrationState: null, reconfirmationInDays: null, policyVersion: '1.5' };

/** Puts the original back on a provider that has another policy. */
async function putBack(now: Members, { written = ['policymigrationstate'], takesNull = true } = {}) {
  let policy: Members = { ...ORIGINAL, ...now };
  const updates: Members[] = [];
  const answer = ({ method, payload }: Send): ReturnType<typeof exchange> => {
    if (method === 'GET') return exchange({ method, status: 200, answer: { json: policy } });
    const json = payload && 'json' in payload ? payload.json : undefined;
    if (!isMembers(json)) throw new Error('an update has members');
    updates.push(json);
    if (!takesNull && Object.values(json).includes(null)) return exchange({ json, status: 400 });
    policy = { ...policy, ...json };
    return exchange({ json, status: 200 });
  };
  const sender = { operation, send: (send: Send) => Promise.resolve(answer(send)) } as unknown as Sender;
  const was = await makeAsItWas(sender, {
    ...{ operation, original: ORIGINAL, written: new Set(written), settle: 0, hold: 0 },
    scenarios: { update: 'put-back', reads: 'put-back/last' },
    parse: ({ request }) => (request.method === 'GET' ? policy : undefined),
  });
  return { updates, was };
}

const FIRST = expect.not.objectContaining({ policyMigrationState: null }) as unknown;

test('a member that was written is null again, by an update of its own', async () => {
  const { updates, was } = await putBack({ policyMigrationState: 'preMigration' });
  expect(updates).toEqual([FIRST, { policyMigrationState: null }]);
  expect(was).toMatchObject({ accepted: true, left: [] });
});

test('where the provider refuses null, the others are put back, and what is left is told', async () => {
  const now = { policyMigrationState: 'preMigration', policyVersion: '1.6' };
  const { was } = await putBack(now, { takesNull: false });
  expect(was).toMatchObject({
    accepted: true,
    left: ['policyMigrationState is "preMigration", and was null'],
  });
});

test.each<[what: string, now: Members, written: string[]]>([
  ['nobody wrote', { policyMigrationState: 'preMigration' }, ['policyversion']],
  ['is null all the same', {}, ['policymigrationstate']],
])('null is not sent for a member that %s', async (_what, now, written) => {
  const { updates } = await putBack(now, { written });
  expect(updates).toEqual([FIRST]);
});

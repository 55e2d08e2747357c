/** A provider that stops answering in the middle is one line, and no cascade of violations. */
import { refused, verifyMutant, type Mutation } from './mutant';

/** Takes no token any more from some request on. */
const expiresAfter = (requests: number): Mutation => {
  let count = 0;
  return {
    request: (call) =>
      (count += 1) > requests ? refused(call, 401, 'Expired.', { 'WWW-Authenticate': 'Bearer' }) : {},
  };
};

test.each([
  ['can be read', []],
  ['cannot be read, and is asked by a write', ['read' as const]],
])('a token that expires ends the run, where the provider %s', async (_what, lacks) => {
  const report = await verifyMutant(expiresAfter(40), { lacks });
  expect(report.verdict).toBe('incomplete');
  expect(report.reason).toMatch(/^the provider stopped answering: .* 401: the provider refused the token/);
  expect(report.counts.violates).toBe(0);
});

test('refusals that only look like it do not end the run, where the provider cannot be read', async () => {
  const mutation: Mutation = {
    request: (call) => ('excludeTargets' in call.json ? refused(call, 403) : {}),
  };
  const report = await verifyMutant(mutation, { lacks: ['read'] });
  expect(report.reason ?? '').not.toMatch(/and then no more/);
});

test.each([
  [403, 'the token lacks the permission: Policy.ReadWrite.AuthenticationMethod is needed'],
  [407, 'a proxy on the way requires credentials'],
  [500, 'neither a read nor a write succeeds'],
])('a provider that answers %s to everything is told in one line', async (status, advice) => {
  const report = await verifyMutant({ request: (call) => refused(call, status) });
  expect(report).toMatchObject({ verdict: 'incomplete', reason: expect.stringContaining(advice) as string });
});

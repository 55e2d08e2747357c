import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { sequencesOf } from '../../src/explore/generate';
import { Judge } from '../../src/judge/judge';
import { INVENTED_GROUPS } from '../../src/scenarios/invented-groups';

/** The updates of a few sequences for an operation. */
function updatesOf(name: string): Record<string, unknown>[] {
  const { bench } = new Judge({ register: registerOf(operationNamed(name)), subject: 'provider' });
  return sequencesOf({ sequences: 40, seed: 1, groups: INVENTED_GROUPS, canDelete: false, bench })
    .flat()
    .flatMap((step) => (step.kind === 'update' ? [step.members] : []));
}

test('a collection of one item is not sent empty: fido2 has a profile that nobody can delete', () => {
  const updates = updatesOf('fido2');
  expect(updates.length).toBeGreaterThan(40);
  const ids = updates.flatMap(({ passkeyProfiles }) =>
    passkeyProfiles === undefined ? [] : [(passkeyProfiles as { id: string }[]).map(({ id }) => id)],
  );
  expect(ids.length).toBeGreaterThan(4);
  expect(ids.filter((each) => each.join() !== '00000000-0000-0000-0000-000000000001')).toEqual([]);
  expect(updates.some((members) => 'excludeTargets' in members)).toBe(true);
});

test('parts that no page lets an update set are not sent', () => {
  const text = JSON.stringify(updatesOf('x509Certificate'));
  expect(text).toContain('x509CertificateAuthenticationDefaultMode');
  expect(text).not.toMatch(/AffinityLevel/i);
});

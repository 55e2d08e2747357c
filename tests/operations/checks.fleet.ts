import { startFaulty, type Behaviour } from '../../src/fleet/faults';
import { done, refused } from '../../src/fleet/faults/behaviour';
import { READ_SCOPE, WRITE_SCOPE, testToken } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { registerOf } from '../../src/contract/register/register';
import { operationNamed } from '../../src/contract/operation';
import { verify } from '../../src/run/verify';
import { PAGES, type Sibling } from './support';

const SETTLED = {
  token: testToken(WRITE_SCOPE),
  tokenReadOnly: testToken(READ_SCOPE),
  settle: 30,
  timeout: 2000,
  // A commit that is given spares a call of git.
  env: { GITHUB_SHA: '0'.repeat(40) },
};

async function verified(name: Sibling, behaviour: Behaviour): Promise<Report> {
  const provider = await startFaulty(behaviour, { operation: name });
  try {
    return await verify({ ...SETTLED, provider: provider.url, register: registerOf(operationNamed(name)) });
  } finally {
    await provider.close();
  }
}
const broken = ({ requirements }: Report): string[] =>
  requirements.filter(({ outcome }) => outcome === 'violates' || outcome === 'deviates').map(({ id }) => id);

test('a whole run finds nothing where the provider refuses targets that only the resource page lets be set', async () => {
  let met = 0;
  const report = await verified('sms', {
    request(call) {
      if (call.method !== 'PATCH' || !('includeTargets' in call.json)) return {};
      met += 1;
      return refused(call);
    },
  });
  expect(met).toBeGreaterThan(0);
  expect(broken(report)).toEqual([]);
  expect(report.verdict).toBe('conforms');
});

test('a whole run finds that targets are taken and not stored', async () => {
  const report = await verified('sms', {
    request(call) {
      if (call.method !== 'PATCH' || !('includeTargets' in call.json)) return {};
      // JSON has no undefined: the member is left out.
      return { body: JSON.stringify({ ...call.json, includeTargets: undefined }) };
    },
  });
  expect(report.verdict).toBe('violates');
  expect(broken(report)).toContain('SEM-APPLY');
});

test('a whole run finds that a model of keys is lost', async () => {
  const report = await verified('fido2', {
    request({ method, json }) {
      const { keyRestrictions } = json as { keyRestrictions?: { aaGuids?: unknown } };
      if (method !== 'PATCH' || !Array.isArray(keyRestrictions?.aaGuids)) return {};
      const aaGuids: unknown[] = keyRestrictions.aaGuids.slice(1);
      return { body: JSON.stringify({ ...json, keyRestrictions: { ...keyRestrictions, aaGuids } }) };
    },
  });
  const lost = report.findings.filter(({ requirement }) => requirement === 'SEM-APPLY');
  expect(new Set(lost.map(({ pointer }) => pointer))).toEqual(new Set(['/keyRestrictions']));
  expect(broken(report)).toContain('SEM-APPLY');
});

test('a whole run finds that an update of another type is taken', async () => {
  const report = await verified('fido2', {
    request: (call) => (call.json['@odata.type'] === PAGES.sms.type ? done(call) : {}),
  });
  expect(broken(report)).toEqual(['ERR-TYPE']);
});

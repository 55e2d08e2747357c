import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { READ_SCOPE, startProviderOf, testToken, WRITE_SCOPE } from '../../src/provider';
import { verify } from '../../src/run/verify';
import { SIBLINGS } from './support';

/** Those of which every surface is tried in verify.fleet.ts. */
const TRIED = ['sms', 'fido2'];

test.each(SIBLINGS.filter((name) => !TRIED.includes(name)))(
  '%s: a run on the embedded provider conforms, strictly too, and judges each row that it can provoke',
  async (name) => {
    const register = registerOf(operationNamed(name));
    const provider = await startProviderOf(name);
    try {
      const { requirements, findings } = await verify({
        provider: provider.url,
        register,
        token: testToken(WRITE_SCOPE),
        tokenReadOnly: testToken(READ_SCOPE),
        settle: 30,
        env: { GITHUB_SHA: '0'.repeat(40) },
      });
      expect(findings.filter(({ outcome }) => outcome !== 'informational')).toEqual([]);
      const wanted = register.rows.filter(
        ({ actor, level, basis, planned }) =>
          // The rules of HTTP are judged where they are asked for.
          actor === 'provider' && level !== 'NONE' && basis !== 'http' && planned,
      );
      expect(wanted.length).toBeGreaterThan(25);
      const judged = new Map(requirements.map((row) => [row.id, row]));
      expect(wanted.filter(({ id }) => !judged.get(id)?.judged).map(({ id }) => id)).toEqual([]);
    } finally {
      await provider.close();
    }
  },
);

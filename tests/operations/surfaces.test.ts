import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import '../../src/jest';
import { describeContract } from '../../src/jest';
import { openJournals } from '../../src/live/journal';
import { startProviderOf, testToken, WRITE_SCOPE } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { commandLine, temporaryFolder } from '../cli/support';

const folder = temporaryFolder();
const command = commandLine(folder);
const SMS = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/Sms';
const FIDO2 = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/Fido2';
const TYPE = '#microsoft.graph.smsAuthenticationMethodConfiguration';
const headers = { Authorization: `Bearer ${testToken(WRITE_SCOPE)}`, 'Content-Type': 'application/json' };
const ROOT = 'https://graph.microsoft.com/v1.0';

describe('a matcher takes the operation that the URL names', () => {
  const update = (url: string, body: object) => ({ method: 'PATCH', url: `${ROOT}${url}`, headers, body });

  test('and its type', () => {
    expect(update(SMS, { '@odata.type': TYPE, state: 'enabled' })).toCarryODataType();
    expect(update(FIDO2, { '@odata.type': TYPE, state: 'enabled' })).not.toCarryODataType();
  });

  test('and its rows', () => {
    expect(update(SMS, { '@odata.type': TYPE, state: 'enabled' })).toConformToContract();
    expect(() => expect(update(SMS, { '@odata.type': TYPE, state: 'on' })).toConformToContract()).toThrow(
      /REQ-STATE[\s\S]*smsauthenticationmethodconfiguration/,
    );
  });

  test('of an answer as well', async () => {
    const provider = await startProviderOf('sms');
    try {
      const body = JSON.stringify({ '@odata.type': TYPE, state: 'enabled' });
      const answer = await fetch(`${provider.url}${SMS}`, { method: 'PATCH', headers, body });
      await expect(answer.clone()).toBeNoContent();
      await expect(answer).toConformToContract();
      const read = await fetch(`${provider.url}${SMS}`, { headers });
      await expect(read).toConformToContract({ to: 'read' });
    } finally {
      await provider.close();
    }
  });
});

// A throttle is nothing that a run can provoke.
describeContract({ operation: 'sms', name: 'text messages, a test for each check', skip: ['THR-429'] });

test('serve --chaos and proxy stand before the policy that is named, and judge by its register', async () => {
  const end = new AbortController();
  let printed = '';
  const ran = command(
    ['proxy', '--operation', 'fido2', '--port', '0', '--max', '2', '--record', 'recorded.json'],
    {
      stdout: (text) => void (printed += text),
      stderr: (text) => void (printed += text),
      signal: end.signal,
    },
  );
  while (!/^http\S+\n/m.test(printed)) await new Promise((resolve) => setTimeout(resolve, 10));
  const [url = ''] = /^http\S+/m.exec(printed) ?? [];
  const body = JSON.stringify({
    '@odata.type': '#microsoft.graph.fido2AuthenticationMethodConfiguration',
    isSelfServiceRegistrationAllowed: false,
  });
  await fetch(`${url}${FIDO2}`, { method: 'PATCH', headers, body });
  await fetch(`${url}${FIDO2}`, { headers });
  await ran;
  const report = JSON.parse(readFileSync(path.join(folder, 'reports', 'report.json'), 'utf8')) as Report;
  expect(report.contract.operation).toBe(`PATCH ${FIDO2}`);
  expect(report.requirements.find(({ id }) => id === 'REQ-SELFREG')).toMatchObject({
    outcome: 'conforms',
    judged: 1,
  });
  const recorded = JSON.parse(readFileSync(path.join(folder, 'recorded.json'), 'utf8')) as {
    interactions: { request: { path: string } }[];
  };
  expect(recorded.interactions.map(({ request }) => request.path)).toEqual([FIDO2, FIDO2]);
});

test('restore puts a policy back by the operation that its journal names', async () => {
  const provider = await startProviderOf('sms');
  try {
    const original = provider.store.get();
    const journal = path.join(folder, 'journal');
    mkdirSync(journal, { recursive: true });
    const written = { state: ['"enabled"', 'enabled', 'disabled', '"disabled"'] };
    const entry = {
      ...{ version: 1, target: provider.url, operation: 'sms', key: 'returned-key', original, written },
      ...{ startedAt: '2026-11-23T08:00:00.000Z', pid: 2 ** 22, host: 'elsewhere' },
    };
    writeFileSync(path.join(journal, 'one.journal.json'), `${JSON.stringify(entry)}\n`);
    provider.store.set({ ...original, state: 'enabled' });
    const ran = await command(['restore', '--journal', 'journal', '--settle', '50', '--force']);
    expect(ran).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('the policy is as it was') as string,
    });
    expect(provider.store.get()).toEqual(original);
    expect(openJournals(journal)).toEqual([]);
    expect(existsSync(path.join(journal, 'one.journal.json'))).toBe(false);
  } finally {
    await provider.close();
  }
});

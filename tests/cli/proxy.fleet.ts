import { readFileSync } from 'node:fs';
import path from 'node:path';
import { testToken, WRITE_SCOPE } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { PATH, TYPE } from '../checks/support';
import { commandLine, starter, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const start = starter(folder);
const TOKEN = testToken(WRITE_SCOPE);

const report = (out: string): Report =>
  JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')) as Report;

function send(url: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}${PATH}`, {
    method: body ? 'PATCH' : 'GET',
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

test('records a Pact that the embedded provider then passes, and keeps no secret anywhere', async () => {
  const { url, ended } = await start(
    ...['proxy', '--record', 'pacts/portal.json', '--consumer', 'portal', '--max', '5', '--out', 'recorded'],
  );
  await send(url);
  await send(url, { '@odata.type': TYPE, state: 'enabled' }, { Cookie: 'session=not-to-be-seen' });
  await send(url, { '@odata.type': TYPE, state: 'disabled' });
  await send(url, { '@odata.type': TYPE, maximumLifetimeInMinutes: 600 });
  await send(url, { state: 'enabled' });
  const { stdout, stderr } = await ended;
  const pact = readFileSync(path.join(folder, 'pacts', 'portal.json'), 'utf8');
  const { interactions } = JSON.parse(pact) as { interactions: { description: string }[] };
  expect(interactions.map(({ description }) => description)).toEqual([
    'a read of the policy',
    'an update of maximumLifetimeInMinutes',
    'an update of state',
  ]);
  expect(stdout).toContain(`wrote ${path.join('pacts', 'portal.json')}`);
  const record = readFileSync(path.join(folder, 'recorded', 'evidence.ndjson'), 'utf8');
  for (const text of [pact, record, stdout, JSON.stringify(report('recorded'))]) {
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain('not-to-be-seen');
  }
  expect(stderr).not.toContain('not-to-be-seen');

  const verified = await graphContract(['verify', '--pact', 'pacts/portal.json', '--out', 'verified']);
  expect(verified.exitCode).toBe(0);
  expect(report('verified').interactions.map(({ outcome }) => outcome)).toEqual(Array(3).fill('conforms'));
});

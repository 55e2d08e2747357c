import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { READ_SCOPE, testToken } from '../../src/provider';
import type { Merged } from '../../src/results/merge';
import type { Report } from '../../src/results/report';
import { registerOf } from '../../src/contract/register/register';
import { complaintOf } from '../../src/contract/published';
import { operationNamed, operationNames } from '../../src/contract/operation';
import { commandLine, temporaryFolder } from '../cli/support';
import { PAGES, target, updateOf, type Sibling } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')) as Report;

const NAMES: Sibling[] = ['sms', 'fido2'];
const SIGNATURE = (name: Sibling): string => `PATCH ${PAGES[name].path}`;

beforeAll(async () => {
  for (const name of NAMES) await graphContract(['verify', '--operation', name, '--out', name, '--quiet']);
});

/** An update as a line of recorded traffic. */
const line = (name: Sibling, body: object): string =>
  `${JSON.stringify({
    request: {
      method: 'PATCH',
      url: `https://graph.microsoft.com/v1.0${PAGES[name].path}`,
      headers: { 'Content-Type': 'application/json' },
      body,
    },
  })}\n`;

describe.each(NAMES)('%s', (name) => {
  const register = registerOf(operationNamed(name));

  test('a run on the embedded provider conforms, strictly too', async () => {
    const ran = await graphContract(['verify', '--operation', name, '--strict', '--out', `${name}-strict`]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^CONFORMS {2}\w+, provider http:\/\/127\.0\.0\.1:\d+\/v1\.0\n/);
  });

  test('its report is of its own contract, and has the published shape', () => {
    const report = reportIn(name);
    expect(report.verdict).toBe('conforms');
    expect(report.contract).toEqual({
      operation: SIGNATURE(name),
      revision: register.revision,
      digest: operationNamed(name).digest,
    });
    expect(complaintOf('report', report)).toBeUndefined();
  });

  test('it judges every row of providers that a run can provoke, and each MUST conforms', () => {
    const wanted = register.rows.filter(
      ({ actor, level, basis, planned }) =>
        // The rules of HTTP are judged where they are asked for.
        actor === 'provider' && level !== 'NONE' && basis !== 'http' && planned,
    );
    const judged = new Map(reportIn(name).requirements.map((row) => [row.id, row]));
    expect(wanted.length).toBeGreaterThan(25);
    expect(wanted.filter(({ id }) => !judged.get(id)?.judged).map(({ id }) => id)).toEqual([]);
    const must = wanted.filter(({ level }) => level === 'MUST');
    expect(must.filter(({ id }) => judged.get(id)?.outcome !== 'conforms').map(({ id }) => id)).toEqual([]);
  });

  test('it has no row but those of its register', () => {
    for (const { id } of reportIn(name).requirements) expect(register.byId.has(id)).toBe(true);
  });

  test('its evidence is of its own path, of batches and of keys that nobody has alone', () => {
    type Line = { request?: { url: string }; context?: { scenario: string } };
    const urls = readFileSync(path.join(folder, name, 'evidence.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Line)
      .filter(({ context }) => context?.scenario.startsWith('refusals/other-key') !== true)
      .flatMap(({ request }) => request?.url ?? []);
    expect(urls.length).toBeGreaterThan(100);
    const strangers = urls.filter(
      (url) =>
        !/\/\$batch$/.test(url) &&
        !decodeURIComponent(url).toLowerCase().includes(PAGES[name].key.toLowerCase()),
    );
    expect(strangers).toEqual([]);
  });

  test('its evidence is judged again with the same result', async () => {
    const ran = await graphContract([
      ...['judge', `${name}/evidence.ndjson`, '--operation', name, '--out', `${name}-again`],
    ]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    const before = reportIn(name);
    const again = reportIn(`${name}-again`);
    expect({ ...again, provenance: before.provenance }).toEqual(before);
  });

  test('its evidence is judged by its own operation where none is named', async () => {
    const ran = await graphContract(['judge', `${name}/evidence.ndjson`, '--out', `${name}-unnamed`]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(reportIn(`${name}-unnamed`).contract).toEqual(reportIn(name).contract);
  });

  test('its evidence is not judged as that of another', async () => {
    const other = name === 'sms' ? 'fido2' : 'sms';
    const ran = await graphContract([
      ...['judge', `${name}/evidence.ndjson`, '--operation', other, '--out', 'other'],
    ]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr).toBe(
      `${name}/evidence.ndjson: it is the record of a run of ${SIGNATURE(name)}: use --operation ${name}\n`,
    );
  });

  test('two runs of it do not differ, and are merged into one report', async () => {
    const files = ['one', 'other'].map((run) => `${name}-${run}/report.json`);
    for (const run of ['one', 'other'])
      await graphContract([
        ...['verify', '--operation', name, '--no-contexts', '--out', `${name}-${run}`, '--quiet'],
      ]);
    expect(await graphContract(['diff', ...files])).toEqual({
      ...{ exitCode: 0, stdout: 'no difference\n', stderr: '' },
    });
    const merged = await graphContract(['merge', ...files, '--out', `${name}-merged`]);
    expect(merged).toMatchObject({ exitCode: 0, stderr: '' });
    const { contract, parts } = JSON.parse(
      readFileSync(path.join(folder, `${name}-merged`, 'merged.json'), 'utf8'),
    ) as Merged;
    expect([contract.operation, parts.length]).toEqual([SIGNATURE(name), 2]);
    const table = readFileSync(path.join(folder, `${name}-merged`, 'merged.md'), 'utf8');
    expect(table).toContain('SEM-APPLY');
    expect(table).not.toContain('ERR-RANGE');
  });

  test('traffic with a fault is found by its own rows, and passed over by another operation', async () => {
    const faulty =
      name === 'sms'
        ? { includeTargets: [target({ isUsableForSignIn: 'true' })] }
        : { keyRestrictions: { aaGuids: 'one' } };
    const row = name === 'sms' ? 'REQ-TGT-SIGNIN' : 'REQ-KEYRES';
    const good = line(name, updateOf(name, { state: 'enabled' }));
    writeFileSync(path.join(folder, `${name}.ndjson`), good + line(name, updateOf(name, faulty)));

    const found = await graphContract(['check', `${name}.ndjson`, '--operation', name, '--out', 'found']);
    expect(found.exitCode).toBe(1);
    const { findings, contract, inputs } = reportIn('found');
    expect(contract.operation).toBe(SIGNATURE(name));
    expect(findings.filter(({ outcome }) => outcome === 'violates')).toEqual([
      expect.objectContaining({ requirement: row, blame: 'client', exchanges: ['2'] }),
    ]);
    expect(inputs).toEqual([{ file: `${name}.ndjson`, read: 2, judged: 2, passedOver: {} }]);

    const { title } = register.byId.get(row) ?? { title: 'no such row' };
    writeFileSync(path.join(folder, 'good.ndjson'), good);
    await graphContract(['check', 'good.ndjson', '--operation', name, '--out', 'good', '--quiet']);
    const difference = await graphContract(['diff', 'good/report.json', 'found/report.json']);
    expect(difference.exitCode).toBe(1);
    expect(difference.stdout).toContain(`${row} MUST  ${title}  `);
    await graphContract(['merge', 'good/report.json', 'found/report.json', '--out', 'told', '--quiet']);
    expect(readFileSync(path.join(folder, 'told', 'merged.md'), 'utf8')).toContain(
      `| \`${row}\` | MUST | ${title} |`,
    );

    const another = ['--operation', 'temporaryAccessPass'];
    const passed = await graphContract(['check', `${name}.ndjson`, ...another, '--out', 'passed']);
    expect(passed.exitCode).toBe(3);
    expect(reportIn('passed').inputs[0]?.judged).toBe(0);
    expect(passed.stdout + passed.stderr).toContain(`--operation ${name} judges`);
  });

  test('is served until that is ended, beside the policies of the other methods', async () => {
    const end = new AbortController();
    let url = '';
    let ended: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve) => {
      ended = graphContract(['serve', '--operation', name, '--port', '0', '--quiet'], {
        stdout: (text) => ((url = text.trim()), resolve()),
        signal: end.signal,
      });
    });
    const get = (key: string) =>
      fetch(`${url}${PAGES[name].path.replace(PAGES[name].key, key)}`, {
        headers: { Authorization: `Bearer ${testToken(READ_SCOPE)}` },
      });
    const answer = await get(PAGES[name].key);
    expect(await answer.json()).toMatchObject({ '@odata.type': PAGES[name].type, id: PAGES[name].key });
    // One tenant has the policies of all methods.
    expect((await get('TemporaryAccessPass')).status).toBe(200);
    expect((await get('Nobodys')).status).toBe(404);
    end.abort();
    expect(await ended).toMatchObject({ exitCode: 0 });
  });

  test('its register is printed, as a table and as JSON', async () => {
    const { stdout } = await graphContract(['requirements', '--operation', name]);
    for (const { id } of register.rows) expect(stdout).toContain(id);
    expect(stdout).not.toContain('REQ-MINMAX');
    const json = await graphContract(['requirements', '--operation', name, '--json']);
    const { requirements } = JSON.parse(json.stdout) as { requirements: { id: string }[] };
    expect(requirements.map(({ id }) => id)).toEqual(register.rows.map(({ id }) => id));
  });

  test('what breaks no row of it cannot be explained', async () => {
    const ran = await graphContract(['explain', '--operation', name, 'REQ-LEN']);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^no row and no check is named REQ-LEN;.*\n$/);
  });
});

test('of a batch with items of several operations each operation judges its own', async () => {
  const item = (id: string, name: Sibling, body: object): object => ({
    ...{ id, method: 'PATCH', url: PAGES[name].path, body },
    headers: { 'Content-Type': 'application/json' },
  });
  const request = {
    method: 'POST',
    url: 'https://graph.microsoft.com/v1.0/$batch',
    headers: { 'Content-Type': 'application/json' },
    body: {
      requests: [
        item('1', 'sms', { state: 'enabled' }),
        item('2', 'fido2', updateOf('fido2', { keyRestrictions: [] })),
      ],
    },
  };
  writeFileSync(path.join(folder, 'batch.ndjson'), `${JSON.stringify({ request })}\n`);
  const violated = async (operation: string): Promise<string[]> => {
    await graphContract(['check', 'batch.ndjson', '--operation', operation, '--out', 'batch', '--quiet']);
    const { findings } = reportIn('batch');
    return findings.flatMap(({ requirement, outcome }) =>
      outcome === 'violates' ? [requirement ?? ''] : [],
    );
  };
  expect(await violated('sms')).toEqual(['REQ-TYPE']);
  expect(await violated('fido2')).toEqual(['REQ-KEYRES']);
  expect(await violated('temporaryAccessPass')).toEqual([]);
});

test.each<[Sibling, string, RegExp]>([
  ['sms', 'REQ-TGT-SIGNIN', /^REQ-TGT-SIGNIN {2}MUST {2}client {2}stated\nisUsableForSignIn is a boolean\n/],
  ['sms', 'request/target-sign-in', /^REQ-TGT-SIGNIN {2}MUST/],
  ['fido2', 'REQ-KEYRES', /^REQ-KEYRES {2}MUST {2}client {2}stated\nkeyRestrictions has its types\n/],
  ['fido2', 'REQ-ID-BODY', /is the string\s+Fido2/],
])('%s: %s is explained', async (name, row, text) => {
  const ran = await graphContract(['explain', '--operation', name, row]);
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ran.stdout).toMatch(text);
});

test.each([
  ['verify'],
  ['check', 'sms.ndjson'],
  ['judge', 'sms/evidence.ndjson'],
  ['serve', '--port', '0'],
  ['requirements'],
  ['explain', 'REQ-TYPE'],
  ['strength'],
])('%s of an operation that nobody knows is one line', async (...args) => {
  const ran = await graphContract([...args, '--operation', 'hardwareOath']);
  expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ran.stderr.trim()).not.toContain('\n');
  expect(ran.stderr).toContain('hardwareOath');
  for (const name of operationNames()) expect(ran.stderr).toContain(name);
});

test('a register asked for by a name in another letter case is the same', () => {
  expect(operationNamed('SMS')).toBe(operationNamed('sms'));
  expect(() => operationNamed('hardwareOath')).toThrow(
    `no operation is named hardwareOath: there are ${operationNames().join(', ')}, and`,
  );
});

test('reports of different operations are not compared', async () => {
  const ran = await graphContract(['diff', 'sms/report.json', 'fido2/report.json']);
  expect(ran).toEqual({
    exitCode: 3,
    stdout: '',
    stderr: `the reports cannot be compared: they are of different operations: ${SIGNATURE('sms')}, and ${SIGNATURE('fido2')}\n`,
  });
});

test('reports of different operations are not merged', async () => {
  const ran = await graphContract(['merge', 'fido2/report.json', 'sms/report.json', '--out', 'both']);
  expect(ran).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: `reports of different operations cannot be merged: ${SIGNATURE('fido2')}, and ${SIGNATURE('sms')}\n`,
  });
});

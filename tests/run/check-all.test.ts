import { XMLParser } from 'fast-xml-parser';
import { complaintOf } from '../../src/contract/published';
import { operationNames, operationNamed } from '../../src/contract/operation';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { sourceOf } from '../../src/exchanges/readers/source';
import { renderSeveralHtml } from '../../src/reports/html/several';
import {
  renderSeveralConsole,
  renderSeveralJson,
  renderSeveralJunit,
  renderSeveralMarkdown,
  renderSeveralSarif,
} from '../../src/reports/several';
import { readReport, readReportOrMerged } from '../../src/results/read';
import type { Report } from '../../src/results/report';
import { severalOf, type Several } from '../../src/results/several';
import { letAllThrough } from '../../src/results/waivers/apply';
import { check } from '../../src/run/check';
import { checkAll } from '../../src/run/check-all';
import { verify } from '../../src/run/verify';
import { startProviderOf, testToken, WRITE_SCOPE } from '../../src/provider';
import { registerOf } from '../../src/contract/register/register';

const ROOT = 'https://graph.microsoft.com/v1.0';
const pathOf = (name: string): string => operationNamed(name).path;
const typeOf = (name: string): string => `#microsoft.graph.${name}AuthenticationMethodConfiguration`;
const line = (url: string, body?: object, method = 'PATCH'): string =>
  JSON.stringify({ request: { method, url, headers: { 'Content-Type': 'application/json' }, body } });
const update = (name: string, body: object = { '@odata.type': typeOf(name), state: 'enabled' }): string =>
  line(`${ROOT}${pathOf(name)}`, body);
const batch = (...names: string[]): string =>
  line(
    `${ROOT}/$batch`,
    {
      requests: names.map((name, at) => ({
        id: String(at),
        method: 'PATCH',
        url: pathOf(name),
        headers: { 'Content-Type': 'application/json' },
        body: { '@odata.type': typeOf(name), state: 'enabled' },
      })),
    },
    'POST',
  );
const elsewhere = line('https://graph.microsoft.com/v1.0/me', undefined, 'GET');
const sources = (...files: string[][]) =>
  files.map((lines, at) => sourceOf(`${at}.ndjson`, Readable.from([Buffer.from(lines.join('\n'))])));

const judged = (...files: string[][]): Promise<Report[]> => checkAll({ sources: sources(...files) });
const nameOf = ({ contract }: Report): string =>
  operationNames().find((name) => operationNamed(name).signature === contract.operation) ?? 'none';
const verdicts = (reports: readonly Report[]): Record<string, string> =>
  Object.fromEntries(reports.map((report) => [nameOf(report), report.verdict]));

describe('whichever operation a request is of', () => {
  test('a request to each policy is judged by the pack of that policy', async () => {
    const reports = await judged(operationNames().map((name) => line(`${ROOT}${pathOf(name)}`, {}, 'GET')));
    expect(reports.map(nameOf)).toEqual([...operationNames()]);
    for (const { inputs } of reports)
      expect(inputs).toEqual([
        {
          file: '0.ndjson',
          read: operationNames().length,
          judged: 1,
          passedOver: { 'judged in the report of another operation': operationNames().length - 1 },
        },
      ]);
  });

  test('a misspelt path is told of once, in the report of the operation that it is near to', async () => {
    const misspelt = line(`${ROOT}${pathOf('temporaryAccessPass').replace('Access', 'Acess')}`, {}, 'GET');
    const reports = await judged([update('sms'), misspelt, update('temporaryAccessPass'), elsewhere]);
    const notes = reports.map((report) => [
      nameOf(report),
      report.findings.filter(({ message }) => message.includes('unknown path')).length,
    ]);
    expect(notes).toEqual([
      ['temporaryAccessPass', 1],
      ['sms', 0],
    ]);
    for (const { inputs } of reports)
      expect(inputs[0]?.passedOver).toEqual({
        'judged in the report of another operation': 1,
        'another operation': 2,
      });
  });

  test('one of one operation is the report that --operation makes', async () => {
    const lines = [update('sms'), update('sms', { state: 'on' }), elsewhere, '{', update('sms')];
    const [report, ...others] = await judged(lines);
    const alone = await check({ sources: sources(lines), register: registerOf(operationNamed('sms')) });
    expect(others).toEqual([]);
    expect({ ...report, provenance: null }).toEqual({ ...alone, provenance: null });
  });

  test('an operation of which a selection leaves no row is left out, unless all are', async () => {
    const lines = [update('sms'), update('temporaryAccessPass')];
    const only = (row: string): Promise<Report[]> => checkAll({ sources: sources(lines), only: [row] });
    expect(verdicts(await only('REQ-MIN'))).toEqual({ temporaryAccessPass: 'incomplete' });
    expect(verdicts(await only('REQ-TYPE'))).toEqual({ temporaryAccessPass: 'conforms', sms: 'conforms' });
    expect(Object.keys(verdicts(await only('REQ-NONE')))).toEqual(['temporaryAccessPass', 'sms']);
  });

  test('traffic of none is told of as that of the default operation', async () => {
    const [report] = await judged([elsewhere]);
    expect(report).toMatchObject({
      ...{ verdict: 'incomplete', reason: 'nothing was judged' },
      inputs: [{ read: 1, judged: 0, passedOver: { 'another operation': 1 } }],
    });
    expect(verdicts(await judged([batch()]))).toEqual({ temporaryAccessPass: expect.any(String) });
  });

  test('a batch is judged by each operation that has a request in it', async () => {
    const reports = await judged([update('voice'), batch('sms', 'voice'), batch('sms', 'voice')]);
    expect(reports.map((report) => [nameOf(report), report.inputs[0]?.judged])).toEqual([
      ['sms', 2],
      ['voice', 3],
    ]);
  });

  test('what is like a line that was judged counts for its operation alone, in every file', async () => {
    const reports = await judged(
      [update('sms'), update('sms'), update('voice'), update('voice')],
      [update('voice'), update('sms'), elsewhere, update('voice')],
    );
    const counts = reports.map(({ inputs }) => inputs.map(({ read, judged: some }) => [read, some]));
    expect(counts).toEqual([
      [
        [4, 2],
        [4, 1],
      ],
      [
        [4, 2],
        [4, 2],
      ],
    ]);
  });

  test('a line that cannot be read leaves the verdict of each operation open, also of those that come behind it', async () => {
    const reports = await judged([update('sms'), '{"request":', update('voice')]);
    expect(verdicts(reports)).toEqual({ sms: 'incomplete', voice: 'incomplete' });
  });
});

describe('the report of several operations', () => {
  let several: Several;
  beforeAll(async () => {
    several = severalOf(
      await judged([update('sms'), update('voice', { state: '" id="x"><h1>' }), update('email')]),
    ) as Several;
  });

  test('has the worst of their verdicts, and the shape that its schema says', () => {
    expect(verdicts(several.operations)).toEqual({ email: 'conforms', sms: 'conforms', voice: 'violates' });
    expect(several.verdict).toBe('violates');
    expect(complaintOf('operations', JSON.parse(renderSeveralJson(several)))).toBeUndefined();
  });

  test('names the operation in JUnit and in SARIF', () => {
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(renderSeveralJunit(several)) as {
      testsuites: { '@_failures': string; testsuite: { '@_name': string; '@_failures': string }[] };
    };
    const red = testsuites.testsuite.filter((suite) => suite['@_failures'] !== '0');
    expect(red.map((suite) => suite['@_name'])).toEqual(['voice/request']);
    const { runs } = JSON.parse(renderSeveralSarif(several)) as {
      runs: { automationDetails: { id: string }; results: unknown[] }[];
    };
    expect(runs.map(({ automationDetails }) => automationDetails.id.split('/')[1])).toEqual([
      'email',
      'sms',
      'voice',
    ]);
  });

  test('is a page whose anchors are each there once, and lead somewhere', () => {
    const page = renderSeveralHtml(several);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const links = [...page.matchAll(/ (?:href="#|aria-labelledby="|data-copy=")([^"]*)"/g)].map(
      ([, id]) => id,
    );
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
    expect(page.match(/<h1[ >]/g)).toHaveLength(1);
  });

  test('says on a terminal and in Markdown what each came to', () => {
    const shown = renderSeveralConsole(several, { color: false, width: 80 });
    expect(shown).toContain('VIOLATES  3 operations, traffic 0.ndjson\n  email  conforms\n');
    expect(shown.trimEnd().split('\n').at(-1)).toBe('verdict of 3 operations: violates (exit 1)');
    expect(renderSeveralMarkdown(several)).toMatch(/\| `voice` +\| violates +\|/);
  });
});

test('a waiver that matches in one operation is not stale in another', async () => {
  const reports = await judged([update('sms', {}), update('voice'), update('email')]);
  const waivers = [
    { place: 'waivers[0]', names: 'REQ-TYPE', reason: 'x', owner: 'y', expires: '2999-12-31' },
    { place: 'waivers[1]', names: 'REQ-STATE', reason: 'x', owner: 'y', expires: '2999-12-31' },
  ];
  const through = letAllThrough(reports, () => ({ waivers, now: new Date('2026-11-29') }));
  const statesOf = (name: string): unknown =>
    through.find((report) => nameOf(report) === name)?.waivers?.map(({ by, state }) => `${by} ${state}`);
  expect(statesOf('sms')).toEqual(['waivers[0] used', expect.stringContaining('waivers[1]')]);
  expect(statesOf('voice')).toEqual([expect.stringContaining('waivers[1]')]);
});

describe('what takes the report of one operation', () => {
  test('takes the one of several that is named, and says which there are', async () => {
    const several = severalOf(await judged([update('sms'), update('voice')])) as Several;
    const text = renderSeveralJson(several);
    expect(readReport(text, 'r.json', 'voice').contract.operation).toBe(operationNamed('voice').signature);
    expect(() => readReport(text, 'r.json')).toThrow(
      'r.json: it is a report of several operations: name one of them with --operation (sms, voice)',
    );
    expect(() => readReportOrMerged(text, 'r.json', 'fido2')).toThrow('fido2 is not one of them');
  });
});

test('a batch of a run in which no request is found is of the operation of that run, and of no other', async () => {
  const provider = await startProviderOf('sms');
  const out = mkdtempSync(path.join(tmpdir(), 'graph-contract-check-all-'));
  try {
    await verify({
      ...{ provider: provider.url, token: testToken(WRITE_SCOPE), out, only: ['BAT-MALFORMED'] },
      register: registerOf(operationNamed('sms')),
    });
    const lines = readFileSync(path.join(out, 'evidence.ndjson'), 'utf8').trim().split('\n');
    expect(lines.filter((each) => each.includes('$batch')).length).toBeGreaterThan(5);
    const [only, ...others] = await judged(lines);
    expect([nameOf(only as Report), others]).toEqual(['sms', []]);
    expect(only?.requirements.find(({ id }) => id === 'BAT-MALFORMED')?.judged).toBeGreaterThan(5);
  } finally {
    rmSync(out, { recursive: true });
    await provider.close();
  }
});

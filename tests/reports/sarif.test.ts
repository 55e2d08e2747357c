import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv-draft-04';
// By its file, so that it is of the same realm as the other.
import addFormats from 'ajv-formats/dist/index';
import { parseDocument, LineCounter, type YAMLMap, type YAMLSeq } from 'yaml';
import { STANDARD_INPUT } from '../../src/exchanges/exchange';
import { renderSarif } from '../../src/reports';
import type { Outcome, Report } from '../../src/results/report';
import {
  conforming,
  exchange,
  finding,
  hostile,
  incomplete,
  interaction,
  noRows,
  placed,
  register,
  report,
  row,
  trouble,
  UNSAFE,
  violating,
  waived,
} from './support';

interface Result {
  ruleId: string;
  ruleIndex: number;
  kind: string;
  level: string;
  message: { text: string };
  locations: {
    physicalLocation: {
      artifactLocation: { uri: string; uriBaseId?: string };
      region: { startLine: number };
    };
    logicalLocations?: { fullyQualifiedName: string }[];
  }[];
  suppressions?: { kind: string; status: string; justification: string }[];
  partialFingerprints: Record<string, string>;
  properties: Record<string, unknown>;
}
interface Rule {
  id: string;
  name: string;
  helpUri: string;
  help: { text: string; markdown: string };
  shortDescription: { text: string };
  fullDescription: { text: string };
  defaultConfiguration: { level: string };
  properties: Record<string, unknown>;
}
interface Run {
  tool: { driver: { name: string; semanticVersion?: string; rules: Rule[] } };
  invocations: {
    executionSuccessful: boolean;
    exitCode: number;
    startTimeUtc?: string;
    endTimeUtc?: string;
    toolExecutionNotifications?: { level: string; message: { text: string } }[];
  }[];
  automationDetails: { description: { text: string }; id: string };
  versionControlProvenance?: unknown[];
  results: Result[];
  properties: Record<string, unknown>;
}

const SCHEMA = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
// One of its patterns has a bracket that regular expressions with Unicode don't take.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

/** The run of the log, which is held to the published schema. */
function runOf(made: Report): Run {
  const log = JSON.parse(renderSarif(made, register)) as { runs: Run[] };
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect(log.runs).toHaveLength(1);
  return log.runs[0] as Run;
}

const only = <T>(all: readonly T[]): T => {
  expect(all).toHaveLength(1);
  return all[0] as T;
};

test('the schema is the published one, and refuses what is none', () => {
  expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
});

test.each([
  ['conforming', conforming],
  ['violating', violating],
  ['incomplete', incomplete],
  ['hostile', hostile],
  ['waived', waived],
  ['placed', placed],
  ['empty', noRows],
])('a %s report is a log of SARIF 2.1.0 whose results have their rules', (_name, make) => {
  const { tool, results } = runOf(make());
  const ids = tool.driver.rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const result of results) {
    expect(ids[result.ruleIndex]).toBe(result.ruleId);
    // GitHub takes no result without a place in a file.
    expect(result.locations[0]?.physicalLocation.artifactLocation.uri).not.toBe('');
  }
  expect(renderSarif(make(), register)).not.toMatch(UNSAFE);
});

test('a rule tells of its row', () => {
  const rule = only(runOf(report([row('RES-204')])).tool.driver.rules);
  const requirement = register.byId.get('RES-204');
  expect(rule).toMatchObject({
    id: 'RES-204',
    name: requirement?.title,
    shortDescription: { text: requirement?.title },
    fullDescription: { text: requirement?.statement },
    helpUri: requirement?.sources[0]?.url,
    defaultConfiguration: { level: 'error' },
    properties: { level: 'MUST', basis: requirement?.basis, actor: 'provider' },
  });
  for (const part of [requirement?.why, requirement?.sources[0]?.url, requirement?.remedy ?? ''])
    expect(rule.help.text).toContain(part);
  expect(rule.help.markdown).toContain(`](<${requirement?.sources[0]?.url}>)`);
});

test.each([
  ['MUST', 'error'],
  ['SHOULD', 'warning'],
  ['INFO', 'note'],
])('a rule of a %s is of level %s', (level, expected) => {
  const id = register.rows.find((one) => one.level === level)?.id ?? '';
  expect(only(runOf(report([row(id)])).tool.driver.rules).defaultConfiguration.level).toBe(expected);
});

test.each<[Outcome, string, string]>([
  ['violates', 'fail', 'error'],
  ['deviates', 'fail', 'warning'],
  ['waived', 'fail', 'error'],
  ['informational', 'fail', 'note'],
  ['untestable', 'open', 'none'],
  ['error', 'open', 'none'],
  ['not-exercised', 'open', 'none'],
  ['not-applicable', 'notApplicable', 'none'],
])('what %s is a result of kind %s and level %s', (outcome, kind, level) => {
  const made = report([row('RES-204', outcome)], { findings: [finding('RES-204', outcome)] });
  expect(only(runOf(made).results)).toMatchObject({ kind, level, properties: { outcome } });
});

test('a deviation under --strict is an error', () => {
  const made = report([row('RES-REQID', 'deviates')], {
    strict: true,
    findings: [finding('RES-REQID', 'deviates')],
  });
  expect(only(runOf(made).results).level).toBe('error');
});

test('a result says what was expected, what came, where, and how to send it again', () => {
  const [result] = runOf(violating()).results;
  expect(result).toMatchObject({
    ruleId: 'RES-204',
    message: {
      text: `success must be 204, got 200\nExpected: 204 without content\nActual: 200 with 412 bytes of JSON\nWhat to change: ${register.byId.get('RES-204')?.remedy}`,
    },
    occurrenceCount: 7,
    properties: {
      ...{ outcome: 'violates', blame: 'provider', check: 'response/status', exchanges: ['e3', 'e7'] },
      curl: expect.stringContaining('$GRAPH_TOKEN') as string,
    },
  });
  expect(result?.locations[0]?.logicalLocations?.map((one) => one.fullyQualifiedName)).toEqual([
    expect.stringMatching(/^PATCH http:.*TemporaryAccessPass$/),
    'status',
  ]);
});

test('a result without a file stands at its row in the register, on its real line', () => {
  const linesOf = (uri: string, list: string) => {
    const counter = new LineCounter();
    const document = parseDocument(readFileSync(path.join(__dirname, '../..', uri), 'utf8'), {
      lineCounter: counter,
    });
    const rows = (document.get(list) as YAMLSeq<YAMLMap>).items;
    return rows.map((one): [unknown, object] => [
      one.get('id'),
      { uri, startLine: counter.linePos(one.range?.[0] as number).line },
    ]);
  };
  const own = 'spec/operations/temporaryAccessPass/requirements.yaml';
  const places = new Map([
    ...linesOf('spec/common/requirements.yaml', 'requirements'),
    ...linesOf(own, 'changes'),
    ...linesOf(own, 'requirements'),
  ]);
  const ids = register.rows.filter(({ level }) => level !== 'NONE').map(({ id }) => id);
  const made = report(
    ids.map((id) => row(id, 'violates')),
    { verdict: 'violates', findings: ids.map((id) => finding(id, 'violates')) },
  );
  for (const { ruleId, locations } of runOf(made).results) {
    const { artifactLocation, region } = locations[0]?.physicalLocation ?? {};
    expect(artifactLocation?.uriBaseId).toBe('GRAPH_CONTRACT');
    expect({ uri: artifactLocation?.uri, ...region }).toEqual(places.get(ruleId));
  }
});

test.each([
  ['recorded/portal traffic.har', 'recorded/portal%20traffic.har', '%SRCROOT%'],
  ['/tmp/a#b.har', 'file:///tmp/a%23b.har', undefined],
  ['C:\\logs\\a.har', 'file:///C:/logs/a.har', undefined],
  ['a\u202eb.har', 'a%5Cu202eb.har', '%SRCROOT%'],
])('a result of %s stands in that file, on the line of its exchange', (file, uri, uriBaseId) => {
  const made = { ...placed(), exchanges: [exchange('e3', { place: { file, line: 1209 } })] };
  expect(only(runOf(made).results).locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri, ...(uriBaseId !== undefined && { uriBaseId }) },
    region: { startLine: 1209 },
  });
});

test('standard input is no file', () => {
  const made = { ...placed(), exchanges: [exchange('e3', { place: { file: STANDARD_INPUT, line: 1 } })] };
  expect(only(runOf(made).results).locations[0]?.physicalLocation.artifactLocation.uri).toBe(
    'spec/common/requirements.yaml',
  );
});

test('what is waived is suppressed, with the reason', () => {
  for (const { suppressions } of runOf(waived()).results) {
    expect(suppressions).toMatchObject([{ kind: 'external', status: 'accepted' }]);
    for (const part of ['the gateway answers 200', 'waivers[0]', 'team-gateway', '2026-12-06', 'GW-7'])
      expect(suppressions?.[0]?.justification).toContain(part);
  }
  expect(runOf(waived()).results).toHaveLength(2);
});

test('an interaction that fails is a result of the row that decides, or of a rule of its own', () => {
  const failed = { outcome: 'violates', blame: 'client', message: 'expected 200 but was 204' } as const;
  const { tool, results } = runOf(
    report([row('RES-204')], {
      verdict: 'violates',
      interactions: [
        interaction('an update', { ...failed, requirements: ['RES-204'] }),
        interaction('another', { ...failed, source: 'https://broker.example/pacts/1?a=b c' }),
        interaction('a read'),
      ],
    }),
  );
  expect(results.map(({ ruleId }) => ruleId)).toEqual(['RES-204', 'PACT']);
  expect(results.map(({ locations: [at] }) => at?.physicalLocation.artifactLocation.uri)).toEqual([
    'pacts/portal.json',
    'https://broker.example/pacts/1?a=b%20c',
  ]);
  expect(tool.driver.rules.map(({ id }) => id)).toEqual(['RES-204', 'PACT']);
});

test('what is of no row is a notification of the run', () => {
  const { results, invocations } = runOf(
    report([row('RES-204')], { verdict: 'incomplete', findings: [trouble('connect ECONNREFUSED')] }),
  );
  expect(results).toEqual([]);
  expect(invocations).toMatchObject([
    {
      ...{ executionSuccessful: false, exitCode: 3 },
      toolExecutionNotifications: [{ level: 'error', message: { text: 'connect ECONNREFUSED' } }],
    },
  ]);
});

test('fingerprints outlast the ids and the values of a run, and tell results apart', () => {
  const prints = (ids: string[], actual: string): string[] => {
    const one = finding('RES-204', 'violates', { exchanges: ids, actual, message: `got ${actual}` });
    const made = report([row('RES-204', 'violates')], { findings: [one, { ...one, pointer: 'body' }, one] });
    return runOf(made).results.map(({ partialFingerprints: of }) => of['primaryLocationLineHash'] ?? '');
  };
  const first = prints(['e3'], '200');
  expect(new Set(first).size).toBe(3);
  expect(prints(['x9'], '201')).toEqual(first);
});

test('carries the provenance', () => {
  const { tool, invocations, automationDetails, versionControlProvenance, properties } = runOf(violating());
  expect(tool.driver).toMatchObject({ name: 'graph-contract', semanticVersion: '0.1.0' });
  expect(invocations).toMatchObject([
    {
      ...{ executionSuccessful: true, exitCode: 1 },
      ...{ startTimeUtc: '2026-11-30T03:00:00.000Z', endTimeUtc: '2026-11-30T03:00:01.234Z' },
    },
  ]);
  expect(automationDetails.id).toBe(
    'graph-contract/temporaryAccessPass/provider/local-v1.0/2026-11-30T03:00:00.000Z',
  );
  expect(automationDetails.description.text).toBe(
    'violates: temporaryAccessPass, provider http://127.0.0.1:4010/v1.0',
  );
  expect(versionControlProvenance).toEqual([
    { repositoryUri: 'https://github.com/example/example', revisionId: '525adb0' },
  ]);
  expect(properties).toMatchObject({
    verdict: 'violates',
    commit: '525adb0',
    ci: { url: 'https://github.com/example/example/actions/runs/1' },
    subject: { kind: 'provider', target: 'http://127.0.0.1:4010/v1.0' },
    contract: { revision: '2026-11-22', digest: 'sha256:0a' },
    evidence: { digest: 'sha256:0b' },
    tool: { version: '0.1.0' },
  });
});

test('text from outside makes no link and no argument', () => {
  const made = report([row('RES-204', 'violates')], {
    findings: [finding('RES-204', 'violates', { message: '[click](https://evil.example) {0} ["a"]' })],
  });
  expect(only(runOf(made).results).message.text).toMatch(
    /^\\\[click\]\(https:\/\/evil\.example\) \{\{0\}\} \["a"\]\n/,
  );
});

test('holds no more results than GitHub shows, the worst of them, and says how many are left out', () => {
  const note = finding('ERR-CODE', 'informational');
  const { results, invocations } = runOf(
    report([row('RES-204', 'violates')], {
      verdict: 'violates',
      findings: [...Array.from({ length: 5001 }, () => note), finding('RES-204', 'violates')],
    }),
  );
  expect(results).toHaveLength(5000);
  expect(results[0]?.ruleId).toBe('RES-204');
  expect(invocations[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(
    '2 more results are in report.json',
  );
});

import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import MarkdownIt from 'markdown-it';
import addFormats from 'ajv-formats/dist/index';
import { renderDrift } from '../../src/drift/render/console';
import { renderDriftHtml } from '../../src/drift/render/html';
import { renderDriftJson } from '../../src/drift/render/json';
import { renderDriftMarkdown } from '../../src/drift/render/markdown';
import { renderDriftSarif } from '../../src/drift/render/sarif';
import type { Drift } from '../../src/drift/result';
import { complaintOf } from '../../src/contract/published';
import { operationNamed } from '../../src/contract/operation';
import { driftOf, ledgerOf, LEDGER, MATERIAL, siblingMaterial } from './support';

const SCHEMA = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
// One of its patterns has a bracket that regular expressions with Unicode don't take.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv);

const plain = { color: false, width: 80 };

/** One known contradiction, one new one, something beside the slice, and a source that is passed over. */
let drifted: Drift;
beforeAll(async () => {
  drifted = await driftOf(
    {
      ...MATERIAL,
      'resource.md': (MATERIAL['resource.md'] ?? '')
        .replace('|defaultLength|Int32|', '|defaultLength|Int|')
        .replace('between 8 and', 'between 6 and'),
      'update.md': (MATERIAL['update.md'] ?? '').replace(
        '|Content-Type|',
        '|If-Match|An ETag.|\n|Content-Type|',
      ),
      'other.md': '# Update fido2AuthenticationMethodConfiguration\n',
    },
    { ledger: LEDGER },
  );
});

test('the console tells what is new with its places, what is known in short, and the table', () => {
  const text = renderDrift(drifted, plain);
  expect(text).toMatch(/^NEW\s+property\/temporaryAccessPass\w+\.defaultLength\/range:/);
  expect(text).toMatch(
    / {5}at {7}resource\.md:18\n {5}against {2}spec\/operations\/temporaryAccessPass\/openapi\.yaml:\d+\n/,
  );
  expect(text).toContain('if the slice followed: widening for clients, breaking for providers');
  expect(text).toMatch(/known contradictions:\n {2}D4\s/);
  expect(text).toMatch(/^PATCH\/path +agreed +agreed +agreed$/m);
  expect(text).toMatch(/^PATCH\/header\/content-type\/required +agreed +- +-$/m);
  expect(text).toContain('PATCH/header/if-match/required: no  update.md:');
  expect(text).toMatch(/passed over: it is of another\s+operation/);
  expect(text).toMatch(/drifts: 1 new, 1 known, \d+ stale, .* \(exit 1\)\s*$/s);
});

test('no line of the console is wider than the terminal, paths and addresses aside', () => {
  for (const line of renderDrift(drifted, plain).split('\n'))
    if (!/\S{60}/.test(line)) expect(line.length).toBeLessThanOrEqual(80);
});

test('a key that is too long for its column goes on behind a slash or a dot, and a place at the indent', async () => {
  const { 'update.md': update = '', ...pages } = siblingMaterial('fido2');
  const operation = operationNamed('fido2');
  const drift = await driftOf(
    {
      ...pages,
      'update.md': update.replace(': true', ': "true"'),
      'openapi.yaml': MATERIAL['openapi.yaml'] ?? '',
    },
    { operation, ledger: ledgerOf(operation) },
  );
  const text = renderDrift(drift, plain);
  expect(text).toMatch(/^enum\/fido2RestrictionEnforcementType\. .*\n {2}unknownFutureValue$/m);
  expect(text).toMatch(/^ {2}F5\n {7}property\/fido2\w+\.isAttestationEnforced\/json:\n/m);
  for (const line of text.split('\n')) expect(line).not.toMatch(/^ {8}\S*\.md:/);
});

test('with --quiet the console tells what is new, and the conclusion', () => {
  const text = renderDrift(drifted, { ...plain, quiet: true });
  expect(text).toMatch(/^NEW\s/);
  expect(text).not.toContain('known contradictions');
  expect(text).not.toContain('wrote');
  expect(text.split('\n').length).toBeLessThan(40);
});

test('what is written as JSON is as its schema has it', () => {
  expect(complaintOf('drift', JSON.parse(renderDriftJson(drifted)))).toBeUndefined();
  expect(complaintOf('drift', { ...drifted, verdict: 'fine' })).toMatch(/verdict/);
});

test('Markdown holds the new, the known and the table', () => {
  const text = renderDriftMarkdown(drifted);
  expect(text).toMatch(/^# Drift: drifts\n/);
  expect(text).toContain('## New contradictions (1)');
  expect(text).toContain('## Known contradictions (1)');
  expect(text).toContain('| D4 |');
  expect(text).toMatch(/<summary>Statements \(\d+\)<\/summary>/);
});

test('SARIF is valid, with a result at each place, and known ones suppressed', () => {
  const log = JSON.parse(renderDriftSarif(drifted)) as {
    runs: { results: { locations: unknown[]; level: string; suppressions?: unknown[] }[] }[];
  };
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  const [{ results }] = log.runs as [(typeof log.runs)[number]];
  expect(results).toMatchObject([
    {
      level: 'error',
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'resource.md' }, region: { startLine: 18 } } },
      ],
    },
    { level: 'note', suppressions: [{ status: 'accepted' }] },
  ]);
});

test('HTML shows the verdict and each table', () => {
  const text = renderDriftHtml(drifted);
  expect(text).toContain('<h1>Drift: drifts</h1>');
  for (const id of ['new', 'known', 'statements', 'sources']) expect(text).toContain(`<h2 id="${id}">`);
});

test('what a source holds can be neither a command nor markup, and does not flood the report', async () => {
  const hostile = '\u001b[31m<script>alert(1)</script>`x`\u202e##vso[task.fail]';
  const members = Array.from({ length: 3000 }, (_, at) => `  ${JSON.stringify(`p${at}${hostile}`)}: 1,`);
  const page = (MATERIAL['get.md'] ?? '').replace('  "id":', () => `${members.join('\n')}\n  "id":`);
  const drift = await driftOf({ 'a.md': page });
  expect(drift.contradictions).toHaveLength(3000);
  const texts = [
    renderDrift(drift, plain),
    renderDriftMarkdown(drift),
    renderDriftSarif(drift),
    renderDriftJson(drift),
  ];
  for (const text of texts) {
    expect(text).not.toMatch(/[\u001b\u202e]/);
    expect(text).not.toContain('##vso');
  }
  expect(renderDrift(drift, plain).split('\n').length).toBeLessThan(600);
  expect(renderDriftMarkdown(drift).length).toBeLessThan(65_000);
  for (const text of [
    new MarkdownIt({ html: true }).render(renderDriftMarkdown(drift)),
    renderDriftHtml(drift),
  ])
    expect(text).not.toContain('<script>alert');
});

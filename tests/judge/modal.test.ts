import fc from 'fast-check';
import { describe as shown } from '../../src/contract/describe';
import { allChecks } from '../../src/checks';
import { operationNamed, operationNames } from '../../src/contract/operation';
import { registerOf, type Register } from '../../src/contract/register/register';
import type { Level } from '../../src/contract/register/row';
import { inWordsOf } from '../../src/judge/modal';
import { judge } from '../../src/judge/judge';
import { levelOf } from '../../src/judge/outcome';
import { renderAnnotations, renderConsole, renderJunit, renderMarkdown } from '../../src/reports';
import { renderSarif } from '../../src/reports/sarif';
import { renderHtml } from '../../src/reports/html';
import { exchange, updateOf } from '../checks/support';
import { WHOLE } from '../environment/extent';
import { finding, report } from '../reports/support';

test.each<[Level, string, string]>([
  ['MUST', 'a 405 should carry Allow', 'a 405 must carry Allow'],
  ['SHOULD', 'x must be refused with a 4xx, got 204', 'x should be refused with a 4xx, got 204'],
  ['INFO', 'x must be stored (12), read 33', 'x should be stored (12), read 33'],
  [
    'SHOULD',
    'x of "must" must be refused, got 400 You must not',
    'x of "must" should be refused, got 400 You must not',
  ],
  ['SHOULD', 'x of "a \\" must" must be 1', 'x of "a \\" must" should be 1'],
  ['MUST', 'mustard should be refused', 'mustard must be refused'],
])('at %s, "%s" is told as "%s"', (level, message, told) => {
  expect(inWordsOf(level, message)).toBe(told);
});

test('what is quoted is left as it is, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ minLength: 290, maxLength: 320 })),
      fc.constantFrom<Level>('MUST', 'SHOULD', 'INFO'),
      (value, level) => {
        const quoted = shown(value);
        const word = level === 'MUST' ? 'must' : 'should';
        expect(inWordsOf(level, `m of ${quoted} must be refused`)).toBe(`m of ${quoted} ${word} be refused`);
      },
    ),
  );
});

/** The register with each of its rows at a level. */
function at(level: Level, register: Register): Register {
  const rows = register.rows.map((row) => (row.level === 'NONE' ? row : { ...row, level }));
  return { ...register, rows, byId: new Map(rows.map((row) => [row.id, row])) };
}

const OPPOSITE = { MUST: /\bshould\b/i, SHOULD: /\bmust\b/i, INFO: /\bmust\b/i } as const;

test.each(['MUST', 'SHOULD', 'INFO'] as const)(
  'a finding of an overlay that makes every row a %s says so',
  (level) => {
    const { findings } = judge(
      [
        exchange({ status: 200, answer: { json: {} } }),
        exchange({ json: updateOf({ defaultLength: 100 }) }),
        exchange({ json: updateOf({ defaultLength: '12' }) }),
        exchange({ method: 'PUT', status: 405 }),
        exchange({ headers: { 'Content-Type': 'text/plain', Authorization: null } }),
      ],
      { subject: 'traffic', register: at(level, registerOf(operationNamed())) },
    );
    expect(findings.length).toBeGreaterThan(5);
    for (const each of findings) {
      expect(each.message).not.toMatch(OPPOSITE[each.level as keyof typeof OPPOSITE]);
      expect(each.outcome).toBe(
        { MUST: 'violates', SHOULD: 'deviates', INFO: 'informational' }[each.level as 'MUST'],
      );
    }
  },
);

/** The operations whose rows are tried: those of the others are like these, and are tried where the whole is. */
const NAMES = WHOLE ? operationNames() : operationNames().slice(0, 3);

/** Every row that a check judges, at every weight at which it can be broken. */
const broken = NAMES.flatMap((name) => {
  const operation = operationNamed(name);
  const register = registerOf(operation);
  const judged = new Set(allChecks(operation).map(({ requirement }) => requirement));
  return register.rows
    .filter(({ id, level }) => judged.has(id) && level !== 'NONE')
    .flatMap((row) =>
      [undefined, 'SHOULD' as const, 'INFO' as const].map((weight) => ({
        register,
        row,
        level: levelOf(row.level, weight),
      })),
    );
});

const OUTCOME = { MUST: 'violates', SHOULD: 'deviates', INFO: 'informational' } as const;
/** What a row says of itself, whatever became of it. */
const ofRow = (text: string, said: readonly (string | undefined)[]): string =>
  said.reduce<string>((left, each) => (each === undefined ? left : left.replaceAll(each, '')), text);

test('no report says MUST of a deviation or SHOULD of a violation, whatever the row', () => {
  for (const { register, row, level } of broken) {
    const outcome = OUTCOME[level];
    const result = {
      id: row.id,
      level: row.level,
      basis: row.basis,
      actor: row.actor,
      checks: [...row.checks],
    };
    const made = report([{ ...result, outcome, judged: 1 }], {
      contract: { operation: register.operation.signature, revision: '1', digest: 'sha256:0' },
      strict: true,
      findings: [
        finding('RES-204', outcome, {
          requirement: row.id,
          check: row.checks[0] ?? null,
          level,
          message: inWordsOf(level, 'it must be so, got otherwise'),
        }),
      ],
      verdict: level === 'INFO' ? 'conforms' : 'violates',
    });
    const clean = (text: string): string =>
      ofRow(
        text.replace(/\s+/g, ' '),
        [row.title, row.statement, row.why, row.remedy, row.derivedFrom].map((said) =>
          said?.trim().replace(/\s+/g, ' '),
        ),
      ).replace(/\d+ of \d+ MUST rows judged/g, '');
    const sarif = JSON.parse(renderSarif(made, register)) as { runs: { results: unknown }[] };
    const texts = {
      console: renderConsole(made, register, { color: false, width: 500 }),
      markdown: renderMarkdown(made, register),
      junit: renderJunit(made, register),
      annotations: renderAnnotations(made, register),
      sarif: JSON.stringify(sarif.runs[0]?.results),
      html:
        /<div id="rows">[\s\S]*<footer>/
          .exec(renderHtml(made, register))?.[0]
          .replace(/data-level="MUST"/, '') ?? '',
    };
    for (const [format, text] of Object.entries(texts)) {
      const said = OPPOSITE[level].exec(clean(text));
      expect([row.id, format, level, said && clean(text).slice(said.index - 60, said.index + 20)]).toEqual([
        row.id,
        format,
        level,
        null,
      ]);
    }
  }
});

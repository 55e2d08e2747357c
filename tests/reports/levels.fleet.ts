import type { Level } from '../../src/contract/register/row';
import { Examples } from '../../src/examples/find';
import { judge } from '../../src/judge/judge';
import { renderAnnotations } from '../../src/reports/annotations';
import { renderConsole } from '../../src/reports/console';
import { renderHtml } from '../../src/reports/html';
import { renderJunit } from '../../src/reports/junit';
import { renderMarkdown } from '../../src/reports/markdown';
import { renderSarif } from '../../src/reports/sarif';
import type { Finding, Outcome, Report } from '../../src/results/report';
import { register as base, report } from './support';

const OUTCOME: Partial<Record<Level, Outcome>> = {
  MUST: 'violates',
  SHOULD: 'deviates',
  INFO: 'informational',
};
const WORDS = { MUST: 'must', SHOULD: 'should', INFO: 'should' } as const;
type Judged = keyof typeof WORDS;

const judged = base.rows.filter(({ checks }) => checks.length > 0);
const examples = new Examples(base);
const wrong = judged.map((row) => [row, examples.of(row)?.wrong ?? []] as const);

/** The register with these rows at another level, as an overlay makes it. */
function registerAt(level: Judged, rows: readonly (typeof judged)[number][]): typeof base {
  const byId = new Map(base.byId);
  for (const row of rows) byId.set(row.id, { ...row, level });
  return { ...base, byId, rows: [...byId.values()] };
}

/** The findings of the wrong example of each row, where that row is of the level. */
function reportAt(level: Judged): Report {
  const results = wrong.map(([row, exchanges]) => {
    const { id, actor: subject, basis } = row;
    const register = registerAt(level, [row]);
    const { requirements, findings } = judge(exchanges, {
      ...{ subject, register },
      ...(basis === 'http' && { basis }),
    });
    return {
      requirements: requirements.filter((row) => row.id === id),
      findings: findings.filter(({ requirement }) => requirement === id),
    };
  });
  return report(
    results.flatMap(({ requirements }) => requirements),
    { verdict: 'violates', findings: results.flatMap(({ findings }) => findings) },
  );
}

/** The words of a message that are the suite's own: without what is quoted, and what was seen. */
const ownWords = (message: string): string =>
  message.replace(/, (?:got|read|found) [\s\S]*/, '').replace(/"(?:[^"\\]|\\.)*"/g, '');

const disagrees = ({ level, outcome, message }: Finding): boolean =>
  outcome !== OUTCOME[level as Judged] ||
  (ownWords(message).match(/\b(?:must|should)\b/g) ?? []).some((word) => word !== WORDS[level as Judged]);

const FORMATS: Record<string, (report: Report, register: typeof base) => string> = {
  console: (of, register) => renderConsole(of, register, { color: false, width: 100_000 }),
  'quiet console': (of, register) =>
    renderConsole(of, register, { color: false, width: 100_000, quiet: true }),
  // Attributes are for the filter: what is read stands between the tags.
  html: (of, register) => renderHtml(of, register).replace(/<[^>]*>/g, ' '),
  markdown: renderMarkdown,
  junit: renderJunit,
  sarif: renderSarif,
  annotations: renderAnnotations,
};

/** Outcome, row and level, as they stand side by side in a report. */
const TOLD =
  /\b(violates|deviates|informational)\W{1,12}([A-Z]{3,4}(?:-[A-Z0-9]+)+)\W{1,8}(MUST|SHOULD|INFO)\b/gi;

describe.each(['MUST', 'SHOULD', 'INFO'] as const)('where every row is of level %s', (level) => {
  const all = reportAt(level);
  const register = registerAt(level, judged);

  test('each check finds something, and its outcome and words are of the level of the finding', () => {
    const found = new Set(all.findings.map(({ requirement }) => requirement));
    expect(judged.filter(({ id }) => !found.has(id)).map(({ id }) => id)).toEqual([]);
    expect(all.findings.filter(disagrees)).toEqual([]);
    // A breach may weigh less than its row, and never more.
    if (level !== 'MUST') expect(all.findings.filter((finding) => finding.level === 'MUST')).toEqual([]);
  });

  test.each(Object.keys(FORMATS))('the %s has each outcome beside its own level and words', (format) => {
    const text = (FORMATS[format] as (typeof FORMATS)[string])(all, register);
    const pairs = [...text.matchAll(TOLD)];
    for (const [told, outcome, , of] of pairs)
      expect([told, outcome?.toLowerCase()]).toEqual([told, OUTCOME[of as Judged]]);
    // No message stands there in the words of another level.
    const others = all.findings.flatMap(({ level: own, message }) => {
      const [from, to] = own === 'MUST' ? ['must', 'should'] : ['should', 'must'];
      const other = message.replace(new RegExp(`\\b${from}\\b`), to);
      return other === message || all.findings.some((each) => each.message === other) ? [] : [other];
    });
    expect(others.length).toBeGreaterThan(20);
    expect(others.filter((message) => text.includes(message))).toEqual([]);
  });
});

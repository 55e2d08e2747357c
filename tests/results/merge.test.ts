import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { matrixOf, rowsOf, type Matrix } from '../../src/results/matrix';
import { renderMatrix } from '../../src/reports/matrix-console';
import { renderMatrixMarkdown } from '../../src/reports/matrix-markdown';
import { merge, renderMergedJson, type Merged } from '../../src/results/merge';
import { exitCodeOf } from '../../src/results/exit-code';
import { OUTCOMES, type Outcome, type Report, type Verdict } from '../../src/results/report';
import { UsageError } from '../../src/usage-error';
import { complaints, validator } from '../reports/schema';
import {
  conforming,
  finding,
  HOSTILE,
  hostile,
  incomplete,
  interaction,
  register,
  report,
  row,
  UNSAFE,
  violating,
  waived,
} from '../reports/support';
import { WHOLE } from '../environment/extent';

const TOOL = { name: 'graph-contract', version: '1.2.3' };
const of = (...documents: (Report | Merged)[]): Merged => merge(documents, TOOL);
const matrix = (...reports: Report[]): Matrix => matrixOf(of(...reports), register);
const told = (...reports: Report[]): string =>
  renderMatrix(matrix(...reports), register, { color: false, width: 80 });
const markdown = (...reports: Report[]): string => renderMatrixMarkdown(of(...reports), register);

/** The report as one of this subject. */
const on = (target: string, made: Report, kind: Report['subject']['kind'] = 'provider'): Report => ({
  ...made,
  subject: { kind, target },
});

const IDS = ['RES-204', 'RES-REQID', 'SEM-MERGE', 'THR-429', 'AUT-401'];

/** Any reports of a few targets: often alike, so that duplicates and shards come about. */
const reports = fc
  .record({
    target: fc.constantFrom('http://a', 'http://b', HOSTILE),
    kind: fc.constantFrom('provider' as const, 'traffic' as const),
    startedAt: fc.constantFrom('2026-11-30T03:00:00Z', '2026-12-01T03:00:00Z'),
    revision: fc.constantFrom('2026-11-22', '2026-11-23'),
    rows: fc.dictionary(fc.constantFrom(...IDS), fc.constantFrom(...OUTCOMES), { maxKeys: 3 }),
    verdict: fc.constantFrom<Verdict>('conforms', 'violates', 'incomplete'),
    message: fc.string({ unit: 'binary', maxLength: 5 }),
    passedOver: fc.dictionary(fc.string({ maxLength: 3 }), fc.nat(9), { maxKeys: 3 }),
  })
  .map(({ target, kind, startedAt, revision, rows, verdict, message, passedOver }): Report => {
    const { contract, provenance } = conforming();
    return report(
      Object.entries(rows).map(([id, outcome]) => row(id, outcome)),
      {
        verdict,
        subject: { kind, target },
        contract: { ...contract, revision },
        provenance: { ...provenance, startedAt },
        findings: [finding('RES-204', 'violates', { message })],
        inputs: [{ file: 'a.har', read: 1, judged: 1, passedOver }],
      },
    );
  });

/** Reports, and what was merged of some. */
const documents = fc.oneof(
  reports,
  fc.array(reports, { minLength: 1, maxLength: 3 }).map((some) => of(...some)),
);

describe('merge', () => {
  test('does not mind order, grouping and repetition', () => {
    fc.assert(
      fc.property(documents, documents, documents, (a, b, c) => {
        const all = renderMergedJson(of(a, b, c));
        for (const other of [
          ...[of(a, of(b, c)), of(of(a, b), c), of(of(c, a), b)],
          ...[of(c, b, a), of(b, a, c), of(a, b, c, b), of(of(a, b, c), of(a, b, c))],
        ])
          expect(renderMergedJson(other)).toBe(all);
        expect(renderMergedJson(of(a, a))).toBe(renderMergedJson(of(a)));
        // What was read back is the same as what was written.
        expect(renderMergedJson(of(JSON.parse(all) as Merged))).toBe(all);
      }),
      { numRuns: WHOLE ? 600 : 60 },
    );
  });

  test('writes what the published schema has', () => {
    const valid = validator('merged');
    fc.assert(
      fc.property(fc.array(documents, { minLength: 1, maxLength: 4 }), (some) => {
        const json = renderMergedJson(of(...some));
        expect(json).not.toMatch(UNSAFE);
        expect(complaints(valid, JSON.parse(json))).toEqual([]);
      }),
      { numRuns: WHOLE ? 200 : 25 },
    );
    expect(renderMergedJson(of(hostile()))).not.toMatch(UNSAFE);
  });

  test('orders the parts by target, then by start', () => {
    const late = { ...conforming().provenance, startedAt: '2026-12-24T00:00:00Z' };
    const parts = [
      on('http://b', conforming()),
      on('http://a', { ...conforming(), provenance: late }),
      on('http://a', conforming()),
    ];
    expect(
      of(...parts).parts.map(({ subject, provenance }) => [
        subject.target,
        provenance.startedAt.slice(0, 10),
      ]),
    ).toEqual([
      ['http://a', '2026-11-30'],
      ['http://a', '2026-12-24'],
      ['http://b', '2026-11-30'],
    ]);
  });

  test('takes a report whose members stand in another order for the same', () => {
    const backwards = Object.fromEntries(Object.entries(conforming()).reverse()) as unknown as Report;
    expect(of(conforming(), backwards).parts).toHaveLength(1);
  });

  test('refuses reports of different operations, in one line', () => {
    const { contract } = conforming();
    const other = { ...conforming(), contract: { ...contract, operation: 'GET /\u001b[2J\nx' } };
    expect(() => of(conforming(), other)).toThrow(UsageError);
    expect(() => of(conforming(), of(other))).toThrow(
      /different operations cannot be merged: PATCH \S+, and GET/,
    );
    expect(() => of(conforming(), other)).not.toThrow(UNSAFE);
    expect(() => of()).toThrow('there is nothing to merge');
  });
});

describe('the matrix', () => {
  test('has a column for each subject and a row for each requirement, in the order of the register', () => {
    const made = matrix(on('http://b', violating()), on('http://a', conforming()));
    expect(made.columns.map(({ target, verdict }) => [target, verdict])).toEqual([
      ['http://a', 'conforms'],
      ['http://b', 'violates'],
    ]);
    const ids = made.rows.map(({ id }) => id);
    expect(ids).toEqual(register.rows.map(({ id }) => id).filter((id) => ids.includes(id)));
    expect(made.rows.find(({ id }) => id === 'RES-204')).toEqual({
      ...{ id: 'RES-204', level: 'MUST', title: register.byId.get('RES-204')?.title },
      cells: [
        { outcome: 'conforms', judged: 3, red: false },
        { outcome: 'violates', judged: 3, red: true },
      ],
      ...{ differs: true, red: true },
    });
    // What a subject was not asked is no difference.
    expect(made.rows.find(({ id }) => id === 'RES-REQID')).toMatchObject({ differs: false, red: false });
    expect(made.rows.find(({ id }) => id === 'RES-REQID')?.cells[0]).toBeNull();
  });

  test('folds the shards of a subject into one column', () => {
    const made = matrix(
      report([row('RES-204'), row('SEM-MERGE', 'not-exercised')]),
      report([row('SEM-MERGE'), row('THR-429', 'not-exercised')], { durationMs: 1 } as Partial<Report>),
      report([row('RES-204', 'deviates'), row('SEM-MERGE')], { reason: 'again', verdict: 'incomplete' }),
    );
    expect(made.columns).toMatchObject([{ parts: 3, verdict: 'incomplete', reasons: ['again'] }]);
    expect(made.rows.map(({ id, cells: [cell] }) => [id, cell?.outcome, cell?.judged])).toEqual([
      ['RES-204', 'deviates', 6],
      ['SEM-MERGE', 'conforms', 6],
      ['THR-429', 'not-exercised', 0],
    ]);
    expect(made.columns[0]).toMatchObject({ must: 2, judged: 2 });
  });

  test.each<[Verdict[], Verdict, number]>([
    [['conforms', 'conforms'], 'conforms', 0],
    [['conforms', 'incomplete'], 'incomplete', 3],
    [['conforms', 'incomplete', 'violates'], 'violates', 1],
  ])('verdicts %j come to %s, whether of one subject or of several', (verdicts, all, exitCode) => {
    const parts = verdicts.map((verdict, index) => report([row(IDS[index] as string)], { verdict }));
    for (const made of [
      matrix(...parts),
      matrix(...parts.map((part, index) => on(`http://${index}`, part))),
    ]) {
      expect(made.verdict).toBe(all);
      expect(exitCodeOf(made.verdict)).toBe(exitCode);
    }
    expect(told(...parts)).toMatch(new RegExp(`verdict: ${all} \\(exit ${exitCode}\\)\\n$`));
  });

  test('agrees with its parts, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(reports, { minLength: 1, maxLength: 6 }), (some) => {
        const made = matrix(...some);
        const all = of(...some).parts;
        expect(made.columns.reduce((sum, { parts }) => sum + parts, 0)).toBe(all.length);
        expect(all.map(({ verdict }) => verdict)).toContain(made.verdict);
        for (const [at, { target, kind }] of made.columns.entries()) {
          const own = all.filter(({ subject }) => subject.target === target && subject.kind === kind);
          for (const { id, cells } of made.rows) {
            const rows = own.flatMap(({ requirements }) => requirements.filter((each) => each.id === id));
            const outcome = OUTCOMES.find((each) => rows.some((one) => one.outcome === each));
            expect(cells[at]?.outcome).toBe(outcome);
            expect(cells[at]?.judged ?? 0).toBe(rows.reduce((sum, { judged }) => sum + judged, 0));
          }
        }
      }),
      { numRuns: WHOLE ? 400 : 40 },
    );
  });

  test('counts an interaction that several shards replayed once', () => {
    const broken = interaction('breaks', { outcome: 'violates', blame: 'provider', message: 'no' });
    const made = matrix(
      report([row('RES-204')], { interactions: [interaction('breaks'), interaction('holds')] }),
      report([row('SEM-MERGE')], { interactions: [broken], verdict: 'violates' }),
    );
    expect(made.columns[0]?.interactions).toEqual({ all: 2, red: 1 });
  });

  test('a row differs where subjects that judged it disagree, and not where one judged nothing', () => {
    const differs = (...outcomes: Outcome[]): boolean | undefined =>
      matrix(
        ...outcomes.map((outcome, at) => on(`http://${at}`, report([row('RES-REQID', outcome)]))),
      ).rows.find(({ id }) => id === 'RES-REQID')?.differs;
    expect(differs('conforms', 'not-exercised')).toBe(false);
    expect(differs('conforms', 'not-exercised', 'deviates')).toBe(true);
  });

  test('tells red rows first, then those that differ', () => {
    const rows = [row('REQ-PATH'), row('RES-REQID', 'deviates'), row('SEM-MERGE', 'violates')];
    const made = matrix(
      on('http://a', report(rows, { verdict: 'violates' })),
      on('http://b', report([row('REQ-PATH'), row('RES-REQID')])),
    );
    expect(rowsOf(made).map(({ id }) => id)).toEqual(['SEM-MERGE', 'RES-REQID', 'REQ-PATH']);
  });

  test('shows a row that the register does not have', () => {
    const own = { ...row('RES-204'), id: 'OWN-1', level: 'SHOULD' as const };
    expect(matrix(report([own, row('RES-204')])).rows.map(({ id, title }) => [id, title])).toEqual([
      ['RES-204', register.byId.get('RES-204')?.title],
      ['OWN-1', undefined],
    ]);
  });
});

describe('on a terminal', () => {
  test('tells the verdict of each subject, and the rows that are red or differ', () => {
    expect(told(on('http://b', violating()), on('http://a', conforming()), on('http://c', waived())))
      .toBe(`VIOLATES  temporaryAccessPass, 3 subjects

VIOLATES  provider http://b  3 of 4 MUST rows judged, 1 of 2 interactions fail
CONFORMS  provider http://a  3 of 3 MUST rows judged
CONFORMS  provider http://c  2 of 2 MUST rows judged, 0 of 1 interactions fail

RES-204 MUST  Success is 204
  violates       http://b
  waived         http://c (the gateway answers 200 until its next release,
                 team-gateway, until 2026-12-06, https://tracker.example/GW-7)
  conforms       http://a

AUT-401 MUST  ${register.byId.get('AUT-401')?.title}
  waived         http://b

6 other rows: not red, and alike in all subjects that judged them; in
  merged.json

verdict: violates (exit 1)
`);
  });

  test('notes different contracts', () => {
    const { contract } = conforming();
    const other = { ...conforming(), contract: { ...contract, revision: '2027-01-01', digest: 'sha256:0c' } };
    expect(told(conforming(), other)).toContain(
      `note: the reports are by 2 contracts, and may not mean the same:
  2026-11-22, sha256:0a: 1 report
  2027-01-01, sha256:0c: 1 report
`,
    );
    expect(markdown(conforming(), other)).toContain('different contracts');
    expect(told(conforming())).not.toContain('note:');
  });

  test('quiet is the verdict alone; files are named else', () => {
    const made = matrix(conforming());
    const files = ['reports/merged.json'];
    expect(renderMatrix(made, register, { color: false, width: 80, quiet: true, files })).toBe(
      'verdict: conforms (exit 0)\n',
    );
    expect(renderMatrix(made, register, { color: false, width: 80, files })).toContain(
      'wrote reports/merged.json\n',
    );
  });
});

/** As GitHub reads it. */
const parser = new MarkdownIt({ html: true, linkify: true });
const tokensOf = (text: string) =>
  parser.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
const kindsOf = (text: string): string[] =>
  parser.parse(text, {}).flatMap(({ type, tag }) => (type === 'inline' ? [] : [`${type} ${tag}`]));

describe('as Markdown', () => {
  test('is a matrix of requirements and subjects', () => {
    const text = markdown(on('http://b', violating()), on('http://a', conforming()));
    expect(text).toContain('# graph-contract: violates, `temporaryAccessPass`, 2 subjects\n');
    expect(text).toContain('| Row | Level | Requirement | `http://b` | `http://a` |\n');
    expect(text).toContain(
      '| `RES-204` | MUST | Success is 204 | **violates** (judged 3 times) | conforms (judged 3 times) |\n',
    );
    expect(text).toMatch(/<summary>Rows that are neither \(\d+\)<\/summary>/);
    expect(text.indexOf('`RES-204`')).toBeLessThan(text.indexOf('<details>'));
    expect(markdown(waived())).toContain('the gateway answers 200 until its next release');
    expect(markdown(incomplete())).toContain('the provider did not answer');
    expect(markdown(conforming())).toContain('No row is red.');
  });

  test.each([
    HOSTILE,
    '<script>alert(1)</script>',
    'a | b',
    '</details>',
    '`x` | ``y``',
    '[l](https://e.example)',
  ])('%j from outside is text, whatever it stands in', (nasty) => {
    const with_ = (text: string): string => {
      const by = { by: 'waivers[0]', reason: text, owner: text };
      const rows = [{ ...row('RES-204', 'waived'), id: text }, row('SEM-MERGE', 'violates')];
      return markdown(
        report(rows, {
          verdict: 'violates',
          reason: text,
          subject: { kind: 'provider', target: text },
          contract: { operation: text, revision: text, digest: text },
          findings: [finding('RES-204', 'waived', { requirement: text, waived: by })],
        }),
        report(rows, { contract: { operation: text, revision: 'other', digest: 'other' } }),
      );
    };
    const text = with_(nasty);
    expect(text).not.toMatch(UNSAFE);
    expect(kindsOf(text)).toEqual(kindsOf(with_('plain')));
    expect(tokensOf(text).some(({ type }) => ['link_open', 'image', 'html_inline'].includes(type))).toBe(
      false,
    );
    expect(told(hostile(), on(nasty, hostile()))).not.toMatch(UNSAFE);
  });

  test('what is huge is told in short, on a terminal too', () => {
    const long = `${HOSTILE} | <script>`.repeat(20);
    const many = Array.from({ length: 80 }, (_, index) => {
      const { contract } = conforming();
      return report(
        Array.from({ length: 60 }, (__, at) => ({
          ...row('RES-204', (index + at) % 2 ? 'violates' : ('waived' as Outcome)),
          id: `${at} ${long.slice(0, 500)}`,
        })),
        {
          verdict: 'violates',
          reason: long,
          subject: { kind: 'provider', target: `${index} ${long}` },
          contract: { ...contract, revision: `${index} ${long}` },
          findings: Array.from({ length: 60 }, (__, at) =>
            finding('RES-204', 'waived', {
              requirement: `${at} ${long.slice(0, 500)}`,
              waived: { by: long, reason: long, owner: long, link: long },
            }),
          ),
        },
      );
    });
    expect(Buffer.byteLength(markdown(...many))).toBeLessThan(80_000);
    expect(markdown(...many)).toMatch(/68 more subjects in merged\.json\./);
    const text = told(...many);
    expect(text).not.toMatch(UNSAFE);
    for (const what of ['30 more subjects', '20 more rows', '72 more contracts'])
      expect(text).toContain(`and ${what}: in merged.json`);
    expect(text.split('\n').length).toBeLessThan(20_000);
  });
});

test('a merged report has all that a finding has, each member in its place', () => {
  const step = { name: 'a read', method: 'GET', path: '/x', headers: [], body: null, accept: 'RES-204' };
  const more = { settles: true as const, watch: 'close' as const, together: 1 };
  const expected = { check: 'response/status', requirement: 'RES-204', pointer: null, step: 0 };
  const reproduction = {
    steps: [step, { ...step, ...more, body: { encoding: 'utf8' as const, data: '{}' } }],
    expect: { ...expected, expected: '204', actual: '200', test: null },
  };
  const made = violating();
  const first = finding('RES-204', 'violates', { id: 'RES-204-1' });
  const whole = { ...first, followsFrom: ['RES-204-1'], id: 'RES-204-2', reproduction };
  made.findings = [first, whole];
  const [part] = of(made).parts;
  expect(part?.findings).toEqual([first, whole]);
  expect(Object.keys(part?.findings[1] ?? {}).slice(0, 3)).toEqual(['id', 'followsFrom', 'check']);
});

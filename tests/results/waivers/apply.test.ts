import { letThrough, type LetThrough } from '../../../src/results/waivers/apply';
import type { Waiver } from '../../../src/results/waivers/waivers';
import type { Report } from '../../../src/results/report';
import { finding, report, row } from '../../reports/support';
import { complaints, validator } from '../../reports/schema';

const validate = validator('report');
const NOW = new Date('2026-11-30T12:00:00Z');

const waiver = (more: Partial<Waiver> = {}): Waiver => ({
  place: 'waivers[0]',
  names: 'RES-204',
  reason: 'the gateway answers 200 until the next release',
  owner: 'gateway team',
  expires: '2027-03-31',
  ...more,
});

/** RES-204 and SEM-MERGE broken, one SHOULD not followed. */
const broken = (more: Partial<Report> = {}): Report =>
  report(
    [
      row('RES-204', 'violates'),
      row('SEM-MERGE', 'violates'),
      row('RES-REQID', 'deviates'),
      row('RES-FRAMING'),
    ],
    {
      verdict: 'violates',
      findings: [
        finding('RES-204', 'violates'),
        finding('SEM-MERGE', 'violates', { message: 'a member was lost', pointer: '/state' }),
        finding('RES-REQID', 'deviates', { message: 'no request-id', pointer: 'header:request-id' }),
      ],
      ...more,
    },
  );

function settled(given: Partial<LetThrough>, of: Report = broken()): Report {
  const made = letThrough(of, { now: NOW, ...given });
  expect(complaints(validate, made)).toEqual([]);
  return made;
}

const outcomes = ({ requirements }: Report): string[] =>
  requirements.map(({ id, outcome }) => `${id} ${outcome}`);
const all = [waiver(), waiver({ place: 'waivers[1]', names: 'state/merge' })];

test('nothing given leaves the report as it is', () => {
  const given = broken();
  expect(letThrough(given, { now: NOW })).toBe(given);
});

describe('a waiver', () => {
  test('lets a violation through, by row or by check, with its reason', () => {
    const made = settled({ waivers: all });
    expect(outcomes(made)).toEqual([
      'RES-204 waived',
      'SEM-MERGE waived',
      'RES-REQID deviates',
      'RES-FRAMING conforms',
    ]);
    expect(made.verdict).toBe('conforms');
    expect(made.counts).toMatchObject({ violates: 0, waived: 2, deviates: 1, conforms: 1 });
    expect(made.findings.filter(({ outcome }) => outcome === 'waived')).toMatchObject([
      { requirement: 'RES-204', waived: { by: 'waivers[0]', owner: 'gateway team', expires: '2027-03-31' } },
      { requirement: 'SEM-MERGE', waived: { by: 'waivers[1]' } },
    ]);
    expect(made.waivers?.map(({ state, matched }) => [state, matched])).toEqual([
      ['used', 1],
      ['used', 1],
    ]);
  });

  test('leaves what it does not name', () => {
    const made = settled({ waivers: [waiver()] });
    expect(made.verdict).toBe('violates');
    expect(outcomes(made)).toContain('SEM-MERGE violates');
  });

  test('of one check leaves what another check found of the row', () => {
    const other = finding('RES-204', 'violates', { check: 'response/acceptance', message: 'refused' });
    const of = broken({ findings: [...broken().findings, other] });
    const made = settled({ waivers: [waiver({ names: 'response/status' }), all[1] as Waiver] }, of);
    expect(outcomes(made)).toContain('RES-204 violates');
    expect(made.verdict).toBe('violates');
  });

  test('names with a star, in any letter case', () => {
    expect(settled({ waivers: [waiver({ names: '*' })] }).counts).toMatchObject({ waived: 3 });
    expect(settled({ waivers: [waiver({ names: 'res-*' })] }).counts).toMatchObject({
      waived: 2,
      violates: 1,
    });
  });

  test.each([
    ['http://127.0.0.1:*', 'used', 'waived'],
    ['https://simulator.example/*', 'elsewhere', 'violates'],
  ])('for %s is %s here', (target, state, outcome) => {
    const made = settled({ waivers: [waiver({ target })] });
    expect(made.waivers).toMatchObject([{ state, target }]);
    expect(outcomes(made)).toContain(`RES-204 ${outcome}`);
  });

  test.each([
    ['2026-11-30', 'expiring', 'waived'],
    ['2026-12-14', 'expiring', 'waived'],
    ['2026-12-15', 'used', 'waived'],
    ['2026-11-29', 'expired', 'violates'],
  ])('until %s is %s', (expires, state, outcome) => {
    const made = settled({ waivers: [waiver({ expires })] });
    expect(made.waivers).toMatchObject([{ state, matched: 1 }]);
    expect(outcomes(made)).toContain(`RES-204 ${outcome}`);
  });

  test('that holds stands in for one that has expired', () => {
    const made = settled({ waivers: [waiver({ expires: '2026-01-01' }), waiver({ place: 'waivers[1]' })] });
    expect(made.findings.find(({ requirement }) => requirement === 'RES-204')?.waived?.by).toBe('waivers[1]');
  });

  describe('that nothing matches', () => {
    const stale = waiver({ names: 'RES-FRAMING' });
    const conforming = report([row('RES-FRAMING')]);

    test('is stale, and fails the gate where strict is said', () => {
      expect(settled({ waivers: [stale] }, conforming)).toMatchObject({
        verdict: 'conforms',
        waivers: [{ state: 'stale', matched: 0 }],
      });
      expect(settled({ waivers: [stale] }, { ...conforming, strict: true })).toMatchObject({
        verdict: 'violates',
        reason: 'nothing matches waivers[0] (RES-FRAMING) any more, and --strict counts it',
      });
    });

    test('is not stale where its row was not judged', () => {
      const made = settled({ waivers: [waiver({ names: 'SEM-KEY' })] }, { ...conforming, strict: true });
      expect(made).toMatchObject({ verdict: 'conforms', waivers: [{ state: 'elsewhere' }] });
    });
  });

  test('of a SHOULD counts where strict is said', () => {
    const of = broken({ strict: true });
    expect(settled({ waivers: all }, of).verdict).toBe('violates');
    expect(
      settled({ waivers: [...all, waiver({ place: 'waivers[2]', names: 'RES-REQID' })] }, of).verdict,
    ).toBe('conforms');
  });

  test('does not make a run whole that was broken off or could not see', () => {
    const untestable = row('SEM-KEY', 'untestable');
    const made = settled(
      { waivers: [waiver({ names: '*' })] },
      broken({ requirements: [...broken().requirements, untestable] }),
    );
    expect(made.verdict).toBe('incomplete');
    const off = finding('RES-204', 'error', {
      ...{
        check: null,
        requirement: null,
        level: null,
        message: 'interrupted',
        expected: 'a complete run',
      },
    });
    const brokenOff = settled(
      { waivers: [waiver({ names: '*' })] },
      broken({ findings: [...broken().findings, off], reason: 'interrupted' }),
    );
    expect(brokenOff).toMatchObject({ verdict: 'incomplete', reason: 'interrupted' });
  });
});

describe('a baseline', () => {
  const baseline = (of: Report): NonNullable<LetThrough['baseline']> => ({ report: of, file: 'last.json' });

  test('lets through what it has already', () => {
    const made = settled({ baseline: baseline(broken()) });
    expect(made.verdict).toBe('conforms');
    expect(made.findings[0]?.waived).toEqual({
      by: 'baseline',
      reason: 'accepted by the baseline last.json of 2026-11-30',
    });
  });

  test('knows a finding again whose ids, times and ports differ', () => {
    const of = (id: string, port: number) =>
      broken({
        findings: [
          finding('RES-204', 'violates', { message: `group ${id} was lost at http://127.0.0.1:${port}` }),
        ],
        requirements: [row('RES-204', 'violates')],
      });
    const earlier = of('4be1a3f0-5c55-4f2e-9c4d-0a6f6d1c2b11', 4010);
    expect(
      settled({ baseline: baseline(earlier) }, of('9d0c7a52-1e0b-4c86-8f21-6a4e3b7d5c22', 5011)).verdict,
    ).toBe('conforms');
  });

  test('fails on what is new: another row, check, place or message', () => {
    for (const more of [
      { pointer: '/isUsableOnce' },
      { message: 'another' },
      { check: 'response/acceptance' },
    ]) {
      const of = broken({ findings: [...broken().findings, finding('RES-204', 'violates', more)] });
      expect(settled({ baseline: baseline(broken()) }, of).verdict).toBe('violates');
    }
  });

  test('passes on what an earlier baseline let through, and not what a waiver did', () => {
    const second = settled({ baseline: baseline(broken()) });
    expect(settled({ baseline: baseline(second) }).verdict).toBe('conforms');
    expect(settled({ baseline: baseline(settled({ waivers: all })) }).verdict).toBe('violates');
  });
});

test('an interaction is let through where each row that decides it is', () => {
  const interaction = {
    ...{
      consumer: 'portal',
      description: 'an update',
      state: null,
      source: 'a.json',
      outcome: 'violates' as const,
    },
    ...{ blame: 'provider' as const, message: 'm', expected: null, actual: null, exchanges: [], curl: null },
    requirements: ['RES-204', 'SEM-MERGE'],
  };
  const of = broken({ interactions: [interaction] });
  expect(settled({ waivers: [waiver()] }, of).interactions[0]?.outcome).toBe('violates');
  const rows = [waiver(), waiver({ place: 'waivers[1]', names: 'SEM-*' })];
  expect(settled({ waivers: rows }, of)).toMatchObject({
    verdict: 'conforms',
    interactions: [{ outcome: 'waived', waived: { by: 'waivers[0]' } }],
  });
  expect(settled({ baseline: { report: of, file: 'last.json' } }, of).verdict).toBe('conforms');
});

import { loadRegister } from '../../src/contract/register/register';
import type { Fault, Variant } from '../../src/fleet/fleet';
import { scoreOf, type FaultResult, type Strength, type VariantResult } from '../../src/fleet/score';
import type { SentAgain, Trial } from '../../src/fleet/trial';
import { broken, fault, found, trial, variant } from './support';

const register = loadRegister();
const CHECKS = ['response/status', 'response/acceptance', 'response/request-id', 'errors/code'];
/** What the provider without a fault is told. */
const BASELINE = trial('baseline', {
  rows: { 'ERR-CODE': 'informational' },
  found: [found('errors/code', 'ERR-CODE', { outcome: 'informational' })],
});

interface Fleet {
  faults?: readonly Fault[];
  variants?: readonly Variant[];
}

const score = ({ faults = [], variants = [] }: Fleet, trials: readonly Trial[]): Omit<Strength, 'untried'> =>
  scoreOf({ faults, variants }, new Map(trials.map((each) => [each.id, each])), BASELINE, register, CHECKS);

/** What became of one fault. */
function resultOf(one: Fault, judged: Trial): FaultResult {
  const [result] = score({ faults: [one] }, [judged]).faults;
  if (!result) throw new Error('no result');
  return result;
}

const deviating = (id: string, requirement = 'RES-REQID'): Trial =>
  trial(id, {
    rows: { [requirement]: 'deviates' },
    found: [found('response/request-id', requirement, { outcome: 'deviates' })],
  });

const noting = (id: string): Trial =>
  trial(id, {
    rows: { 'RES-CT': 'informational' },
    found: [found('response/content-type', 'RES-CT', { outcome: 'informational' })],
  });

describe('a fault is noticed', () => {
  test.each<[string, Fault, Trial, boolean]>([
    ['at MUST by a violation', fault('a'), broken('a'), true],
    ['at MUST by no deviation', fault('a'), deviating('a', 'RES-204'), false],
    ['at MUST by a violation of another row', fault('a'), broken('a', 'SEM-APPLY', 'state/apply'), true],
    ['at SHOULD by a deviation', fault('a', { breaks: 'RES-REQID' }), deviating('a'), true],
    ['at SHOULD by a violation too', fault('a', { breaks: 'RES-REQID' }), broken('a'), true],
    ['at SHOULD by no note', fault('a', { breaks: 'RES-REQID' }), noting('a'), false],
    ['at INFO by a note', fault('a', { breaks: 'RES-CT' }), noting('a'), true],
    ['by nothing where nothing is found', fault('a'), trial('a'), false],
    [
      'by no row that has no answer',
      fault('a'),
      trial('a', { verdict: 'incomplete', rows: { 'RES-204': 'untestable' } }),
      false,
    ],
    [
      'by nothing that the provider without a fault is told too',
      fault('a', { breaks: 'ERR-CODE' }),
      { ...BASELINE, id: 'a' },
      false,
    ],
  ])('%s', (_how, one, judged, killed) => {
    expect(resultOf(one, judged).killed).toBe(killed);
  });
});

test('has the level of the row that it breaks', () => {
  expect(resultOf(fault('a', { breaks: 'RES-REQID' }), trial('a')).level).toBe('SHOULD');
  expect(resultOf(fault('a', { breaks: 'NOBODY' }), trial('a')).level).toBe('NONE');
});

describe('the row that is broken is named', () => {
  test('where it is among those that are worse', () => {
    expect(resultOf(fault('a'), broken('a'))).toMatchObject({ named: true, unexpected: [] });
  });

  test('and not where another one is', () => {
    expect(resultOf(fault('a'), broken('a', 'SEM-APPLY', 'state/apply'))).toMatchObject({
      named: false,
      unexpected: ['SEM-APPLY'],
    });
  });

  test('and the catalogue may expect others beside it', () => {
    const judged = trial('a', {
      rows: { 'SEM-MERGE': 'violates', 'SEM-APPLY': 'violates' },
      found: [found('state/apply', 'SEM-APPLY'), found('state/merge', 'SEM-MERGE')],
    });
    expect(resultOf(fault('a', { breaks: 'SEM-APPLY', also: ['SEM-MERGE'] }), judged)).toMatchObject({
      named: true,
      unexpected: [],
    });
  });

  test('and a note on a MUST is nothing unexpected', () => {
    const judged = trial('a', { rows: { 'RES-204': 'violates', 'SEM-DELETE': 'informational' } });
    expect(resultOf(fault('a'), judged).unexpected).toEqual([]);
  });
});

describe('a fault is put on the provider', () => {
  test.each<[string, Trial['found'], boolean]>([
    ['where all that was found is', [found('response/status', 'RES-204')], true],
    [
      'and not where something is put on another',
      [found('response/status', 'RES-204'), found('state/apply', 'SEM-APPLY', { blame: 'environment' })],
      false,
    ],
    ['and not where nothing was found', [], false],
    [
      'whatever is only noted',
      [
        found('response/status', 'RES-204'),
        found('response/content-type', 'RES-CT', { outcome: 'informational', blame: 'suite' }),
      ],
      true,
    ],
  ])('%s', (_how, findings, blamed) => {
    const judged = trial('a', { rows: { 'RES-204': 'violates' }, found: findings });
    expect(resultOf(fault('a'), judged).blamed).toBe(blamed);
  });

  test('whatever the run notes of itself, where the fault is no more than a note', () => {
    const { found: notes, ...rest } = noting('a');
    const ofTheRun = {
      ...{ check: null, requirement: null },
      blame: 'environment',
      actual: 'plain',
    } as const;
    const judged = { ...rest, found: [...notes, { ...ofTheRun, outcome: 'informational' as const }] };
    expect(resultOf(fault('a', { breaks: 'RES-CT' }), judged)).toMatchObject({ blamed: true, causes: 1 });
  });
});

test('names each check that notices a fault once, in order, and none that would speak without it', () => {
  const judged = trial('a', {
    rows: { 'RES-204': 'violates', 'ERR-CODE': 'informational' },
    found: [
      found('response/status', 'RES-204'),
      found('response/status', 'RES-204'),
      found('response/acceptance', 'RES-204'),
      found('errors/code', 'ERR-CODE', { outcome: 'informational' }),
      { check: null, requirement: null, outcome: 'error', blame: 'environment', actual: 'none' },
    ],
  });
  expect(resultOf(fault('a'), judged).checks).toEqual(['response/acceptance', 'response/status']);
});

describe('a variant raises', () => {
  const alarmsOf = (judged: Trial): string[] =>
    (score({ variants: [variant('v')] }, [judged]).variants[0] as VariantResult).alarms;

  test.each<[string, Trial, string[]]>([
    ['no alarm where it conforms', trial('v'), []],
    ['no alarm by what deviates or is noted', deviating('v'), []],
    ['an alarm by a violation', broken('v'), ['RES-204 violates']],
    [
      'an alarm by a row without an answer',
      trial('v', { verdict: 'incomplete', rows: { 'GET-SHAPE': 'error' } }),
      ['GET-SHAPE error'],
    ],
    [
      'an alarm by a run without a verdict, with its reason',
      trial('v', { verdict: 'incomplete', reason: 'no server listens', rows: { 'RES-204': 'untestable' } }),
      ['no server listens'],
    ],
    ['an alarm where no reason is given', trial('v', { verdict: 'incomplete' }), ['incomplete']],
  ])('%s', (_what, judged, alarms) => {
    expect(alarmsOf(judged)).toEqual(alarms);
  });
});

test('counts by level, what is named and blamed among what is noticed, and variants with an alarm', () => {
  const { score: counted } = score(
    {
      faults: [
        fault('noticed'),
        fault('survivor'),
        fault('misnamed'),
        fault('lax', { breaks: 'RES-REQID' }),
        fault('noted', { breaks: 'RES-CT' }),
      ],
      variants: [variant('quiet'), variant('loud')],
    },
    [
      broken('noticed'),
      trial('survivor'),
      broken('misnamed', 'SEM-APPLY', 'state/apply'),
      deviating('lax'),
      noting('noted'),
      trial('quiet'),
      trial('loud', { verdict: 'violates', rows: { 'RES-204': 'violates', 'SEM-APPLY': 'violates' } }),
    ],
  );
  expect(counted).toEqual({
    levels: {
      MUST: { faults: 3, killed: 2 },
      SHOULD: { faults: 1, killed: 1 },
      INFO: { faults: 1, killed: 1 },
    },
    ...{ named: 3, first: 3, single: 4, blamed: 4, alarms: 1 },
  });
});

describe('a check is idle', () => {
  test('that no fault needs', () => {
    const { idle } = score({ faults: [fault('a')] }, [broken('a')]);
    expect(idle).toEqual(['response/acceptance', 'response/request-id', 'errors/code']);
  });

  test('and none that notices one', () => {
    const judged = trial('a', { found: CHECKS.slice(0, 3).map((check) => found(check, 'RES-204')) });
    expect(score({ faults: [fault('a')] }, [judged]).idle).toEqual(['errors/code']);
  });
});

describe('a row is guarded by one check alone', () => {
  const two = [fault('a'), fault('b')];

  test('where nothing else notices its faults', () => {
    expect(score({ faults: two }, [broken('a'), broken('b')]).singles).toEqual([
      { requirement: 'RES-204', check: 'response/status' },
    ]);
  });

  test('and not where another check notices one of them', () => {
    const { singles } = score({ faults: two }, [broken('a'), broken('b', 'RES-204', 'response/acceptance')]);
    expect(singles).toEqual([]);
  });

  test('and not where nothing does', () => {
    expect(score({ faults: two }, [trial('a'), trial('b')]).singles).toEqual([]);
  });
});

describe('a row is thin', () => {
  const { thin } = score({ faults: [fault('a'), fault('b'), fault('c', { breaks: 'SEM-APPLY' })] }, [
    broken('a'),
    broken('b'),
    trial('c'),
  ]);

  test('that has no fault, or one', () => {
    expect(thin).toEqual(expect.arrayContaining(['SEM-APPLY', 'SEM-MERGE']));
  });

  test('and none that has two, is a client’s, or is judged by nothing', () => {
    const others = register.rows.filter(({ actor, level }) => actor !== 'provider' || level === 'NONE');
    expect(thin).not.toContain('RES-204');
    expect(thin.filter((id) => others.some((row) => row.id === id))).toEqual([]);
  });
});

test('a fault without a trial is no survivor, but a mistake', () => {
  expect(() => score({ faults: [fault('a')] }, [])).toThrow('no trial of a');
});

test('shows the cause first, and counts no consequence as a cause', () => {
  const both = trial('a', {
    verdict: 'violates',
    rows: { 'RES-204': 'violates', 'SEM-APPLY': 'violates' },
    found: [
      found('state/apply', 'SEM-APPLY', { id: 'two', followsFrom: ['one'] }),
      found('response/status', 'RES-204', { id: 'one' }),
    ],
  });
  const { faults } = score({ faults: [fault('a')] }, [both]);
  expect(faults[0]).toMatchObject({ first: true, causes: 1 });
  const apart = { ...both, found: both.found.map((each) => ({ ...each, followsFrom: [] })) };
  expect(score({ faults: [fault('a')] }, [apart]).faults[0]).toMatchObject({ first: false, causes: 2 });
});

describe('reproductions', () => {
  const again = (more: Partial<SentAgain> = {}): SentAgain => ({
    ...{ check: 'response/status', requirement: 'RES-204', wrong: 'shows', sound: 'gone', says: '' },
    ...{ requests: 2, count: 1, judged: 40 },
    ...more,
  });
  const scored = (...all: SentAgain[][]) =>
    score(
      { faults: all.map((_, at) => fault(`f${at}`)) },
      all.map((reproduced, at) => ({ ...broken(`f${at}`), reproduced })),
    );

  test('are counted by what shows, for which row, where nothing is wrong, and how many requests they have', () => {
    const { score: counted, faults } = scored(
      [again(), again({ wrong: 'gone', requests: 9 })],
      [again({ requirement: 'SEM-APPLY', requests: 3 })],
      [
        again({ sound: 'shows', says: 'got 200', requests: 4 }),
        again({ wrong: 'gone', says: 'no answer came', count: 3, requests: 4 }),
      ],
      [again({ wrong: 'untried', sound: 'untried', says: 'no server listens', requests: 28 })],
      [],
    );
    expect(counted.reproduced).toEqual({ faults: 4, shown: 3, own: 2, silent: 2, median: 4, p90: 28 });
    expect(faults.map(({ reproduction }) => reproduction?.failing)).toEqual([
      ['RES-204 comes and goes: seen 1 times among 40 that were judged'],
      [],
      [
        'RES-204 shows without the fault: got 200',
        'RES-204 does not show again: no answer came (seen 3 times in the run)',
      ],
      ['RES-204 could not be tried: no server listens'],
      undefined,
    ]);
  });

  test('that show only in passing are counted where they show, and listed where they do not', () => {
    const passing = { inPassing: true, sound: 'untried', says: 'it shows only while it throttles' } as const;
    const { score: counted, faults } = scored(
      [again({ ...passing, wrong: 'untried' })],
      [again({ ...passing, wrong: 'shows', says: '' })],
      [again({ ...passing, wrong: 'untried' }), again()],
    );
    expect(counted.reproduced).toEqual({ faults: 2, shown: 2, own: 2, silent: 2, median: 2, p90: 2 });
    const reason = 'RES-204 could not be tried: it shows only while it throttles';
    expect(faults.map(({ reproduction }) => reproduction?.failing)).toEqual([[reason], [], [reason]]);
  });

  test('are not spoken of where nothing was sent again', () => {
    expect(score({ faults: [fault('a')] }, [broken('a')]).score).not.toHaveProperty('reproduced');
  });
});

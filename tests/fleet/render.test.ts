import { renderStrength, renderStrengthJson, renderStrengthMarkdown } from '../../src/fleet/render';
import { noticed, strength, variant } from './support';

test('says the score and nothing else where all is as it should be', () => {
  expect(renderStrength(strength())).toBe(
    [
      'faults noticed: 1 of 1 (MUST 1 of 1)',
      'false alarms: 0 on 1 conforming variants',
      'the row that is broken is named: 1 of 1',
      'the first finding is of that row: 1 of 1 (100.0 %)',
      'reported as one cause: 1 of 1 (100.0 %)',
      'only the provider is blamed: 1 of 1',
      '',
    ].join('\n'),
  );
});

test('says how many reproductions reproduce, where they were sent again', () => {
  const { score } = strength();
  const reproduced = { faults: 4, shown: 3, own: 2, silent: 4, median: 2, p90: 9 };
  expect(renderStrength(strength({ score: { ...score, reproduced } }))).toContain(
    [
      'reproduced against a fresh provider: 3 of 4 (75.0 %), 2 by that row',
      'not reproduced without the fault: 4 of 4 (100.0 %)',
      'requests of a reproduction: 2 at the median, 9 at the 90th percentile',
    ].join('\n'),
  );
});

test('names the levels that the fleet has', () => {
  const levels = {
    MUST: { faults: 3, killed: 2 },
    SHOULD: { faults: 2, killed: 1 },
    INFO: { faults: 1, killed: 0 },
  };
  const { score } = strength();
  expect(renderStrength(strength({ score: { ...score, levels } }))).toContain(
    '(MUST 2 of 3, SHOULD 1 of 2, INFO 0 of 1)',
  );
});

test.each([
  [
    'survivors',
    strength({ faults: [noticed('late-bytes', { killed: false, named: false, blamed: false, checks: [] })] }),
    ['survivors (1):', '  late-bytes  RES-204 MUST  answers 200 to an update'],
  ],
  [
    'false alarms',
    strength({ variants: [{ ...variant('slow'), alarms: ['RES-204 violates', 'late'], durationMs: 1 }] }),
    ['false alarms (1):', '  slow  RES-204 violates, late'],
  ],
  [
    'faults whose row is not named',
    strength({ faults: [noticed('a', { named: false })] }),
    ['noticed without naming the row that is broken (1):', '  a  RES-204'],
  ],
  [
    'faults that are put on another',
    strength({ faults: [noticed('a', { blamed: false })] }),
    ['blamed on another (1):', '  a'],
  ],
  [
    'rows that nobody expects',
    strength({ faults: [noticed('a', { unexpected: ['SEM-APPLY', 'SEM-MERGE'] })] }),
    ['rows beside the one that is broken, not in the catalogue (1):', '  a  SEM-APPLY, SEM-MERGE'],
  ],
  [
    'reproductions that fail',
    strength({
      faults: [
        noticed('late', {
          reproduction: {
            ...{ tried: true, shows: true, own: false, silent: true, requests: [2] },
            failing: ['RES-204 comes and goes: seen 1 times among 40 that were judged'],
          },
        }),
      ],
    }),
    [
      'reproductions that do not show the row of the fault, or show without it (1):',
      '  late  RES-204 comes and goes: seen 1 times among 40 that were judged',
    ],
  ],
  ['idle checks', strength({ idle: ['errors/code'] }), ['checks that no fault needs (1):', '  errors/code']],
  [
    'thin rows',
    strength({ thin: ['SEM-APPLY', 'SEM-MERGE'] }),
    ['rows with fewer than two faults (2):', '  SEM-APPLY', '  SEM-MERGE'],
  ],
  [
    'rows that one check guards',
    strength({ singles: [{ requirement: 'RES-204', check: 'response/status' }] }),
    ['rows that one check alone guards (1):', '  RES-204  response/status'],
  ],
])('lists %s', (_what, result, lines) => {
  expect(renderStrength(result)).toContain(`\n\n${lines.join('\n')}\n`);
});

test('shows what a terminal would take for a command', () => {
  const sly = noticed('sly', { killed: false, says: 'clears \u001b[2J the screen' });
  expect(renderStrength(strength({ faults: [sly] }))).not.toContain('\u001b');
});

test('writes the result as JSON, whole', () => {
  const result = strength({ idle: ['errors/code'] });
  const text = renderStrengthJson(result);
  expect(JSON.parse(text)).toEqual(result);
  expect(text.endsWith('}\n')).toBe(true);
});

test('writes a page with a line for each fault and each variant', () => {
  const page = renderStrengthMarkdown(
    strength({
      faults: [
        noticed('success-200', { checks: ['response/acceptance', 'response/status'] }),
        noticed('late|bytes', { killed: false, checks: [], says: 'sends a | late' }),
      ],
      variants: [
        { ...variant('quiet'), alarms: [], durationMs: 1 },
        { ...variant('loud'), alarms: ['RES-204 violates'], durationMs: 1 },
      ],
    }),
  );
  expect(page).toContain('- faults noticed: 1 of 2');
  expect(page).toContain(
    '| success-200 | RES-204 | MUST | answers 200 to an update | response/acceptance, response/status |',
  );
  expect(page).toContain('| late\\|bytes | RES-204 | MUST | sends a \\| late | **survives** |');
  expect(page).toContain('| quiet | answers 415 to another media type | none |');
  expect(page).toContain('| loud | answers 415 to another media type | RES-204 violates |');
});

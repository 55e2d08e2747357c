import { trialOf } from '../../src/fleet/trial';
import { finding, report, row, trouble } from '../reports/support';

test('keeps the rows that say something against the provider, and whom each finding is put on', () => {
  const judged = report(
    [
      row('RES-204', 'violates'),
      row('SEM-APPLY', 'error'),
      row('SEM-MERGE', 'untestable'),
      row('RES-REQID', 'deviates'),
      row('ERR-CODE', 'informational'),
      row('GET-SHAPE'),
      row('THR-429', 'not-exercised'),
      row('BAT-OUTER', 'not-applicable'),
    ],
    { verdict: 'violates', findings: [finding('RES-204', 'violates'), trouble('no server listens')] },
  );
  expect(trialOf('success-200', judged)).toEqual({
    id: 'success-200',
    verdict: 'violates',
    reason: null,
    rows: {
      'RES-204': 'violates',
      'SEM-APPLY': 'error',
      'SEM-MERGE': 'untestable',
      'RES-REQID': 'deviates',
      'ERR-CODE': 'informational',
    },
    found: [
      expect.objectContaining({
        ...{ check: 'response/status', requirement: 'RES-204', outcome: 'violates', blame: 'provider' },
        actual: finding('RES-204', 'violates').actual,
      }),
      expect.objectContaining({ check: null, requirement: null, outcome: 'error', blame: 'environment' }),
    ],
    durationMs: 1234,
  });
});

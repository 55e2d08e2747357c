import { Redactor } from '../../src/exchanges/redact';
import { cleaned } from '../../src/exchanges/withheld';
import { judge } from '../../src/judge/judge';
import { exchange, URL_OF_POLICY } from '../checks/support';

test('an exchange whose secrets cannot be taken out is kept without what was sent, and makes a run incomplete', () => {
  const redactor = new Redactor();
  jest.spyOn(redactor, 'exchange').mockImplementation(() => {
    throw new RangeError('too much\nof it');
  });
  const kept = cleaned(
    redactor,
    exchange({ id: 'x1', url: `${URL_OF_POLICY}?sig=s3cret`, headers: { 'X-Key': 's3cret' } }),
  );
  expect(JSON.stringify(kept)).not.toContain('s3cret');
  expect(kept).toMatchObject({ id: 'x1', request: { method: 'PATCH', url: URL_OF_POLICY, headers: [] } });
  const { verdict, findings } = judge([kept, exchange()], { subject: 'traffic' });
  expect(verdict).toBe('incomplete');
  expect(findings.filter(({ outcome }) => outcome === 'error')).toMatchObject([
    { exchanges: ['x1'], message: expect.stringMatching(/nothing of it is kept: too much$/) },
  ]);
  expect(findings.filter(({ outcome }) => outcome === 'violates')).toEqual([]);
});

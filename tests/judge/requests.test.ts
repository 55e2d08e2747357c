/** Which requests a finding is of, for the person who looks for them in a log. */
import { loadRegister } from '../../src/contract/register/register';
import { judge } from '../../src/judge/judge';
import { renderConsole, renderJunit, renderMarkdown } from '../../src/reports';
import { renderHtml } from '../../src/reports/html';
import { batch, exchange, item, PATH } from '../checks/support';
import { finding, report, row } from '../reports/support';

const anonymous = (method: string) => exchange({ method, headers: { Authorization: null }, status: 401 });

test('of one row it names each method, once', () => {
  const { findings } = judge([anonymous('GET'), anonymous('PATCH'), anonymous('GET'), anonymous('DELETE')], {
    subject: 'client',
    only: ['REQ-AUTH'],
  });
  expect(findings).toMatchObject([
    { requirement: 'REQ-AUTH', requests: ['GET', 'PATCH', 'DELETE'], count: 4 },
  ]);
});

test('it names a batch, and what is in one', () => {
  const requests = [item('1', { method: 'PATCH', url: PATH, body: { defaultLength: 3 } })];
  const { findings } = judge([batch(requests, [])], { subject: 'client', only: ['REQ-LEN', 'BATCH-*'] });
  expect(findings.map(({ requests: named }) => named)).toContainEqual(['PATCH in $batch']);
});

describe('the reports', () => {
  const made = report([row('AUT-401', 'violates')], { verdict: 'violates' });
  made.findings = [
    finding('AUT-401', 'violates', { message: 'got 204', requests: ['PATCH', 'DELETE'] }),
    finding('AUT-401', 'violates', { message: 'got 200', requests: ['GET'] }),
    finding('AUT-401', 'violates', { message: 'POST got 200', requests: ['POST'] }),
  ];
  const register = loadRegister();

  test('say it of the first finding, and behind further ones whose message does not name it', () => {
    const text = renderConsole(made, register, { color: false, width: 100 });
    expect(text).toContain('  request   PATCH, DELETE\n');
    expect(text).toContain('  also: got 200 (GET)\n');
    expect(text).toContain('  also: POST got 200\n');
  });

  test.each([
    ['Markdown', renderMarkdown(made, register), '- request: `PATCH, DELETE`'],
    ['JUnit', renderJunit(made, register), 'request: PATCH, DELETE\n'],
    ['HTML', renderHtml(made, register), '<dd>PATCH, DELETE</dd>'],
  ])('%s has it too', (_what, text, expected) => {
    expect(text).toContain(expected);
  });
});

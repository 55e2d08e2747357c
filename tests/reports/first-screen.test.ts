import { renderConsole } from '../../src/reports/console';
import { renderHtml } from '../../src/reports/html';
import type { PutBack } from '../../src/results/report';
import { finding, register, report, row } from './support';

const LEFT: PutBack = {
  equal: false,
  differences: ['id is "Sms", and was "TemporaryAccessPass"'],
  first: 'x0001',
  last: 'x0009',
  writes: 4,
  command: null,
};

const red = (putBack: PutBack) =>
  report([row('RES-204', 'violates')], {
    verdict: 'violates',
    findings: [finding('RES-204', 'violates')],
    putBack,
  });

test('the worst finding goes before how a plain run left the policy', () => {
  const page = renderHtml(red(LEFT), register);
  expect(page.indexOf('The worst finding')).toBeLessThan(page.indexOf('First read'));
});

test('a policy that a command puts back goes before all findings', () => {
  const page = renderHtml(red({ ...LEFT, command: 'graph-contract restore' }), register);
  expect(page.indexOf('First read')).toBeLessThan(page.indexOf('The worst finding'));
});

test('the title of a row is not told twice in a block, and stands in its one line', () => {
  const title = register.byId.get('AUT-403')?.title ?? '';
  const untestable = finding('AUT-403', 'untestable', {
    check: null,
    message: `${title}: a token is needed`,
  });
  const of = report([row('AUT-403', 'untestable')], { verdict: 'incomplete', findings: [untestable] });
  const block = renderConsole(of, register, { color: false, width: 200 });
  expect(block.split(title)).toHaveLength(2);
  const line = renderConsole(of, register, { color: false, width: 200, quiet: true });
  expect(line).toContain(`${title}: a token is needed`);
});

import { STANDARD_INPUT } from '../../src/exchanges/exchange';
import { renderAnnotations } from '../../src/reports';
import type { Report } from '../../src/results/report';
import { visible } from '../../src/results/visible';
import {
  conforming,
  exchange,
  finding,
  HOSTILE,
  hostile,
  hostileInLines,
  incomplete,
  interaction,
  noRows,
  placed,
  register,
  report,
  row,
  violating,
  waived,
} from './support';

interface Command {
  name: string;
  properties: Record<string, string>;
  message: string;
}

const unescape = (text: string): string =>
  text.replace(/%(25|0D|0A|3A|2C)/g, (_all, code: string) => String.fromCharCode(parseInt(code, 16)));

/** Reads a line as the runner does: `::name key=value,key=value::message`. */
function commandIn(line: string): Command {
  const [, name, written, message] = /^::([a-z]+) ([^:]*)::(.*)$/.exec(line) ?? [];
  if (name === undefined || written === undefined || message === undefined) throw new Error(line);
  const pairs = written.split(',').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), unescape(pair.slice(at + 1))];
  });
  return { name, properties: Object.fromEntries(pairs), message: unescape(message) };
}

const allCommandsOf = (made: Report): Command[] =>
  renderAnnotations(made, register)
    .split('\n')
    .filter((line) => line !== '')
    .map(commandIn);

/** Those behind the first, which says what is annotated. */
const commandsOf = (made: Report): Command[] => allCommandsOf(made).slice(1);

test.each([
  ['violates: temporaryAccessPass, provider http://127.0.0.1:4010/v1.0', violating()],
  ['incomplete: temporaryAccessPass, provider http://127.0.0.1:4010/v1.0', incomplete()],
  ['violates: temporaryAccessPass, client recorded/portal traffic.har', placed()],
])('the first line is a notice that names operation and subject: %s', (message, made) => {
  expect(allCommandsOf(made)[0]).toEqual({
    name: 'notice',
    properties: { title: 'graph-contract' },
    message,
  });
});

test('what is red is an error, what deviates a warning', () => {
  const commands = commandsOf(violating());
  expect(commands.map(({ name, properties }) => [name, properties['title']])).toEqual([
    ['error', expect.stringMatching(/^RES-204 MUST .*\[response\/status\]$/)],
    ['error', 'interaction portal: an update (given the policy exists)'],
    ['warning', expect.stringMatching(/^RES-REQID SHOULD .*\[response\/request-id\]$/)],
  ]);
  expect(commands[0]?.message).toBe(
    `success must be 204, got 200; expected: 204 without content; actual: 200 with 412 bytes of JSON; what to change: ${register.byId.get('RES-204')?.remedy}`,
  );
});

test('a deviation under --strict is an error', () => {
  const made = report([row('RES-REQID', 'deviates')], {
    ...{ verdict: 'violates', strict: true },
    findings: [finding('RES-REQID', 'deviates')],
  });
  expect(commandsOf(made).map(({ name }) => name)).toEqual(['error']);
});

test('what the verdict leaves out is no error', () => {
  const made = report([row('SEM-MERGE', 'violates')], { findings: [finding('SEM-MERGE', 'violates')] });
  expect(renderAnnotations(made, register)).toBe('');
});

test('stands in the file that shows it, on the line of its first exchange', () => {
  expect(commandsOf(placed())).toMatchObject([
    { name: 'error', properties: { file: 'recorded/portal traffic.har', line: '1209' } },
  ]);
  const [named] = commandsOf({
    ...placed(),
    exchanges: [exchange('e3', { place: { file: 'C:\\a,b.har', line: 1 } })],
  });
  expect(named?.properties['file']).toBe('C:\\a,b.har');
  const [unnamed] = commandsOf({
    ...placed(),
    exchanges: [exchange('e3', { place: { file: STANDARD_INPUT, line: 1 } })],
  });
  expect(unnamed?.properties).not.toHaveProperty('file');
});

test('there is nothing to say of a run that conforms', () => {
  expect(renderAnnotations(conforming(), register)).toBe('');
});

test('a run that is incomplete says why', () => {
  expect(commandsOf(noRows())).toEqual([
    { name: 'error', properties: { title: 'the run' }, message: 'nothing was judged' },
  ]);
  expect(commandsOf(incomplete()).map(({ message }) => message)).toEqual([
    expect.stringContaining('connect ECONNREFUSED'),
    expect.stringContaining('the provider did not answer'),
  ]);
});

test('a waiver that ends soon, or has ended, is a warning; what it lets through is none', () => {
  expect(commandsOf(waived())).toEqual([
    {
      name: 'warning',
      properties: { title: 'waiver expiring' },
      message: 'waivers[0] of RES-204, until 2026-12-06: the gateway answers 200 until its next release',
    },
  ]);
});

test('there are no more of a kind than GitHub shows, and the last says how many are left', () => {
  const many = (count: number): Report =>
    report([row('RES-204', 'violates'), row('RES-REQID', 'deviates')], {
      verdict: 'violates',
      findings: Array.from({ length: count }, () => [
        finding('RES-204', 'violates'),
        finding('RES-REQID', 'deviates'),
      ]).flat(),
      interactions: [interaction('an update', { outcome: 'violates', blame: 'client', message: 'no' })],
    });
  for (const [count, left] of [
    [9, 0],
    [25, 17],
  ] as const) {
    const errors = commandsOf(many(count)).filter(({ name }) => name === 'error');
    const warnings = commandsOf(many(count)).filter(({ name }) => name === 'warning');
    expect(errors).toHaveLength(10);
    expect(warnings.length).toBeLessThanOrEqual(10);
    if (left > 0) expect(errors[9]?.message).toBe(`${left} more are in the report`);
  }
});

test('text from outside is no command of its own, and comes back as it is shown', () => {
  const commands = commandsOf(hostile());
  expect(commands.length).toBeGreaterThan(2);
  expect(new Set(commands.map(({ name }) => name))).toEqual(new Set(['error', 'warning']));
  for (const { properties } of commands) expect(Object.keys(properties)).toEqual(['title']);
  const all = renderAnnotations({ ...hostileInLines(), findings: [] }, register);
  expect(all + renderAnnotations(hostileInLines(), register)).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|##vso/u);
  const places = commandsOf(hostileInLines()).flatMap(({ properties }) => properties['file'] ?? []);
  expect(new Set(places)).toEqual(new Set([visible(HOSTILE)]));
  const unread = { ...report([], { verdict: 'incomplete', reason: HOSTILE }) };
  expect(commandsOf(unread).map(({ message }) => message)).toEqual([visible(HOSTILE)]);
  const tricks = 'a\n::error::b\r::stop-commands::x,file=/etc/passwd::%0A::set-output name=a::b';
  for (const text of [HOSTILE, tricks]) {
    const made = report([row('RES-204', 'violates')], {
      verdict: 'violates',
      findings: [finding('RES-204', 'violates', { message: text, check: text })],
    });
    const [command, ...more] = commandsOf(made);
    expect(more).toEqual([]);
    expect(command?.message).toContain(visible(text, 300));
    expect(command?.properties['title']).toContain(visible(text, 300));
  }
});

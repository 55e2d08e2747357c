import { renderJson } from '../../src/reports';
import type { Report } from '../../src/results/report';
import { complaints, validator } from './schema';
import { conforming, hostile, incomplete, report, row, UNSAFE, violating } from './support';

const validate = validator('report');
const made: [string, () => Report][] = [
  ['conforming', conforming],
  ['violating', violating],
  ['incomplete', incomplete],
];

test.each([...made, ['hostile', hostile] as const])('a %s report comes back as it was', (_name, make) => {
  expect(JSON.parse(renderJson(make()))).toEqual(make());
});

test.each(made)('a %s report honours the schema', (_name, make) => {
  expect(complaints(validate, JSON.parse(renderJson(make())))).toEqual([]);
});

test('a report without commit, evidence and CI honours the schema', () => {
  const bare = report([], { provenance: { ...conforming().provenance, commit: null, evidence: null } });
  delete bare.provenance.ci;
  expect(complaints(validate, JSON.parse(renderJson(bare)))).toEqual([]);
});

test('has nothing hidden in it', () => {
  expect(renderJson(hostile())).not.toMatch(UNSAFE);
});

test('has the same text whatever the order of members', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, member]) => [name, reversed(member)]),
    );
  };
  for (const [, make] of made) expect(renderJson(reversed(make()) as Report)).toBe(renderJson(make()));
});

test('begins with its version and ends with a line end', () => {
  expect(renderJson(conforming())).toMatch(/^\{\n {2}"schemaVersion": 1,\n[^]*\n\}\n$/);
});

test.each<[string, Partial<Record<keyof Report, unknown>>]>([
  ['an unknown member', { extra: 1 } as object],
  ['an unknown verdict', { verdict: 'passed' }],
  ['another version', { schemaVersion: 2 }],
  ['a missing count', { counts: {} }],
  ['a row with an unknown outcome', { requirements: [{ ...row('RES-204'), outcome: 'ok' }] }],
])('the schema refuses %s', (_name, more) => {
  expect(complaints(validate, { ...conforming(), ...more })).not.toEqual([]);
});

test.each(Object.keys(conforming()))('the schema refuses a report without %s', (member) => {
  const rest = Object.entries(conforming()).filter(([name]) => name !== member);
  expect(complaints(validate, Object.fromEntries(rest))).not.toEqual([]);
});

test('what was passed over stands in one order, and a CI run without an address is told by its name', () => {
  const made = report([row('RES-204')], {
    inputs: [
      { file: 'one.har', read: 5, judged: 2, passedOver: { 'of others': 1, broken: 2 } },
      { file: 'two.har', read: 5, judged: 2, passedOver: { broken: 2, 'of others': 1 } },
    ],
  });
  const told = JSON.parse(
    renderJson({ ...made, provenance: { ...made.provenance, ci: { name: 'CI' } } }),
  ) as Report;
  expect(told.inputs.map(({ passedOver }) => Object.keys(passedOver))).toEqual([
    ['broken', 'of others'],
    ['broken', 'of others'],
  ]);
  expect(told.provenance.ci).toEqual({ name: 'CI' });
});

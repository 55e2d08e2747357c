import { causesOf } from '../../../src/judge/causes';
import { Trace, type Told } from '../../../src/judge/causes/trace';
import type { Finding } from '../../../src/results/report';
import { finding } from '../../reports/support';

const found = (row: string, more: Partial<Finding> = {}): Finding =>
  finding(row, 'violates', { count: 1, pointer: '/state', ...more });

const told = (of: Finding, ...exchanges: string[]): Told => ({ finding: of, exchanges });

/** The rows that a finding follows from. */
const from = (of: Finding, all: Told[]): (string | null)[] =>
  (causesOf(new Trace(all, [], [])).get(of) ?? []).map(({ requirement }) => requirement);

describe('a wrong read', () => {
  const shape = found('GET-SHAPE', { pointer: '/state' });
  const apply = found('SEM-APPLY');

  it('explains a comparison with it', () => {
    expect(from(apply, [told(shape, 'r1'), told(apply, 'w1', 'r1')])).toEqual(['GET-SHAPE']);
  });

  it('explains nothing of another read, or of another member', () => {
    expect(from(apply, [told(shape, 'r2'), told(apply, 'w1', 'r1')])).toEqual([]);
    const other = found('GET-SHAPE', { pointer: '/defaultLength' });
    expect(from(apply, [told(other, 'r1'), told(apply, 'w1', 'r1')])).toEqual([]);
  });

  it('explains nothing that weighs more than it does', () => {
    const lighter = { ...shape, outcome: 'deviates' as const };
    expect(from(apply, [told(lighter, 'r1'), told(apply, 'w1', 'r1')])).toEqual([]);
  });

  it('explains a finding only where it does each time', () => {
    const twice = { ...apply, count: 2 };
    const all = [told(shape, 'r1'), told(twice, 'w1', 'r1')];
    expect(from(twice, all)).toEqual([]);
    expect(from(twice, [...all, told(twice, 'w2', 'r2')])).toEqual([]);
    expect(from(twice, [...all, told(twice, 'w2', 'r1')])).toEqual(['GET-SHAPE']);
  });
});

describe('the framing of a 204', () => {
  const empty = found('RES-EMPTY', { pointer: 'body' });

  it.each([
    ['explains the bytes that it announces', 'Content-Length: 2', ['RES-FRAMING']],
    ['explains no bytes where it announces none', 'Content-Length: 0', []],
  ])('%s', (_, actual, rows) => {
    const framing = found('RES-FRAMING', { actual });
    expect(from(empty, [told(framing, 'e1'), told(empty, 'e1')])).toEqual(rows);
    expect(from(empty, [told(framing, 'e2'), told(empty, 'e1')])).toEqual([]);
  });
});

describe('a path that is spelt otherwise', () => {
  const spelt = found('RES-KEY-CASE');
  const lost = found('SEM-APPLY');

  it('explains what is not stored where nothing else is lost', () => {
    const all = [told(lost, 'w1', 'r1'), told(spelt, 'w1', 'r1')];
    expect(from(lost, all)).toEqual(['RES-KEY-CASE']);
    expect(from(spelt, all)).toEqual([]);
  });

  it('follows from what is lost where more is', () => {
    const other = found('SEM-APPLY', { message: 'another' });
    const all = [told(lost, 'w1', 'r1'), told(spelt, 'w1', 'r1'), told(other, 'w2', 'r2')];
    expect(from(lost, all)).toEqual([]);
    expect(from(spelt, all)).toEqual(['SEM-APPLY']);
  });
});

describe('bad input that is taken alike', () => {
  const taken = (row: string): Finding =>
    found(row, { check: `errors/${row}`, expected: 'a 4xx', actual: '204' });
  const [range, type, order] = [taken('ERR-RANGE'), taken('ERR-TYPE'), taken('ERR-NOTYPE')];

  it('is told by the first of three rows', () => {
    const all = [told(range, 'e1'), told(type, 'e2'), told(order, 'e3')];
    expect(from(type, all)).toEqual(['ERR-RANGE']);
    expect(from(order, all)).toEqual(['ERR-RANGE']);
    expect(from(range, all)).toEqual([]);
  });

  it('of two rows speaks for none but itself', () => {
    expect(from(type, [told(range, 'e1'), told(type, 'e2')])).toEqual([]);
  });
});

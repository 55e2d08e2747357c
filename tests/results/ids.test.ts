import { identified } from '../../src/results/ids';
import { finding, trouble } from '../reports/support';

describe('ids of findings', () => {
  it('are the same for what differs in ids, times and outcome alone', () => {
    const message = 'no answer to x12345, 2026-11-30T03:00:00Z';
    const [one] = identified([finding('RES-204', 'violates', { message })]);
    const [other] = identified([
      finding('RES-204', 'deviates', { message: 'no answer to x99999, 2027-01-01T04:10:00Z', actual: '500' }),
    ]);
    expect(one?.id).toMatch(/^RES-204-[0-9a-f]{8}$/);
    expect(other?.id).toBe(one?.id);
  });

  it('differ where check, row, place or message do', () => {
    const ids = identified([
      finding('RES-204', 'violates'),
      finding('RES-204', 'violates', { pointer: null }),
      finding('RES-204', 'violates', { message: 'another' }),
      finding('RES-EMPTY', 'violates'),
      trouble('no answer'),
    ]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
  });

  it('are counted where findings are known by the same', () => {
    const [one, two] = identified([
      finding('RES-204', 'violates'),
      finding('RES-204', 'violates', { expected: 'x' }),
    ]);
    expect(two?.id).toBe(`${one?.id}-2`);
  });

  it('name causes that are in the report, and no others', () => {
    const cause = finding('SEM-ATOMIC', 'violates');
    const consequence = finding('RES-204', 'violates');
    const [one, two] = identified(
      [cause, consequence],
      new Map([[consequence, [cause, finding('RES-EMPTY', 'violates')]]]),
    );
    expect(one).not.toHaveProperty('followsFrom');
    expect(two?.followsFrom).toEqual([one?.id]);
  });
});

import { byCause, causesFirst, causesText, countCauses } from '../../src/results/causes';
import { rankOf } from '../../src/results/outcome';
import type { Finding } from '../../src/results/report';
import { finding } from '../reports/support';

const weigh = ({ outcome }: Finding): number => rankOf(outcome);
const of = (id: string, row: string, followsFrom?: string[], outcome: Finding['outcome'] = 'violates') =>
  finding(row, outcome, { id, ...(followsFrom && { followsFrom }) });

describe('findings by their causes', () => {
  const refused = of('c', 'RES-204', ['b']);
  const atomic = of('b', 'SEM-ATOMIC', ['a']);
  const apply = of('a', 'SEM-APPLY');

  it('tell a cause before what follows from it by whatever way', () => {
    expect(byCause([refused, atomic, apply], weigh)).toEqual([
      { finding: apply, consequences: [refused, atomic] },
    ]);
    expect(causesText([refused, atomic, apply])).toBe('broken rows: 1 cause, 2 that only follow from it');
  });

  it('place a cause by the worst of what follows from it', () => {
    const repeat = of('d', 'SEM-REPEAT', undefined, 'deviates');
    const consequence = of('e', 'RES-204', ['d']);
    const shape = of('f', 'GET-SHAPE', undefined, 'deviates');
    expect(causesFirst([shape, repeat, consequence], weigh)).toEqual([repeat, consequence, shape]);
  });

  it('keep their order where nothing follows from anything, and say nothing of causes', () => {
    const two = [of('a', 'SEM-APPLY'), of('b', 'RES-204')];
    expect(causesFirst(two, weigh)).toEqual(two);
    expect(causesText(two)).toBeUndefined();
    expect(countCauses(two)).toEqual({ causes: 2, consequences: 0 });
  });

  it('take what follows from none of the list, or from each other, for causes', () => {
    const two = [of('a', 'SEM-APPLY', ['b']), of('b', 'RES-204', ['a']), of('c', 'GET-SHAPE', ['gone'])];
    expect(byCause(two, weigh).map(({ consequences }) => consequences)).toEqual([[], [], []]);
  });

  it('count a row once, as a cause where one of its findings is', () => {
    const all = [of('a', 'SEM-APPLY'), of('b', 'SEM-MERGE', ['a']), of('c', 'SEM-MERGE')];
    expect(countCauses(all)).toEqual({ causes: 2, consequences: 0 });
  });
});

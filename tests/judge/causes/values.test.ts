import { judge } from '../../../src/judge/judge';
import type { Exchange } from '../../../src/exchanges/exchange';
import { context, POLICY, refusal, settled, update } from '../../checks/support';

const sends = (members: object): Exchange => update(members, { context: context({}) });
const refuses = (members: object): Exchange => ({
  ...refusal(),
  request: update(members).request,
  context: context({}),
});
const reads = (members: object): Exchange => settled({ ...POLICY, ...members });
const A = [sends({ ...POLICY, id: undefined }), settled(POLICY)];

/** The rows that the last finding of a row follows from. */
function causesOf(row: string, exchanges: readonly Exchange[]): (string | null)[] {
  const { findings, causes } = judge(exchanges, { subject: 'provider', planned: new Map() });
  const found = findings.findLast(({ requirement }) => requirement === row);
  if (!found) throw new Error(`${row} was not found`);
  return (causes?.get(found) ?? []).map(({ requirement }) => requirement);
}

describe('what was sent is not stored since a refused reset behind it was carried out', () => {
  const refused = refusal({ method: 'DELETE', status: 403, context: context({}) });
  const left = [...A, refused, reads({ defaultLength: 33 })];
  const wrong = { defaultLength: 33, minimumLifetimeInMinutes: 5 };

  it('where it is the value that such resets leave behind', () => {
    const lost = [sends({ defaultLength: 20 }), refused, reads({ defaultLength: 33 })];
    expect(causesOf('SEM-APPLY', [...left, ...lost])).toEqual(['SEM-ATOMIC']);
  });

  it.each([
    ['nothing was refused behind it', [refused, sends({ defaultLength: 20 })], 33],
    ['another value is read', [sends({ defaultLength: 20 }), refused], 40],
    ['an update was refused, and not a reset', [sends({ defaultLength: 20 }), refuses({ state: 7 })], 33],
  ])('not where %s', (_where, writes, length) => {
    expect(causesOf('SEM-APPLY', [...left, ...writes, reads({ defaultLength: length })])).toEqual([]);
  });

  it('and what a refused update leaves behind is told as that', () => {
    const stored = [sends({ defaultLength: 20 }), refuses(wrong), reads({ defaultLength: 33 })];
    expect(causesOf('SEM-ATOMIC', [...A, ...stored])).toEqual([]);
  });
});

describe('a stored order is broken', () => {
  const lost = [...A, sends({ minimumLifetimeInMinutes: 20 }), reads({ minimumLifetimeInMinutes: 480 })];
  const again = (stored: object): Exchange[] => [
    sends({ state: 'disabled' }),
    reads({ state: 'disabled', ...stored }),
  ];

  it('by a value that was not stored as it was sent, as long as it is that value', () => {
    expect(causesOf('SEM-STATE-RANGE', [...lost, ...again({ minimumLifetimeInMinutes: 480 })])).toContain(
      'SEM-APPLY',
    );
  });

  it('by another value, which nothing explains', () => {
    expect(causesOf('SEM-STATE-RANGE', [...lost, ...again({ minimumLifetimeInMinutes: 500 })])).not.toContain(
      'SEM-APPLY',
    );
  });
});

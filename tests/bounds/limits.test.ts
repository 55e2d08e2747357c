import * as bounds from '../../src/bounds/limits';

const { LIMITS, raisedLimits, raising } = bounds;

test('reads what is raised', () => {
  expect(raisedLimits('depth=256, written=4194304,')).toEqual({ depth: 256, written: 4_194_304 });
  expect(raisedLimits('')).toEqual({});
  expect(raisedLimits(' depth = 128 , body = 33554432 ')).toEqual({ depth: 128, body: 33_554_432 });
  expect(raisedLimits('depth=1000')).toEqual({ depth: 1000 });
});

test.each([
  ['depht=256', /^GRAPH_CONTRACT_LIMITS: no limit is named depht; there are depth, values,/],
  ['toString=256', /no limit is named toString/],
  ['depth', /^GRAPH_CONTRACT_LIMITS: depth must be a number from 128 to 1000$/],
  ['depth=1e9', /from 128 to 1000$/],
  ['depth=100000', /from 128 to 1000$/],
  ['depth=127', /from 128 to 1000$/],
  ['depth=1001', /from 128 to 1000$/],
  ['depth=200x', /from 128 to 1000$/],
  ['depth=0x200', /from 128 to 1000$/],
  ['body=33554433', /from 2097152 to 33554432$/],
  ['depth=10', /from 128 to 1000$/],
  ['document=99999999999', /from 67108864 to 536870880$/],
])('refuses %s', (text, message) => expect(() => raisedLimits(text)).toThrow(message));

// Each is a promise of the pages on inputs; whoever changes one changes what a file may cost.
test('has these limits', () => {
  const [kilobyte, megabyte] = [1024, 1024 * 1024];
  expect(LIMITS).toEqual({
    ...{ depth: 128, values: 1_000_000, described: 8_000_000, stated: 20_000 },
    ...{ line: 16 * megabyte, document: 64 * megabyte, fetched: 64 * megabyte, written: megabyte },
    ...{ page: 512 * kilobyte, pieces: 400_000, aliases: 100, body: 2 * megabyte, text: 2 * megabyte },
    ...{ batch: 1000, url: 16 * kilobyte, headers: 1000, header: 64 * kilobyte, matched: 10_000_000 },
    ...{ secret: 16 * kilobyte, secrets: 256 * kilobyte, remembered: 1024, learnt: 128 },
  });
});

describe('a process that is told so', () => {
  const before = process.env['GRAPH_CONTRACT_LIMITS'];
  afterEach(() => {
    if (before === undefined) delete process.env['GRAPH_CONTRACT_LIMITS'];
    else process.env['GRAPH_CONTRACT_LIMITS'] = before;
  });
  const told = (text: string): typeof bounds => {
    process.env['GRAPH_CONTRACT_LIMITS'] = text;
    let limits: typeof bounds | undefined;
    jest.isolateModules(() => {
      limits = jest.requireActual<typeof bounds>('../../src/bounds/limits');
    });
    return limits as NonNullable<typeof limits>;
  };

  test('has other limits, and says how far they can be raised', () => {
    const { LIMITS: raised, limitsProblem, raising: further } = told('depth=600');
    expect([raised.depth, raised.values, limitsProblem]).toEqual([600, 1_000_000, undefined]);
    expect(further('depth')).toBe('GRAPH_CONTRACT_LIMITS=depth=1000 raises it');
    expect(told('depth=1000').raising('depth')).toBe('it can be raised no further');
    expect(raising('depth')).toBe('GRAPH_CONTRACT_LIMITS=depth=256 raises it');
  });

  test('keeps the usual ones where what it is told is wrong, and says what', () => {
    const { LIMITS: usual, limitsProblem } = told('depth=1');
    expect([usual.depth, limitsProblem]).toEqual([
      128,
      'GRAPH_CONTRACT_LIMITS: depth must be a number from 128 to 1000',
    ]);
  });
});

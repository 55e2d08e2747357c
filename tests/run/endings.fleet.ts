import { outcomesOf, refused, verifyMutant, type Call, type Mutation } from './mutant';

const isUpdate = ({ method }: Call): boolean => method === 'PATCH';

/** A mutation that keeps count of requests. */
const counting = (make: (count: () => number) => Mutation): Mutation => {
  let requests = 0;
  return make(() => (requests += 1));
};

/** A directory of groups; an update that names another is refused. */
const knowing = (groups: readonly string[]): Mutation => ({
  request: (call) => {
    const targets = [call.json['includeTargets'], call.json['excludeTargets']].flat() as ({
      id?: unknown;
    } | null)[];
    const unknown = targets.some(
      (target) => typeof target?.id === 'string' && !['', 'all_users', ...groups].includes(target.id),
    );
    return isUpdate(call) && unknown ? refused(call, 400, 'No such group.') : {};
  },
});

test('leaves the replacing of targets open where a provider wants groups that it knows', async () => {
  const report = await verifyMutant(knowing([]));
  expect(outcomesOf(report).get('SEM-REPLACE')).toBe('untestable');
  expect(report).toMatchObject({ verdict: 'incomplete', counts: { violates: 0, error: 0 } });
  expect(report.findings.find(({ requirement }) => requirement === 'SEM-REPLACE')?.message).toContain(
    '--group',
  );
});

test('holds nothing against a provider whose gateway answers every fifth request', async () => {
  const report = await verifyMutant(
    counting((count) => ({
      response: (response) =>
        count() % 5 === 0
          ? new Response('<h1>Bad Gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } })
          : response,
    })),
  );
  expect(report.counts).toMatchObject({ violates: 0, deviates: 0 });
});

const ENDINGS: [what: string, answer: (call: Call) => Response, line: RegExp][] = [
  ['refuses the token', (call) => refused(call, 401), /answered with 401: the provider refused the token/],
  ['fails', (call) => refused(call, 500), /answered with 500: neither a read nor a write succeeds/],
  [
    'throttles for an hour',
    () => new Response(null, { status: 429, headers: { 'Retry-After': '3600' } }),
    /answered with 429: it throttles for longer than a run waits/,
  ],
];
test.each(ENDINGS)(
  'breaks off in one line where a provider %s from some request on',
  async (_what, answer, line) => {
    const report = await verifyMutant(
      counting((count) => ({ response: (response, call) => (count() > 100 ? answer(call) : response) })),
    );
    expect(report).toMatchObject({ verdict: 'incomplete', counts: { violates: 0 } });
    expect(report.reason).toMatch(line);
    expect(report.findings.filter(({ outcome }) => outcome === 'error')).toHaveLength(1);
  },
);

import { commandLine, temporaryFolder } from '../cli/support';
import { registerOf } from '../../src/contract/register/register';
import { operationNamed, packagedOperations } from '../../src/contract/operation';
import { Judge } from '../../src/judge/judge';
import { sequencesOf } from '../../src/explore/generate';
import { legible } from '../../src/explore/sequence';
import { SHORT } from '../../src/explore/limits';
import { viewOfBody } from '../../src/explore/sound';
import type { Exchange } from '../../src/exchanges/exchange';
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../../src/provider';
import { startProviderOf } from '../../src/provider/serve';
import type { Report } from '../../src/results/report';
import { verify } from '../../src/run/verify';
import type { VerifyOptions } from '../../src/run/verify-options';
import { makePlan, plannedRequests } from '../../src/scenarios/plan';
import { changesOf } from '../../src/scenarios/changes';
import { INVENTED_GROUPS } from '../../src/scenarios/invented-groups';
import { before } from '../fleet/before';

const graphContract = commandLine(temporaryFolder());

describe('a run has a short exploration', () => {
  const explored = async (...options: string[]): Promise<unknown> => {
    const { exitCode, stdout, stderr } = await graphContract(['verify', '--plan', '--json', ...options]);
    if (exitCode !== 0) return stderr;
    return (JSON.parse(stdout) as { explore?: { sequences: number } }).explore?.sequences;
  };

  test.each<[string, string[], unknown]>([
    ['where nothing is said', [], SHORT.sequences],
    ['of another seed', ['--seed', '4'], SHORT.sequences],
    ['or a longer one', ['--explore', '10'], 10],
    ['but not with --explore 0', ['--explore', '0'], undefined],
    ['but not with plain requests alone', ['--no-contexts'], undefined],
    ['but not of chosen rows', ['--only', 'RES-204'], undefined],
    ['but not where nothing can be read', ['--lacks', 'read'], undefined],
    ['but not where it is live', ['--provider', 'http://127.0.0.1:9/v1.0', '--live'], undefined],
    ['and no seed without one', ['--explore', '0', '--seed', '4'], expect.stringMatching(/--seed is for/)],
  ])('%s', async (_name, options, expected) => {
    expect(await explored(...options)).toEqual(expected);
  });
});

const tokens = { token: testToken(WRITE_SCOPE), tokenReadOnly: testToken(READ_SCOPE) };
const messages = ({ findings }: Report): string[] => findings.map(({ message }) => message);
const exploring = { explore: { ...SHORT, sequences: 2 }, settle: 100 };

test('it stands before what takes the policy away, and the report names its seed', async () => {
  const provider = await startProviderOf('externalAuthenticationMethod');
  const sent: Exchange[] = [];
  try {
    const report = await verify({
      ...{ ...exploring, ...tokens, provider: provider.url, only: ['SEM-REMOVE'] },
      register: registerOf(operationNamed('externalAuthenticationMethod')),
      onExchange: (exchange) => void sent.push(exchange),
    });
    expect([report.verdict, messages(report)]).toEqual([
      'conforms',
      expect.arrayContaining([expect.stringMatching(/^explored 2 of 2 .* --explore 2 --seed 1$/)]) as unknown,
    ]);
  } finally {
    await provider.close();
  }
  const removed = sent.findIndex(({ request }) => request.method === 'DELETE');
  const last = sent.findLastIndex(({ context }) => context?.scenario.startsWith('explore/'));
  expect([removed > last, last > 0]).toEqual([true, true]);
});

test.each<[string, Partial<VerifyOptions>, RegExp]>([
  [
    'success-200-empty',
    { contexts: 2, contextsUnlessBroken: true },
    /^contexts and the exploration were left out/,
  ],
  ['success-200-empty', {}, /^the exploration was left out/],
])('it is left out where a row is broken, and the report says so: %s, %j', async (fault, how, said) => {
  const report = await before(fault, (provider) =>
    verify({ ...exploring, ...tokens, ...how, provider, only: ['RES-204'] }),
  );
  expect(messages(report).filter((message) => /left out|sequences/.test(message))).toEqual([
    expect.stringMatching(said),
  ]);
});

test.each([...packagedOperations])(
  'it has updates that conform, and stays within what a run may send: %#',
  (pack) => {
    const register = registerOf(pack);
    const { operation } = register;
    const { bench } = new Judge({ register, subject: 'provider' });
    const { body } = changesOf(operation);
    const canDelete = operation.reset?.effect === 'reverts';
    const sequences = sequencesOf({ ...SHORT, groups: INVENTED_GROUPS, canDelete, bench });
    const updates = sequences
      .flat()
      .flatMap((step) => (step.kind === 'update' ? [viewOfBody(body(step.members), bench)] : []));
    expect(updates.length).toBeGreaterThan(0);
    expect(updates.filter(({ sound, conforms }) => !sound || !conforms)).toEqual([]);
    const plan = makePlan({ register, lacks: [], readOnlyToken: true, contexts: 2 });
    // Before the steps of a sequence the known state is written and read, and read once more.
    const requests = sequences.reduce((sum, each) => sum + 3 + legible(operation, each).length, 0);
    expect(plannedRequests(plan).length + requests).toBeLessThanOrEqual(1200);
  },
);

import type { Judge } from '../judge/judge';
import { View } from '../checks/view';
import type { Exchange } from '../exchanges/exchange';
import { secretsExpected, secretsOf } from '../pact/secrets';
import type { Against } from '../pact/explain';
import type { ReplayedRequest, Surroundings } from '../pact/replays';
import { untested } from '../pact/results';
import type { BrokerOptions, PactSource } from '../pact/sources';
import { askForState } from '../pact/states-endpoint';
import type { Capability } from '../contract/register/capabilities';
import { Interrupted } from '../interrupted';
import { BrokenOff } from '../wire/broken-off';
import { defaultsOf, writeState } from './pact-state';
import type { ScenarioRunner } from '../runner/scenario-runner';
import type { Sender } from '../wire/sender';

/** Pacts that are replayed as a part of a run. */
export interface PactRun {
  sources: readonly PactSource[];
  broker: BrokerOptions;
  /** The provider's own endpoint for states; absent: the known states are set up through the operation itself. */
  statesUrl?: string;
  /** Sets the policy past the operation, where the provider is at hand. */
  setPolicy?(members: Readonly<Record<string, unknown>>): void;
}

/** What the run lends to the replay of its Pacts. */
export interface PactRunContext {
  runner: ScenarioRunner;
  sender: Sender;
  judge: Judge;
  trouble(message: string, expected: string, actual: string): void;
  lacks: readonly Capability[];
  readOnlyToken: boolean;
  /** How long the provider may take, and its endpoint for states, in milliseconds. */
  timeout: number;
  env: Readonly<Record<string, string | undefined>>;
  /** Is called before each source with its place in the list and its name. */
  onSource(at: number, source: string): void;
  /** Fires when the user ends the run. */
  signal: AbortSignal | undefined;
}

/**
 * Replays the Pacts of a run and hands what became of them to the judge.
 * @throws what ended the run in the middle of them, after the judge was told what was known by then
 */
export async function replayPacts(run: PactRun, context: PactRunContext): Promise<void> {
  const { judge, trouble, sender, lacks, env, onSource, timeout } = context;
  const { credentials } = run.broker;
  for (const secret of credentials ? secretsOf(credentials) : []) sender.learn(secret);
  for (const secret of run.sources.flatMap(secretsExpected)) sender.learn(secret);
  // Pact's core is heavy, and most runs have no Pact.
  const { verifyPacts } = await import('../pact/verification.js');
  const { interactions, problems, ended } = await verifyPacts({
    sources: run.sources,
    broker: run.broker,
    surroundings: surroundingsOf(run, context),
    against: (exchange) => againstOf(exchange, judge),
    redact: (text) => sender.redact(text),
    lacks,
    env,
    onSource,
    timeout,
    signal: context.signal,
  });
  for (const interaction of interactions) judge.addInteraction(interaction);
  for (const problem of problems) trouble(problem, 'a Pact that can be replayed', 'none');
  if (ended instanceof Interrupted) throw new BrokenOff(ended.message);
  if (ended !== undefined) throw ended;
}

/** Says of every interaction that is known that the run ended before it. */
export function endBeforePacts({ sources }: PactRun, judge: Judge, reason: string): void {
  for (const source of sources) {
    for (const interaction of untested(source, reason)) judge.addInteraction(interaction);
  }
}

function surroundingsOf(
  run: PactRun,
  { runner, judge, readOnlyToken, lacks, timeout, signal }: PactRunContext,
): Surroundings {
  const { setPolicy, statesUrl } = run;
  let states = 0;
  return {
    members: judge.operation.updatable,
    readOnlyToken,
    send: ({ step, source, ...request }: ReplayedRequest) =>
      runner.replay(request, { scenario: 'pact', rows: [], step }, { kind: 'pact', file: source }),
    async setPolicy(members) {
      const policy = { ...(await defaultsOf(judge.operation)), ...members };
      if (setPolicy) {
        setPolicy(policy);
        runner.changedElsewhere();
        return undefined;
      }
      states += 1;
      return writeState(runner, judge.operation, policy, `pact/state-${states}`, !lacks.includes('read'));
    },
    ...(statesUrl !== undefined && {
      async askForState(change) {
        const answer = await askForState(statesUrl, change, timeout, signal);
        runner.changedElsewhere();
        return answer;
      },
    }),
  };
}

const CAPABILITIES = { read: 'read', reset: 'delete', batch: 'batch' } as const;

function againstOf(exchange: Exchange, judge: Judge): Against {
  const { intent, status, inPassing, operation } = View.of(exchange, judge.bench);
  const readOnly = exchange.context?.credentials === 'read-only';
  return {
    ...judge.against(exchange),
    status,
    inPassing,
    capability: readOnly ? 'scopes' : CAPABILITIES[intent as keyof typeof CAPABILITIES],
    success: intent === 'update' ? operation.success : intent === 'reset' ? operation.reset : undefined,
  };
}

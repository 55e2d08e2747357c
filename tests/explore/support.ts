import { judge as judgeAll, Judge } from '../../src/judge/judge';
import type { Exchange } from '../../src/exchanges/exchange';
import type { Finding } from '../../src/results/report';
import type { Capability } from '../../src/contract/register/capabilities';
import { loadRegister } from '../../src/contract/register/register';
import { Exploration } from '../../src/explore/exploration';
import { Gate } from '../../src/wire/gate';
import { baselineOf } from '../../src/scenarios/plan';
import { ScenarioRunner } from '../../src/runner/scenario-runner';
import { Sender } from '../../src/wire/sender';
import { Target } from '../../src/wire/target';
import type { Scenario } from '../../src/scenarios/scenario';
import { startMutant, TOKENS, type Mutation } from '../run/mutant';

export interface Explored {
  /** What the run would report, worst first. */
  findings: Finding[];
  notes: { message: string; actual: string }[];
  /** All exchanges, and those that the run would judge. */
  exchanges: Exchange[];
  admitted: Exchange[];
}

export interface ExploreOptions {
  sequences: number;
  seed: number;
  settle?: number;
  groups?: readonly string[];
  lacks?: readonly Capability[];
  /** What is sent in the place of a scenario. */
  tamper?: (scenario: Scenario) => Scenario;
}

/** Explores a mutant, without the scenarios of a run before it. */
export async function exploreMutant(mutation: Mutation, options: ExploreOptions): Promise<Explored> {
  const { groups, lacks = [], settle = 100, tamper = (scenario) => scenario } = options;
  const mutant = await startMutant(mutation);
  const judgeOptions = { register: loadRegister(), lacks, subject: 'provider' } as const;
  const { bench } = new Judge(judgeOptions);
  const exploration = new Exploration(options);
  const [notes, exchanges, admitted]: [Explored['notes'], Exchange[], Exchange[]] = [[], [], []];
  const sender = new Sender(
    new Target(mutant.url),
    new Gate({ allowWrites: false }),
    {
      tokens: { full: TOKENS.token },
      headers: [],
      userAgent: 'test',
      timeout: 2000,
      longestWait: 2000,
      backoff: 5,
    },
    (exchange) => {
      exchanges.push(exchange);
      exploration.take(exchange);
    },
  );
  const runner = new ScenarioRunner(sender, bench, settle, undefined, true, baselineOf(bench.operation));
  try {
    await exploration.explore({
      run: (scenario) => runner.run(tamper(scenario)),
      judge: (some) => judgeAll(some, judgeOptions).findings,
      admit: (_sequence, confirmed) => void admitted.push(...confirmed),
      note: (message, _expected, actual) => void notes.push({ message, actual }),
      bench,
      target: mutant.url,
      groups,
      lacks,
      onSequence: () => undefined,
    });
    const { findings } = judgeAll(admitted, judgeOptions);
    return { findings: exploration.retold(findings), notes, exchanges, admitted };
  } finally {
    sender.close();
    await mutant.close();
  }
}

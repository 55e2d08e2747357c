import type { Capability } from '../contract/register/capabilities';
import type { Exploration } from '../explore/exploration';
import { judge as judgeAll, type Judge, type JudgeOptions } from '../judge/judge';
import { preflight } from '../runner/preflight';
import type { ScenarioRunner } from '../runner/scenario-runner';
import { withoutWrites, type Plan } from '../scenarios/plan';
import { UsageError } from '../usage-error';
import { BrokenOff } from '../wire/broken-off';
import { speaksTls } from '../wire/speaks-tls';
import type { Sender } from '../wire/sender';
import type { Target } from '../wire/target';
import type { Approach } from './approach';
import { contextsLeftOut } from './contexts-left-out';
import { Differences } from './differences';
import type { Intake } from './intake';
import { endBeforePacts, replayPacts } from './pact';
import { TIMEOUT, type VerifyOptions } from './verify-options';

/** What stands ready when a run begins to send. */
export interface Sending {
  options: VerifyOptions;
  approach: Approach;
  target: Target;
  sender: Sender;
  runner: ScenarioRunner;
  intake: Intake;
  judge: Judge;
  judgeOptions: JudgeOptions;
  exploration: Exploration | undefined;
  lacks: readonly Capability[];
}

/** Tells how far a run is: how much of it is done, and what is sent next. */
type Tell = (done: number, scenario: string) => void;

/** How long the connection that is kept open is watched at least, in milliseconds. */
const HELD_AT_LEAST = 150;

/**
 * Sends all of a run, in order: what shows whether anything comes through, the scenarios, those of them once more that
 * showed a difference, the Pacts, and the sequences of an exploration.
 * @returns why it ended before all was sent; undefined where all was
 * @throws UsageError
 */
export async function sendAll(sending: Sending): Promise<string | undefined> {
  const { approach, options, judge } = sending;
  const { pact, explore, onProgress } = options;
  const scenarios = approach.plan.scenarios.length;
  const behindPacts = scenarios + (pact?.sources.length ?? 0);
  const total = behindPacts + (explore?.sequences ?? 0);
  const tell: Tell = (done, scenario) => onProgress?.({ done, total, scenario, sent: sending.sender.sent });
  let replaying = false;
  try {
    approach.open();
    const differences = new Differences(sending.runner, judge);
    const denied = await sendFirst(sending, differences);
    if (denied !== undefined) {
      await sendScenarios(
        { ...sending, approach: { ...approach, plan: withoutWrites(approach.plan) } },
        differences,
        tell,
      );
      throw new BrokenOff(denied);
    }
    await sendScenarios(sending, differences, tell);
    await lookAgain(sending, differences, tell);
    replaying = true;
    await sendPacts(sending, (at, source) => tell(scenarios + at, source));
    await sendSequences(sending, (at, what) => tell(behindPacts + at, what));
    tell(total, '');
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const why = error instanceof BrokenOff ? error.message : `the run failed: ${(error as Error).message}`;
    if (pact && !replaying) endBeforePacts(pact, judge, why);
    return why;
  }
}

/**
 * @returns why no write comes through; undefined where one may
 * @throws BrokenOff where nothing comes through
 */
async function sendFirst(
  { approach, runner, target, lacks, intake, options }: Sending,
  differences: Differences,
): Promise<string | undefined> {
  const { first } = approach;
  const { obstacle, answers, denied } = await preflight(runner, target, lacks, {
    scenario: first,
    // What a live run sends is known beforehand.
    ...(options.live ? {} : { another: approach.baseline('B') }),
    speaksTls: (origin) => (options.proxy ? Promise.resolve(false) : speaksTls(origin)),
  });
  if (obstacle !== undefined) throw new BrokenOff(obstacle);
  intake.judgeFromHere();
  if (!lacks.includes('read') && denied === undefined)
    differences.take(first, await runner.goOn(first, answers));
  return denied;
}

async function sendScenarios(sending: Sending, differences: Differences, tell: Tell): Promise<void> {
  const { approach, runner, sender, options } = sending;
  const { scenarios, held: open }: Plan = approach.plan;
  const held =
    open && (await sender.hold(open.steps[0], { scenario: open.address, rows: open.rows }, HELD_AT_LEAST));
  if (held) runner.changedElsewhere();
  try {
    let leavesOut: boolean | undefined;
    for (const [done, scenario] of scenarios.entries()) {
      if (scenario.inContexts && options.contextsUnlessBroken) {
        leavesOut ??= await contextsLeftOut(sending, () => lookAgain(sending, differences, tell));
        if (leavesOut) continue;
      }
      tell(done, scenario.address);
      differences.take(scenario, await runner.run(scenario));
    }
  } finally {
    if (open) await held?.end(open.steps[1]);
  }
}

const lookAgain = ({ approach }: Sending, differences: Differences, tell: Tell): Promise<void> =>
  differences.lookAgain((address) => tell(approach.plan.scenarios.length, `${address}, once more`));

async function sendPacts(sending: Sending, onSource: Tell): Promise<void> {
  const { options, runner, sender, judge, lacks, intake } = sending;
  if (!options.pact) return;
  await replayPacts(options.pact, {
    ...{ runner, sender, judge, lacks, onSource },
    trouble: (...trouble) => intake.note('error', ...trouble),
    readOnlyToken: options.tokenReadOnly !== undefined,
    timeout: options.timeout ?? TIMEOUT,
    env: options.env ?? {},
    signal: options.signal,
  });
}

async function sendSequences(sending: Sending, onSequence: Tell): Promise<void> {
  const { options, runner, judge, judgeOptions, lacks, intake } = sending;
  await sending.exploration?.explore({
    run: (scenario, manner) => runner.run(scenario, manner),
    judge: (exchanges) => judgeAll(exchanges, judgeOptions).findings,
    admit: (sequence, confirmed) => intake.admit(sequence, confirmed),
    note: (...noted) => intake.note('informational', ...noted),
    bench: judge.bench,
    groups: options.groups,
    ...{ lacks, onSequence },
  });
}

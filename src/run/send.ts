import { preflight } from '../runner/preflight';
import { withoutWrites, type Plan } from '../scenarios/plan';
import type { Scenario } from '../scenarios/scenario';
import { UsageError } from '../usage-error';
import { BrokenOff } from '../wire/broken-off';
import { speaksTls } from '../wire/speaks-tls';
import { Differences } from './differences';
import { sendPacts, sendSequences } from './further';
import { contextsLeftOut } from './left-out';
import { endBeforePacts } from './pact';
import type { Sending, Tell } from './sending';

/** How long the connection that is kept open is watched at least, in milliseconds. */
const HELD_AT_LEAST = 150;

/**
 * Sends all of a run, in order: what shows whether anything comes through, the scenarios, those of them once more that
 * showed a difference, the Pacts, the sequences of an exploration, and what may take the policy away.
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
    const isShort = await sendScenarios(sending, differences, tell);
    await lookAgain(sending, differences, tell);
    replaying = true;
    await sendPacts(sending, (at, source) => tell(scenarios + at, source));
    if (!isShort || !explore?.unlessBroken)
      await sendSequences(sending, (at, what) => tell(behindPacts + at, what));
    await sendLast(sending, differences, (_, scenario) => tell(total - 1, scenario));
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
    // A live run sends no more than its plan.
    ...(options.live ? {} : { another: approach.baseline('B') }),
    speaksTls: (origin) => (options.proxy ? Promise.resolve(false) : speaksTls(origin)),
  });
  if (obstacle !== undefined) throw new BrokenOff(obstacle);
  intake.judgeFromHere();
  if (!lacks.includes('read') && denied === undefined)
    differences.take(first, await runner.goOn(first, answers));
  return denied;
}

/** Sends the scenarios behind which the policy is still there. @returns whether the contexts of their rows were left out */
async function sendScenarios(sending: Sending, differences: Differences, tell: Tell): Promise<boolean> {
  const { approach, runner, sender, options } = sending;
  const { scenarios, held: open }: Plan = approach.plan;
  const held =
    open && (await sender.hold(open.steps[0], { scenario: open.address, rows: open.rows }, HELD_AT_LEAST));
  if (held) runner.changedElsewhere();
  let leavesOut: boolean | undefined;
  try {
    for (const [done, scenario] of scenarios.entries()) {
      if (scenario.takesAway) continue;
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
  return leavesOut ?? false;
}

/** Sends what may take the policy away. */
async function sendLast(sending: Sending, differences: Differences, tell: Tell): Promise<void> {
  const { scenarios } = sending.approach.plan;
  const last = scenarios.filter(({ takesAway }: Scenario) => takesAway);
  for (const [done, scenario] of last.entries()) {
    tell(done, scenario.address);
    differences.take(scenario, await sending.runner.run(scenario));
  }
  if (last.length > 0) await lookAgain(sending, differences, tell);
}

const lookAgain = ({ approach }: Sending, differences: Differences, tell: Tell): Promise<void> =>
  differences.lookAgain((address) => tell(approach.plan.scenarios.length, `${address}, once more`));

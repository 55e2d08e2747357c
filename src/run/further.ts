import { judge as judgeAll } from '../judge/judge';
import { explorationLeftOut } from './left-out';
import { replayPacts } from './pact';
import type { Sending, Tell } from './sending';
import { TIMEOUT } from './verify-options';

/** Sends the Pacts of a run, where it has any. */
export async function sendPacts(sending: Sending, onSource: Tell): Promise<void> {
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

/** Sends the sequences of a run's exploration, where it has one that the run does not leave out. */
export async function sendSequences(sending: Sending, onSequence: Tell): Promise<void> {
  const { options, target, runner, judge, judgeOptions, lacks, intake, exploration } = sending;
  if (!exploration || explorationLeftOut(sending)) return;
  await exploration.explore({
    run: (scenario, manner) => runner.run(scenario, manner),
    judge: (exchanges) => judgeAll(exchanges, judgeOptions).findings,
    admit: (sequence, confirmed) => intake.admit(sequence, confirmed),
    note: (...noted) => intake.note('informational', ...noted),
    bench: judge.bench,
    target: target.root.href,
    groups: options.groups,
    ...{ lacks, onSequence },
  });
}

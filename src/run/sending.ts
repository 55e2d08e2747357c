import type { Capability } from '../contract/register/capabilities';
import type { Exploration } from '../explore/exploration';
import type { Judge, JudgeOptions } from '../judge/judge';
import type { ScenarioRunner } from '../runner/scenario-runner';
import type { Sender } from '../wire/sender';
import type { Target } from '../wire/target';
import type { Approach } from './approach';
import type { Intake } from './intake';
import type { VerifyOptions } from './verify-options';

/** The input for sending a run. */
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
export type Tell = (done: number, scenario: string) => void;

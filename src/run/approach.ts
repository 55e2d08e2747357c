import { Judge } from '../judge/judge';
import { Foresight } from '../live/effects';
import { partsSetForGood, setForGood, type Policy } from '../live/policy';
import {
  liveBaseline,
  livePreflight,
  planWithoutParts,
  restrict,
  withoutParts,
  withoutSetting,
} from '../live/restrict';
import { KEPT_BACK, type LiveSession } from '../live/session';
import type { Register } from '../contract/register/register';
import { baselineOf, plannedRequests, preflightOf, type Plan } from '../scenarios/plan';
import type { Scenario, Send } from '../scenarios/scenario';
import { BrokenOff } from '../wire/broken-off';
import type { Sender } from '../wire/sender';
import type { Target } from '../wire/target';
import type { LiveRun } from './verify-options';

/** The plan of a run, and the protection of a live policy. */
export interface Approach {
  plan: Plan;
  /** The first requests, which show whether the provider can be reached. */
  first: Scenario;
  /** The update that brings the policy into a known state. */
  baseline: (state: 'A' | 'B') => Send;
  /** Writes down the policy that people live with, where it may be written to. @throws BrokenOff where it may not */
  open(): void;
}

/**
 * Reads the policy that people live with, and takes out of the plan what was not allowed to be done to it. Of a
 * provider for tests nothing is read, and the plan is sent as it is.
 */
export async function approachOf(
  wanted: Plan,
  { register, target, sender, live, session }: ApproachContext,
): Promise<Approach> {
  const { operation } = register;
  const plain = { plan: wanted, first: preflightOf(operation) };
  if (!live || !session) return { ...plain, baseline: baselineOf(operation), open: () => undefined };
  const { allowed } = live;
  let original: Policy;
  try {
    original = await session.readFirst(sender);
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
    return { ...plain, baseline: liveBaseline(operation, allowed), open: () => throwAgain(error) };
  }
  const left = setForGood(operation, original);
  const parts = left.length > 0 ? partsSetForGood(operation) : [];
  const whole = liveBaseline(operation, allowed, left);
  const baseline: typeof whole = (state) => withoutParts(whole(state), parts);
  const foresight = new Foresight(original, target, new Judge({ register, subject: 'client' }));
  const plan = restrict(planWithoutParts(withoutSetting(wanted, left), parts), foresight, allowed);
  const first = livePreflight(operation, original, allowed);
  const open = (): void => {
    if (!allowed.has('write')) return;
    assertBudget(plan, first, live.maxWrites);
    const states = (['A', 'B'] as const).map(baseline);
    session.open(original, [first, { steps: states }, ...plan.scenarios, ...(plan.held ? [plan.held] : [])]);
  };
  return { plan, first, baseline, open };
}

/** The input for choosing the approach of a run. */
export interface ApproachContext {
  register: Register;
  target: Target;
  sender: Sender;
  /** Both are absent for a test provider. */
  live: LiveRun | undefined;
  session: LiveSession | undefined;
}

function throwAgain(error: BrokenOff): never {
  throw error;
}

/** @throws BrokenOff where more is planned than may be written: nothing was then */
function assertBudget(plan: Plan, first: Scenario, maxWrites = Infinity): void {
  const writes = plannedRequests(plan, first).filter((request) => request.writes).length + KEPT_BACK;
  if (writes > maxWrites)
    throw new BrokenOff(
      `--max-writes ${maxWrites}: ${writes} are planned, ${KEPT_BACK} of them kept back to put the policy back; choose fewer rows with --only`,
    );
}

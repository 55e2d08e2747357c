import type { Capability } from '../contract/register/capabilities';
import type { Register } from '../contract/register/register';
import type { Selection } from '../contract/selection';
import type { ExploreRun } from '../explore/exploration';
import type { PactRun } from '../run/pact';
import type { LiveRun } from '../run/verify-options';
import type { Strength } from '../scenarios/contexts';
import type { Plan } from '../scenarios/plan';
import { Target } from '../wire/target';
import { planWithExploration } from './explore-options';
import type { Io } from './io';

/** The input of `verify --plan`. */
interface PlanWanted {
  register: Register;
  selection: Selection;
  known: { groups?: readonly string[]; users?: readonly string[] };
  lacks: readonly Capability[];
  /** Whether there is a token without the write permission. */
  readOnlyToken: boolean;
  provider: string | undefined;
  live: LiveRun | undefined;
  pact: PactRun | undefined;
  explore: ExploreRun | undefined;
  minimise: boolean;
  /** How many contexts of a row are tried together; absent: plain requests alone. */
  contexts?: Strength;
  json: boolean;
}

/** `verify --plan`: prints every request and the number of writes, and sends nothing. @returns the exit code */
export async function showPlan(wanted: PlanWanted, io: Io): Promise<number> {
  const { register, selection, known, lacks, readOnlyToken, provider, live, pact, explore, json } = wanted;
  const { makePlan } = await import('../scenarios/plan.js');
  const whole = makePlan({
    ...selection,
    register,
    lacks,
    readOnlyToken,
    ...known,
    ...(wanted.contexts && { contexts: wanted.contexts }),
  });
  const { plan, leftOut } = live
    ? await restricted(whole, live, provider as string, register)
    : { plan: whole, leftOut: [] };
  const { renderPlan } = await import('../run/render-plan.js');
  const rendered = renderPlan(plan, pact?.sources ?? [], { json, leftOut });
  if (live)
    io.stderr(
      'What a live run leaves out is decided by what it reads first: this is for a policy at the documented defaults.\n',
    );
  let told = rendered;
  if (explore) {
    const { admitExploration, requestsAtMost } = await import('../explore/exploration.js');
    admitExploration(explore, lacks);
    told = planWithExploration(told, explore, requestsAtMost(explore), { json });
  }
  if (wanted.minimise) told = await planWithMinimising(told, { json });
  io.stdout(told);
  return 0;
}

/** The line of a plan about `--minimise`. Which forms are sent is known only during the run. */
async function planWithMinimising(plan: string, { json }: { json: boolean }): Promise<string> {
  const { MINIMISING: requestsAtMost } = await import('../run/minimise-resending.js');
  if (json)
    return `${JSON.stringify({ ...(JSON.parse(plan) as object), minimise: { requestsAtMost } }, null, 2)}\n`;
  return `${plan}--minimise comes on top, where something is found: ${requestsAtMost} requests at most.\n`;
}

/** What a live run would send to a policy at the documented defaults. */
async function restricted(plan: Plan, live: LiveRun, provider: string, register: Register) {
  const [{ OPTION, restrict }, { Foresight }, { Judge }, { defaultsOf }] = await Promise.all([
    import('../live/restrict.js'),
    import('../live/effects.js'),
    import('../judge/judge.js'),
    import('../run/pact-state.js'),
  ]);
  const judge = new Judge({ register, subject: 'client' });
  const foresight = new Foresight(
    await defaultsOf(register.operation),
    new Target(provider, register.operation),
    judge,
  );
  const { leftOut, ...kept } = restrict(plan, foresight, live.allowed);
  return {
    plan: kept,
    leftOut: leftOut.map(({ scenario, effects }) => ({
      scenario,
      options: effects.map((effect) => OPTION[effect]),
    })),
  };
}

import type { Plan } from '../scenarios/plan';
import {
  read,
  requestsIn,
  send,
  update,
  type Payload,
  type Read,
  type Scenario,
  type Send,
  type Step,
} from '../scenarios/scenario';
import { changesOf } from '../scenarios/changes';
import type { Operation } from '../contract/operation';
import type { Effect, Foresight } from './effects';
import { closedBy, restoring, type Policy } from './policy';

/** The option that lets a live run do what it leaves out otherwise. */
export const OPTION: Record<Effect, string> = {
  write: '--allow-writes',
  widening: '--allow-widening',
  refusal: '--allow-refusals',
  'foreign-type': '--allow-foreign-types',
  delete: '--allow-delete',
};

/**
 * A known state for a live run: closed, unless the tenant may be opened wider than it is.
 * @param left the members that no update may set
 */
export function liveBaseline(
  operation: Operation,
  allowed: ReadonlySet<Effect>,
  left: readonly string[] = [],
): (state: 'A' | 'B') => Send {
  const { body, done } = changesOf(operation);
  const kept = allowed.has('widening') ? {} : closedBy(operation);
  return (state) => {
    const members = Object.entries(operation.states[state]).filter(([name]) => !left.includes(name));
    return update(`state ${state}`, body({ ...Object.fromEntries(members), ...kept }), done);
  };
}

/** A request without some parts of the objects that it sends; what is no JSON stays as it is. */
export function withoutParts<Step extends Send | Read>(step: Step, names: readonly string[]): Step {
  if (step.kind !== 'send' || !step.payload || !('json' in step.payload)) return step;
  const kept: unknown = JSON.parse(
    JSON.stringify(step.payload.json, (name, value: unknown) => (names.includes(name) ? undefined : value)),
  );
  return { ...step, payload: { json: kept } };
}

/** A plan without some parts of the objects that it sends. */
export const planWithoutParts = (plan: Plan, names: readonly string[]): Plan => ({
  ...plan,
  scenarios: plan.scenarios.map((scenario) => ({
    ...scenario,
    steps: scenario.steps.map((step) =>
      step.kind === 'together'
        ? { ...step, sends: step.sends.map((each) => withoutParts(each, names)) }
        : withoutParts(step, names),
    ),
  })),
});

/** A plan without the requests that set one of some members, whatever else they set. */
export function withoutSetting(plan: Plan, names: readonly string[]): Plan {
  if (names.length === 0) return plan;
  const name = new RegExp(`(?<![a-z])(?:${names.join('|')})(?![a-z])`, 'i');
  const sets = (step: Send | Read): boolean =>
    step.kind === 'send' && step.payload !== undefined && name.test(unescaped(step.payload));
  const scenarios = plan.scenarios.flatMap((scenario) => {
    const steps = scenario.steps.filter((step) => !requestsIn(step).some(sets));
    // Reads alone are left where each of its writes set one.
    const isEmpty = steps.length < scenario.steps.length && steps.every(({ kind }) => kind === 'read');
    return isEmpty ? [] : [{ ...scenario, steps }];
  });
  return { ...plan, scenarios };
}

/** What a request carries as text, names with escapes as they are read: none has a `u` before four hexadecimal digits. */
const unescaped = (payload: Payload): string =>
  JSON.stringify(payload)
    .replaceAll('\\', '')
    .replace(/u([0-9a-f]{4})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));

/** What is sent first of all: a read, and, if anything may be written, the policy as it is. */
export const livePreflight = (
  operation: Operation,
  original: Policy,
  allowed: ReadonlySet<Effect>,
): Scenario => ({
  address: 'preflight',
  rows: [],
  needs: [],
  steps: [
    send('a read', 'GET'),
    ...(allowed.has('write') ? [update('a write of what is there', restoring(operation, original))] : []),
    read('a read after it'),
  ],
});

/** A plan, and what was left out of it. */
export interface Restricted extends Plan {
  leftOut: { scenario: string; effects: Effect[] }[];
}

/**
 * Leaves out of a plan what would do to a tenant what was not allowed. A row that nothing is left for stays open, with
 * the option that would test it.
 */
export function restrict(
  plan: Plan,
  foresight: Pick<Foresight, 'of'>,
  allowed: ReadonlySet<Effect>,
): Restricted {
  const { reset } = plan.operation;
  // What DELETE may take away nothing puts back.
  const isFinal = reset !== undefined && reset.effect !== 'reverts';
  const mayDo = (effect: Effect): boolean => allowed.has(effect) && !(isFinal && effect === 'delete');
  const baseline = liveBaseline(plan.operation, allowed);
  const lacking = ({ from }: Scenario, steps: readonly Step[]): Effect[] => {
    const before = from === undefined ? [] : [baseline(from)];
    return [...foresight.of({ steps: [...before, ...steps] })].filter((effect) => !mayDo(effect));
  };
  const all = [...plan.scenarios, ...(plan.held ? [plan.held] : [])].map((scenario): Looked => {
    const lacks = lacking(scenario, scenario.steps);
    if (lacks.length === 0 || !scenario.inContexts) return { scenario, lacks };
    // Its requests depend on no other one: those that may be sent are.
    const steps = scenario.steps.filter((step) => lacking(scenario, [step]).length === 0);
    const shows = steps.some((step) => step.kind === 'send' && step.contexts);
    // One on top of the other they may do more than each by itself.
    return shows && lacking(scenario, steps).length === 0
      ? { scenario, lacks, part: { ...scenario, steps } }
      : { scenario, lacks };
  });
  const kept = all.flatMap(({ scenario, lacks, part }) => (lacks.length === 0 ? [scenario] : (part ?? [])));
  const rows = new Map(plan.rows);
  for (const id of plan.rows.keys()) {
    if (kept.some((scenario) => scenario.rows.includes(id))) continue;
    const own = all.filter(({ scenario }) => scenario.rows.includes(id));
    // The least that would help.
    const [least] = own.map(({ lacks }) => lacks).sort((one, other) => one.length - other.length);
    if (least)
      rows.set(
        id,
        isFinal && least.includes('delete')
          ? 'left out of a live run: nothing restores what DELETE removes'
          : `left out of a live run: ${least.map((effect) => OPTION[effect]).join(' ')} would test it`,
      );
  }
  return {
    operation: plan.operation,
    scenarios: kept.filter((scenario) => scenario !== plan.held),
    held: plan.held && kept.includes(plan.held) ? plan.held : undefined,
    rows,
    leftOut: all.flatMap(({ scenario, lacks, part }) =>
      lacks.length === 0
        ? []
        : [{ scenario: part ? `${scenario.address}, in part` : scenario.address, effects: lacks }],
    ),
  };
}

/** A scenario, what it lacks to be sent as a whole, and the part that may be sent without that. */
interface Looked {
  scenario: Scenario;
  lacks: Effect[];
  part?: Scenario;
}

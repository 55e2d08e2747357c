import { CAPABILITIES, type Capability } from '../contract/register/capabilities';
import type { Register } from '../contract/register/register';
import { select, type Selection } from '../contract/selection';
import { allScenarios } from '.';
import { contextScenarios, type Strength } from './contexts';
import { needsOf, rowsOfCase } from './contexts/compile';
import type { Operation } from '../contract/operation';
import { httpScenarios } from './http';
import { read, requestsIn, update, type Scenario, type Step } from './scenario';
import { heldScenario, type HeldScenario } from './wire';
import { withoutReads } from './without-reads';

export interface PlanOptions extends Selection {
  register: Register;
  lacks: readonly Capability[];
  /** Whether there is a token without the write permission. */
  readOnlyToken: boolean;
  /** Groups that the provider knows. */
  groups?: readonly string[];
  /** Users that the provider knows. */
  users?: readonly string[];
  /** How many values of contexts stand together at least once; absent: plain requests alone. */
  contexts?: Strength;
}

/** What a run is going to send, and for which rows. */
export interface Plan {
  operation: Operation;
  /** In the order in which they run. */
  scenarios: Scenario[];
  /** What is sent on the connection that is kept open, where that is part of it. */
  held: HeldScenario | undefined;
  /** The rows that it exercises; for those that may stay open, what would help. */
  rows: Map<string, string | undefined>;
}

/** The scenario that looks whether anything comes through at all, before the rest is sent. */
export const preflightOf = (operation: Operation): Scenario => ({
  address: 'preflight',
  rows: [],
  needs: [],
  steps: [
    { kind: 'send', name: 'a read', method: 'GET' },
    update('a write', operation.bodyOf(operation.states.A)),
    // The first write of all is as good as any other.
    read('a read after it'),
  ],
});

/** Brings the policy into one of the two known states. */
export const baselineOf = (operation: Operation) => (state: 'A' | 'B') =>
  update(`state ${state}`, operation.bodyOf(operation.states[state]), { accept: operation.success.row });

/** Chooses the scenarios for the rows that a selection keeps and the provider can show. */
export function makePlan(options: PlanOptions): Plan {
  const { register } = options;
  const { operation } = register;
  // What the operation does not have, no provider of it can be asked for.
  const lacks = CAPABILITIES.filter((each) => options.lacks.includes(each) || !operation.offers.has(each));
  const wanted = new Set(
    select(register, options)
      .filter(
        (row) =>
          row.actor === 'provider' &&
          row.planned &&
          row.level !== 'NONE' &&
          !row.needs.some((need) => lacks.includes(need)),
      )
      .map((row) => row.id),
  );
  const possible = (scenario: Scenario): boolean => !scenario.needs.some((need) => lacks.includes(need));
  const sendable = (scenario: Scenario): boolean =>
    options.readOnlyToken || !scenario.needs.includes('scopes');
  const heldOpen = heldScenario(operation);
  const ofHttp = options.basis === 'http' ? httpScenarios(operation) : [];
  const every: Scenario[] = [...ofHttp, ...allScenarios(options, operation), heldOpen];
  // A row that no scenario was made for, such as one of an overlay, is judged by whatever is sent.
  const served = new Set(every.flatMap((scenario) => scenario.rows));
  const needsAll = [...wanted].some((id) => !served.has(id));
  const isWanted = (rows: readonly string[]): boolean => needsAll || rows.some((id) => wanted.has(id));
  const useful = every.filter((scenario) => possible(scenario) && isWanted(scenario.rows));
  const { contexts, groups } = options;
  const further =
    contexts === undefined
      ? []
      : contextScenarios(
          operation,
          contexts,
          groups,
          (each) =>
            !needsOf(each).some((need) => lacks.includes(need)) && isWanted(rowsOfCase(operation, each)),
        ).filter((scenario) => possible(scenario) && isWanted(scenario.rows));
  const rows = new Map<string, string | undefined>();
  for (const id of wanted) {
    const own = useful.filter((scenario) => scenario.rows.includes(id));
    // What is sent for others promises nothing of it.
    if (!served.has(id)) continue;
    if (own.length === 0)
      rows.set(id, `every scenario for it needs what is declared absent (${lacks.join(', ')})`);
    else if (!own.some(sendable))
      rows.set(
        id,
        'a token without the write permission is needed: pass it with --token-readonly, or declare --lacks scopes if the provider has no permissions',
      );
    // A hint helps only where no scenario without one bears on the row.
    else rows.set(id, own.every(({ hint }) => hint !== undefined) ? own[0]?.hint : undefined);
  }
  return {
    operation,
    scenarios: beforeLast(useful, further)
      .filter((scenario) => scenario !== heldOpen && sendable(scenario))
      .map((scenario) => (lacks.includes('read') ? withoutReads(scenario) : scenario)),
    held: useful.includes(heldOpen) ? heldOpen : undefined,
    rows,
  };
}

/** Scenarios behind others, but before one that takes the policy away. */
function beforeLast(scenarios: readonly Scenario[], further: readonly Scenario[]): Scenario[] {
  return [
    ...scenarios.filter(({ takesAway }) => !takesAway),
    ...further,
    ...scenarios.filter(({ takesAway }) => takesAway),
  ];
}

/** What of a plan can be sent with a token that may not write: reads, and writes that must be refused without one. */
export function withoutWrites(plan: Plan): Plan {
  const needsNoWrite = (step: Step): boolean =>
    step.kind === 'read' ||
    (step.kind === 'send' &&
      (step.method === 'GET' ||
        (step.credentials !== undefined && !['full', 'lower-case-scheme'].includes(step.credentials))));
  const scenarios = plan.scenarios.map(({ from: _, ...scenario }) => ({
    ...scenario,
    steps: scenario.steps.filter(needsNoWrite),
  }));
  return {
    ...plan,
    scenarios: scenarios.filter(({ steps }) => steps.some(({ kind }) => kind === 'send')),
    held: undefined,
  };
}

/** One line of what a plan sends. */
export interface PlannedRequest {
  scenario: string;
  step: string;
  method: string;
  /** Whether a provider that honours the contract may change its policy for it. */
  writes: boolean;
  /** In what it differs from the plain request of its row; absent: in nothing. */
  contexts?: readonly string[];
}

/** Every request of a plan in order, but for polls and repeats, whose number nobody knows beforehand. */
export function plannedRequests(plan: Plan, first = preflightOf(plan.operation)): PlannedRequest[] {
  const baseline = baselineOf(plan.operation);
  const all = [first, ...plan.scenarios, ...(plan.held ? [plan.held] : [])];
  return all.flatMap((scenario) => {
    const before = scenario.from === undefined ? [] : [baseline(scenario.from)];
    return [...before, ...scenario.steps].flatMap((step) =>
      requestsIn(step).map((each) => {
        const method = each.kind === 'read' ? 'GET' : each.method;
        const contexts = each.kind === 'send' ? each.contexts : undefined;
        return {
          ...{
            scenario: scenario.address,
            step: each.name,
            method,
            writes: method !== 'GET' && method !== 'HEAD',
          },
          ...(contexts && { contexts }),
        };
      }),
    );
  });
}

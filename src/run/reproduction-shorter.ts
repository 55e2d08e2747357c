import { benchOf } from '../judge/judge';
import type { Bench } from '../checks/view';
import type { Register } from '../contract/register/register';
import { isMembers, type Members } from '../exchanges/body';
import { header } from '../exchanges/headers';
import { mustBeAccepted } from '../explore/model';
import { illegibleIn } from '../explore/sequence';
import { shorter, smallerMembers } from '../explore/shrink';
import { viewOfBody } from '../explore/sound';
import type { Sequence, Step } from '../explore/step';
import type { Reproduction, ReproductionStep } from '../results/reproduction';

type Steps = readonly ReproductionStep[];

/**
 * Makes shorter forms of reproductions. The update that makes the known state stays as it is, so that a form shows the same
 * whatever the policy was before; what a provider has a reason to refuse, or to answer otherwise, is not asked of it.
 */
export class Shortening {
  private readonly bench: Bench;

  constructor(register: Register) {
    this.bench = benchOf(register);
  }

  /** Forms without some steps, members or targets; large parts are left out first. */
  *shorter(whole: Reproduction): Iterable<Reproduction> {
    const { steps, expect } = whole;
    const known = steps.findIndex((step) => this.makesKnownState(step));
    const isLoose = (_: ReproductionStep, at: number): boolean => at !== known && at !== expect.step;
    for (const some of shorter(steps.filter(isLoose), (step) => this.smallerSteps(step))) {
      const left = new Map(some.map((step) => [step.name, step]));
      const form = steps.flatMap((step, at) => (isLoose(step, at) ? (left.get(step.name) ?? []) : step));
      const candidate = formOf(whole, form);
      if (candidate && this.isFair(candidate.steps, steps)) yield candidate;
    }
    // Nothing follows the request that shows it: it may say less, even where it is what makes the state known.
    for (const smaller of this.smallerSteps(steps[expect.step] as ReproductionStep)) {
      const candidate = formOf(whole, steps.with(expect.step, smaller));
      if (candidate && this.isFair(candidate.steps, steps)) yield candidate;
    }
  }

  private makesKnownState(step: ReproductionStep): boolean {
    const sent = this.meantBy(step);
    const { states } = this.bench.operation;
    return sent.kind === 'update' && Object.keys(states.A).every((name) => name in sent.members);
  }

  private *smallerSteps(step: ReproductionStep): Iterable<ReproductionStep> {
    const members = membersOf(step);
    if (!members || step.method !== 'PATCH' || step.path.endsWith('/$batch')) return;
    const { kind } = this.meantBy(step);
    // A part of an order may be what is stored behind the other part: it goes as a whole, or stays.
    const withoutOrders = this.bench.operation.orders.map((order) =>
      Object.fromEntries(Object.entries(members).filter(([name]) => !order.includes(name))),
    );
    for (const fewer of [...withoutOrders, ...smallerMembers(members)]) {
      const isTyped = '@odata.type' in fewer || !('@odata.type' in members);
      if (Object.keys(withoutAnnotations(fewer)).length === 0) continue;
      const smaller = { ...step, body: { encoding: 'utf8' as const, data: JSON.stringify(fewer) } };
      if (isTyped && this.meantBy(smaller).kind === kind) yield smaller;
    }
  }

  /** Whether a read is missing nowhere that was there, and updates that conform still have to be accepted. */
  private isFair(steps: Steps, whole: Steps): boolean {
    const missing = this.illegible(whole);
    return (
      [...this.illegible(steps)].every((name) => missing.has(name)) &&
      this.acceptances(steps).every((isSure, at) => {
        const step = steps[at] as ReproductionStep;
        return isSure || this.meantBy(step).kind !== 'update' || isUntouched(steps, whole, step);
      })
    );
  }

  private illegible(steps: Steps): ReadonlySet<string> {
    const places = illegibleIn(this.bench.operation, this.sequenceOf(steps));
    return new Set([...places].flatMap((at) => steps[at]?.name ?? []));
  }

  /** Of which steps it is sure that a provider has no reason to refuse them. */
  private acceptances(steps: Steps): boolean[] {
    // If the stored values are unknown.
    const unknown: Step = { kind: 'delete' };
    return mustBeAccepted(this.bench.operation, [unknown, ...this.sequenceOf(steps)], true).slice(1);
  }

  private sequenceOf(steps: Steps): Sequence {
    return steps.map((step) => this.meantBy(step));
  }

  /** What a step is meant to do to a policy: by what it sends, and not by what a provider makes of it. */
  private meantBy(step: ReproductionStep): Step {
    if (step.sendsBack) return { kind: 'update', members: {} };
    // Of what is done by a batch, as by a reset, nobody knows what it leaves.
    if (step.method === 'DELETE' || step.path.endsWith('/$batch')) return { kind: 'delete' };
    if (step.method === 'GET') return { kind: 'read' };
    const members = membersOf(step);
    const isAllowed = header(step.headers, 'authorization')?.endsWith('$GRAPH_TOKEN') ?? false;
    if (!members || step.method !== 'PATCH') return { kind: 'refused', body: {}, fault: '' };
    return isAllowed && viewOfBody(members, this.bench).sound
      ? { kind: 'update', members: withoutAnnotations(members) }
      : { kind: 'refused', body: members, fault: '' };
  }
}

/** How long a reproduction is for whoever has to read it: its steps first, then what they say. */
export const lengthOf = ({ steps }: Reproduction): number =>
  steps.length * 1_000_000 + JSON.stringify(steps).length;

const withoutAnnotations = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !name.includes('@')));

/** The members that a step sends, where it is written as this suite writes them. */
function membersOf({ body }: ReproductionStep): Members | undefined {
  if (body?.encoding !== 'utf8') return undefined;
  try {
    const json: unknown = JSON.parse(body.data);
    return isMembers(json) && JSON.stringify(json) === body.data ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Whether all writes up to a step are those of the whole. */
function isUntouched(steps: Steps, whole: Steps, { name }: ReproductionStep): boolean {
  const writes = (all: Steps): string =>
    JSON.stringify(
      all.slice(0, 1 + all.findIndex((step) => step.name === name)).filter(({ method }) => method !== 'GET'),
    );
  return writes(steps) === writes(whole);
}

/** A reproduction with fewer steps; undefined where one is left out that another needs. */
function formOf({ steps: whole, expect }: Reproduction, some: Steps): Reproduction | undefined {
  const placeOf = (at: number): number => some.findIndex(({ name }) => name === whole[at]?.name);
  const step = placeOf(expect.step);
  const steps: ReproductionStep[] = [];
  for (const each of some) {
    const read = each.sendsBack && placeOf(each.sendsBack.step);
    if (read !== undefined && read < 0) return undefined;
    steps.push(
      each.sendsBack && read !== undefined ? { ...each, sendsBack: { ...each.sendsBack, step: read } } : each,
    );
  }
  return { steps, expect: { ...expect, step } };
}

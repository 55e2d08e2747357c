import type { Members } from '../exchanges/body';
import { read, send, update, type Step as ScenarioStep } from '../scenarios/scenario';
import { changesOf } from '../scenarios/changes';
import type { Operation } from '../contract/operation';
import { mustBeAccepted } from './model';
import type { Sequence, Step } from './step';

/** The update that brings the policy into the state in which every sequence starts. */
export const knownStep = ({ states }: Operation): Step => ({ kind: 'update', members: states.A });
const READ: Step = { kind: 'read' };

/**
 * The sequence with a read at its end, and wherever the state checks could not tell without one, or would
 * tell more than is promised: what a DELETE restores is known from a read right behind it, and a member of an
 * order that was sent may be recalculated when only another one is sent after it.
 */
export function legible(operation: Operation, sequence: Sequence): Sequence {
  const illegible = illegibleIn(operation, sequence);
  const steps: Step[] = [];
  for (const [at, step] of sequence.entries()) {
    if (illegible.has(at)) steps.push(READ);
    // A read after a read shows nothing else.
    if (step.kind !== 'read' || steps.at(-1)?.kind !== 'read') steps.push(step);
  }
  const last = steps.at(-1);
  return last === undefined || last.kind === 'read' ? steps : [...steps, READ];
}

/** The places of steps before which a read is missing. */
export function illegibleIn({ orders }: Operation, sequence: Sequence): ReadonlySet<number> {
  const places = new Set<number>();
  let unread: Step[] = [];
  for (const [at, step] of sequence.entries()) {
    if (step.kind !== 'read' && needsReadBefore(orders, step, unread)) {
      places.add(at);
      unread = [];
    }
    unread = step.kind === 'read' ? [] : [...unread, step];
  }
  return places;
}

function needsReadBefore(orders: Operation['orders'], step: Step, unread: readonly Step[]): boolean {
  if (unread.some(({ kind }) => kind === 'delete')) return true;
  // A read that lags might show what was there before the DELETE.
  if (step.kind === 'delete') return unread.some(({ kind }) => kind === 'update');
  if (step.kind !== 'update') return false;
  return orders.some((order) => {
    const touches = (members: Members): boolean => order.some((name) => name in members);
    const some = touches(step.members) && !order.every((name) => name in step.members);
    return some && unread.some((other) => other.kind === 'update' && touches(other.members));
  });
}

/** The requests of a sequence; each update that a provider has no reason to refuse says so. */
export function requestsOf(operation: Operation, sequence: Sequence, knownGroups: boolean): ScenarioStep[] {
  const { body, done } = changesOf(operation);
  const accepted = mustBeAccepted(operation, sequence, knownGroups);
  return sequence.map((step, at) => {
    const name = `${at + 1}: ${describeStep(step)}`;
    switch (step.kind) {
      case 'read':
        return read(name);
      case 'delete':
        return send(name, 'DELETE');
      case 'refused':
        return update(name, step.body);
      case 'update':
        return update(name, body(step.members), accepted[at] ? done : {});
    }
  });
}

/** A step in a few words. */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case 'read':
      return 'read';
    case 'delete':
      return 'DELETE';
    case 'refused':
      return `refused update (${step.fault})`;
    case 'update':
      return `update of ${Object.keys(step.members).join(', ')}`;
  }
}

/** How long a sequence is for whoever has to read it: its steps first, then what they say. */
export const lengthOf = (sequence: Sequence): number =>
  sequence.length * 100_000 + JSON.stringify(sequence).length;

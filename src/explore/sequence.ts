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
 * Adds a read at the end of a sequence, and wherever the state checks need one to decide. The result of a DELETE is
 * known only from a read directly after it. A member of an order that was sent may be recalculated when only another
 * one is sent later.
 */
export function legible(operation: Operation, sequence: Sequence): Sequence {
  const illegible = illegibleIn(operation, sequence);
  const steps: Step[] = [];
  for (const [at, step] of sequence.entries()) {
    if (illegible.has(at)) steps.push(READ);
    // A read directly after a read shows nothing new.
    if (step.kind !== 'read' || steps.at(-1)?.kind !== 'read') steps.push(step);
  }
  const last = steps.at(-1);
  return last === undefined || last.kind === 'read' ? steps : [...steps, READ];
}

/** The indexes of steps that need a read before them. */
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
  // A lagging read might show the state before the DELETE.
  if (step.kind === 'delete') return unread.some(({ kind }) => kind === 'update');
  if (step.kind !== 'update') return false;
  return orders.some((order) => {
    const touches = (members: Members): boolean => order.some((name) => name in members);
    const some = touches(step.members) && !order.every((name) => name in step.members);
    return some && unread.some((other) => other.kind === 'update' && touches(other.members));
  });
}

/** The requests of a sequence. Updates that a provider must accept are marked. */
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

/** The length of a sequence for a reader: the number of steps first, then their content. */
export const lengthOf = (sequence: Sequence): number =>
  sequence.length * 100_000 + JSON.stringify(sequence).length;

import type { Operation } from '../contract/operation';
import { legible, lengthOf } from './sequence';
import { shorter, smallerMembers, type Shrinking } from './shrink';
import type { Sequence, Step } from './step';

/** Shrinks a sequence of an exploration: first steps, then members of updates and targets. */
export const shrinkingOf = (
  operation: Operation,
  shows: (candidate: Sequence) => Promise<boolean>,
): Shrinking<Sequence> => ({
  *smaller(sequence) {
    for (const candidate of shorter(sequence, smallerSteps)) yield legible(operation, candidate);
  },
  lengthOf,
  shows,
});

function* smallerSteps(step: Step): Iterable<Step> {
  if (step.kind === 'update') {
    for (const members of smallerMembers(step.members))
      if (Object.keys(members).length > 0) yield { ...step, members };
  } else if (step.kind === 'refused') {
    // Without its type annotation, the body would be refused for that, and no longer for its own fault.
    for (const body of smallerMembers(step.body))
      if ('@odata.type' in body || !('@odata.type' in step.body)) yield { ...step, body };
  }
}

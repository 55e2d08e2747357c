import { describe } from '../../contract/describe';
import { propertiesOf } from '../../contract/slice';
import { breaks, holds, type ScenarioCheck } from '../check';
import type { Judgement } from '../judgement';
import type { Members } from '../../exchanges/body';
import type { View } from '../view';
import { hasPlainBehind, intervals } from './history';
import { same } from './values';

/**
 * DELETE reverts the policy: from whatever state, always to the same one.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-delete
 */
export const reverts: ScenarioCheck = {
  address: 'state/delete',
  requirement: 'SEM-DELETE',
  needs: ['responseBody'],
  scope: 'scenario',
  *judge(views) {
    const ends: View[] = [];
    const cut = intervals(views);
    // If no read shows the policy, only the answer is judged.
    if (cut.length === 0) for (const view of views) if (isReset(view)) yield answered(view);
    for (const { writes, after } of cut) {
      const reset = writes.at(-1);
      if (!reset || !isReset(reset)) continue;
      yield answered(reset);
      if (reset.succeeded) ends.push(after);
    }
    yield* stillThere(views);
    const [first, ...others] = ends;
    if (!first?.policy) return;
    for (const other of others) yield* sameEnd(first, first.policy, other, other.policy ?? {});
    // Tenants differ, so that another value than the documented default is noted only.
    for (const [member, { 'x-default': value }] of Object.entries(
      propertiesOf(first.operation.policySchema),
    )) {
      if (value === undefined || first.policy[member] === value) continue;
      yield breaks(first, {
        message: `the documented default of ${member} is ${describe(value)}`,
        expected: describe(value),
        actual: describe(first.policy[member]),
        pointer: `/${member}`,
        weight: 'INFO',
      });
    }
  },
};

/** A DELETE of the policy that may be carried out, and has its answer. */
export const isReset = (view: View): boolean =>
  view.intent === 'reset' && view.final && !view.inPassing && mayRevert(view);

/** Whether it was sent by somebody who may revert the policy, as far as that is known, and not held back in a batch. */
const mayRevert = ({ exchange: { context, batch }, status }: View): boolean =>
  (context === undefined || context.credentials === 'full' || context.credentials === 'lower-case-scheme') &&
  !(batch && status === 424);

/** Whether a DELETE has the answer that the slice states. */
export function answered(reset: View): Judgement {
  const expected = String(reset.operation.reset?.status);
  if (String(reset.status) === expected) return holds(reset);
  return breaks(reset, {
    message: `DELETE must be answered with ${expected}, got ${reset.answer}`,
    expected,
    actual: reset.answer,
    pointer: 'status',
  });
}

/** The policy is reverted and not removed: there is one to be read after it, unless there was none to be read before. */
function* stillThere(views: readonly View[]) {
  let reset: View | undefined;
  let neverThere = false;
  for (const view of views) {
    if (!reset && view.intent === 'read' && view.final) neverThere = isGone(view);
    if (view.intent === 'reset' && view.succeeded) reset = view;
    if (view.intent === 'update' && view.succeeded) reset = undefined;
    if (!reset || neverThere || view.intent !== 'read' || !view.final || !isGone(view)) continue;
    // That it is not there by another spelling of the path is another row's to tell.
    if (hasPlainBehind(view)) continue;
    const breach = breaks(view, {
      message: `DELETE must revert the policy and not remove it: the read after it got ${view.answer}`,
      expected: '200',
      actual: view.answer,
      pointer: 'status',
    });
    yield { ...breach, exchanges: [reset.exchange.id, view.exchange.id] };
  }
}

const isGone = ({ status }: View): boolean => status === 404 || status === 410;

function* sameEnd(first: View, one: Members, other: View, two: Members) {
  const moved = first.operation.updatable.filter((member) => !same(one[member], two[member]));
  if (moved.length === 0) yield holds(other);
  for (const member of moved) {
    const breach = breaks(other, {
      message: `${member} must be the same after every DELETE, whatever it was before`,
      expected: describe(one[member]),
      actual: describe(two[member]),
      pointer: `/${member}`,
      needsRepeat: true,
    });
    yield { ...breach, exchanges: [first.exchange.id, other.exchange.id] };
  }
}

import type { View } from '../../checks/view';
import type { Members } from '../../exchanges/body';

/** An exchange, and what the policy was before it by what was read and accepted. */
export interface Step {
  view: View;
  before: Members;
}

/** Follows the policy through a run: by what reads show, and by what updates set that were accepted. */
export function* states(views: readonly View[]): Iterable<Step> {
  let before: Members = {};
  for (const view of inOrder(views)) {
    yield { view, before };
    if (view.policy) before = view.policy;
    // An answer to an update need not follow relationships.
    else if (view.answered) before = { ...before, ...view.answered };
    else if (view.intent === 'reset' && view.succeeded) before = {};
    else if (view.intent === 'update' && view.succeeded) before = { ...before, ...view.members };
  }
}

/** As they were sent: one whose connection was held open for the rest of a run is recorded behind all others. */
function inOrder(views: readonly View[]): readonly View[] {
  const held = views.find(({ exchange }) => exchange.wire?.watched?.until === 'hold');
  const since = held?.exchange.timing?.startedAt;
  if (!held || since === undefined) return views;
  const others = views.filter((view) => view !== held);
  const at = others.findIndex(({ exchange }) => (exchange.timing?.startedAt ?? '') >= since);
  return at < 0 ? views : others.toSpliced(at, 0, held);
}

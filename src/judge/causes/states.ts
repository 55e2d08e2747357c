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
  for (const view of views) {
    yield { view, before };
    if (view.policy) before = view.policy;
    else if (view.intent === 'reset' && view.succeeded) before = {};
    else if (view.intent === 'update' && view.succeeded) before = { ...before, ...view.members };
  }
}

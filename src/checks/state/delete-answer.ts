import type { ScenarioCheck } from '../check';
import { answered, isReset } from './delete';

/**
 * DELETE has the answer that its page states. What the policy is behind it is not judged: no page says.
 * @see https://learn.microsoft.com/graph/api/verifiablecredentialsauthenticationmethodconfiguration-delete
 */
export const resetAnswer: ScenarioCheck = {
  address: 'state/delete-answer',
  requirement: 'RES-DELETE',
  needs: [],
  scope: 'scenario',
  *judge(views) {
    for (const view of views) if (isReset(view)) yield answered(view);
  },
};

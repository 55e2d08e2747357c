import { breaks, holds, type ExchangeCheck } from '../check';
import { targetsOf } from './targets';

/**
 * Since December 2022 targets are groups; single users are no longer recommended.
 * @see https://learn.microsoft.com/graph/api/resources/authenticationmethodtarget Properties
 */
export const targetUser: ExchangeCheck = {
  address: 'request/target-user',
  requirement: 'REQ-TGT-USER',
  needs: ['requestBody'],
  scope: 'exchange',
  *judge(view) {
    if (view.intent !== 'update') return;
    for (const { pointer, target } of targetsOf(view)) {
      const type = target['targetType'];
      if (typeof type !== 'string') continue;
      if (type.toLowerCase() !== 'user') yield holds(view);
      else
        yield breaks(view, {
          message: 'a target should be a group, got a user',
          expected: '"group"',
          actual: `"${type}"`,
          pointer: `${pointer}/targetType`,
        });
    }
  },
};

import { advisesAgainst } from './target-type';

/**
 * Since December 2022 targets are groups; single users are no longer recommended.
 * @see https://learn.microsoft.com/graph/api/resources/authenticationmethodtarget Properties
 */
export const targetUser = advisesAgainst('user', {
  address: 'request/target-user',
  requirement: 'REQ-TGT-USER',
  message: 'a target should be a group, got a user',
  expected: '"group"',
});

import { differenceCheck } from './difference-check';

/**
 * Members that an update leaves out keep their value; only the lifetimes may be recalculated, and only when one of them is sent.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update Request body
 */
export const merge = differenceCheck({
  address: 'state/merge',
  requirement: 'SEM-MERGE',
  kind: 'merge',
  must: 'must keep its value when it is not sent',
});

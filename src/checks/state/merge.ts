import { differenceCheck } from './difference-check';

/**
 * Members that an update leaves out keep their value; some may be recalculated, and only when another of them is sent.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update Request body
 */
export const merge = differenceCheck({
  address: 'state/merge',
  requirement: 'SEM-MERGE',
  kind: 'merge',
  must: 'must keep its value when it is not sent',
});

import { differenceCheck } from './difference-check';

/**
 * The values of an update are in a later read, polled to a deadline.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update Request body
 */
export const apply = differenceCheck({
  address: 'state/apply',
  requirement: 'SEM-APPLY',
  kind: 'apply',
  must: 'must be stored as it was sent',
});

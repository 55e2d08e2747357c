import { acceptance } from '../acceptance';

/**
 * Both spellings of the key that the page itself uses lead to the policy.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update HTTP request and Example
 */
export const acceptsKeyCase = acceptance({
  address: 'response/key-case',
  requirement: 'RES-KEY-CASE',
  of: 'either spelling of the key',
});

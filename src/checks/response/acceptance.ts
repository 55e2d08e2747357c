import { acceptance } from '../acceptance';

/**
 * An update that conforms is carried out: its answer is the 204 of success and no refusal.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update Response
 */
export const accepted = acceptance({
  address: 'response/acceptance',
  requirement: 'RES-204',
  of: 'an update that conforms',
});

import type { Operation } from '../../contract/operation';
import { acceptance } from '../acceptance';
import type { ExchangeCheck } from '../check';

/**
 * An update that conforms is carried out: its answer is a success and no refusal.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update Response
 */
export const accepted = ({ success }: Operation): ExchangeCheck =>
  acceptance({
    address: 'response/acceptance',
    requirement: success.row,
    of: 'an update that conforms',
  });

import { differenceCheck } from './difference-check';

/**
 * A collection is replaced as a whole; order does not matter.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_UpdateaCollectionProperty
 */
export const replace = differenceCheck({
  address: 'state/replace',
  requirement: 'SEM-REPLACE',
  kind: 'replace',
  must: 'must hold the items that were sent and no others',
});

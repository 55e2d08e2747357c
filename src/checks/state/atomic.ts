import { differenceCheck } from './difference-check';

/**
 * A refused update changes nothing, not even by the members of it that were sound.
 * @see https://www.rfc-editor.org/rfc/rfc5789#section-2
 */
export const atomic = differenceCheck({
  address: 'state/atomic',
  requirement: 'SEM-ATOMIC',
  kind: 'atomic',
  must: 'must keep its value when the update is refused',
});

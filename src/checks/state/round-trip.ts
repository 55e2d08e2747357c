import { acceptance } from '../acceptance';

/**
 * What a read answered with can be sent back as an update, annotations, id and all.
 * @see https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_Entity
 */
export const roundTrip = acceptance({
  address: 'state/round-trip',
  requirement: 'SEM-ROUNDTRIP',
  of: 'the body of a read',
  // A read may have members that are declared nowhere; they are the provider's own.
  judges: (view) => view.sound && !view.setsSilent,
});

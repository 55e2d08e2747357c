import { acceptance } from '../acceptance';

/**
 * Without odata.streaming=true nothing says where in the object the type annotation stands.
 * @see https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PayloadOrderingConstraints
 */
export const acceptsTypeOrder = acceptance({
  address: 'response/type-order',
  requirement: 'RES-TYPE-ORDER',
  of: '@odata.type after other members',
});

import { refusal } from '../refusal';

/**
 * A body that is no JSON object (malformed, empty, an array, a primitive, null) is the client's fault: a 4xx.
 * @see https://learn.microsoft.com/graph/errors
 */
export const refusesMalformedJson = refusal({
  address: 'errors/malformed-json',
  requirement: 'ERR-BADJSON',
  fault: (view) => (view.violates('REQ-JSON') ? { what: 'a body that is not a JSON object' } : undefined),
});

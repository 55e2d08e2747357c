import { refusal } from '../refusal';

/**
 * A body that is no JSON object (malformed, empty, an array, a primitive, null) is the client's fault: a 4xx.
 * @see https://learn.microsoft.com/graph/errors
 */
export const refusesMalformedJson = refusal({
  address: 'errors/malformed-json',
  requirement: 'ERR-BADJSON',
  fault(view) {
    const [found] = view.violates('REQ-JSON') ? (view.faults.get('REQ-JSON') ?? []) : [];
    return found && { what: `a body that is not a JSON object (${found.actual})` };
  },
});

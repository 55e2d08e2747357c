import { refusal } from '../refusal';

/**
 * A value outside its range, values out of order within one body, and one that is to be unique and is there twice are
 * refused: to store them breaks what the page says of them, to drop them loses an updatable value.
 * @see https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration Properties
 */
const RANGES = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'x-ascending', 'x-unique'];

export const refusesRange = refusal({
  address: 'errors/range',
  requirement: 'ERR-RANGE',
  fault(view) {
    const breach = view.breaches.find(({ keyword }) => RANGES.includes(keyword));
    if (!breach) return undefined;
    return {
      what: `${breach.pointer.slice(1)} of ${breach.actual} (${breach.expected})`,
      pointer: breach.pointer,
    };
  },
});

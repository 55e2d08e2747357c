import { refusal } from '../refusal';

/**
 * A value outside its range, and lifetimes out of order within one body, are refused: to store them
 * breaks the range, to drop them loses an updatable value.
 * @see https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration Properties
 */
export const refusesRange = refusal({
  address: 'errors/range',
  requirement: 'ERR-RANGE',
  fault(view) {
    const breach = view.breaches.find(({ keyword }) =>
      ['minimum', 'maximum', 'x-ascending'].includes(keyword),
    );
    if (!breach) return undefined;
    return {
      what: `${breach.pointer.slice(1)} of ${breach.actual} (${breach.expected})`,
      pointer: breach.pointer,
    };
  },
});

import { refusal } from '../refusal';

/**
 * A body without @odata.type is refused: the page says it must be there, and the declared type is abstract.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update Request body
 */
export const refusesMissingType = refusal({
  address: 'errors/missing-type',
  requirement: 'ERR-NOTYPE',
  fault: (view) =>
    view.violates('REQ-TYPE') ? { what: 'a body without @odata.type', pointer: '/@odata.type' } : undefined,
});

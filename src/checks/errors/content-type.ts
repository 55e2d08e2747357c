import { refusal } from '../refusal';

/**
 * A missing or wrong media type is refused: 415 by the book, 400 as Graph was seen to do.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16
 */
export const refusesContentType = refusal({
  address: 'errors/content-type',
  requirement: 'ERR-CT',
  statuses: [400, 415],
  fault(view) {
    if (!view.violates('REQ-CT')) return undefined;
    const given = view.requestHeader('content-type');
    return {
      what:
        given === undefined
          ? 'an update without Content-Type'
          : `an update as ${given || 'an empty Content-Type'}`,
    };
  },
});

import { refusal } from '../refusal';

/**
 * A missing or wrong media type is refused: 415 by the book, 400 as Graph was seen to do.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16
 */
export const refusesContentType = refusal({
  address: 'errors/content-type',
  requirement: 'ERR-CT',
  statuses: [400, 415],
  // The type of a body in a batch is judged by BAT-CT.
  inBatch: false,
  fault(view) {
    if (!view.violates('REQ-CT')) return undefined;
    const given = view.requestHeader('content-type');
    // Another name for JSON is the client's mistake. No page says that a provider must refuse it.
    if (given !== undefined && isSomeJson(given)) return undefined;
    return {
      what:
        given === undefined
          ? 'an update without Content-Type'
          : `an update as ${given || 'an empty Content-Type'}`,
    };
  },
});

/** Whether each of the media types is JSON by another name: `text/json`, or one that ends in `+json` (RFC 6839, 3.1). */
const isSomeJson = (given: string): boolean =>
  given.split(',').every((each) => {
    const type = (each.split(';', 1)[0] as string).trim().toLowerCase();
    return type === 'application/json' || type === 'text/json' || type.endsWith('+json');
  });

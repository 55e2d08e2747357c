import { acceptance } from '../acceptance';
import { mediaTypeParameters } from '../../exchanges/headers';

/**
 * charset=utf-8 beside application/json is accepted, as real clients send it; OData's own parameters should be.
 * @see https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_RequestingtheJSONFormat
 */
export const acceptsMediaTypeParameters = acceptance({
  address: 'response/media-type-parameters',
  requirement: 'RES-CT-PARAM',
  of: 'a parameter of application/json',
  weight(view) {
    const names = [...mediaTypeParameters(view.requestHeader('content-type') ?? '').keys()];
    return names.some((name) => name !== 'charset') ? 'SHOULD' : undefined;
  },
});

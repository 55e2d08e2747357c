import { acceptance } from '../acceptance';

/**
 * Context annotations of a read are not refused in an update; other annotations should not be either.
 * @see https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_ControlInformation
 */
export const acceptsAnnotations = acceptance({
  address: 'errors/annotations',
  requirement: 'ERR-ANNOT',
  of: 'an annotation',
  weight(view) {
    const others = Object.keys(view.members).filter(
      (name) => name.includes('@') && name !== '@odata.type' && !name.endsWith('@odata.context'),
    );
    return others.length > 0 ? 'SHOULD' : undefined;
  },
});

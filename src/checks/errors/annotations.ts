import { isMembers, type Members } from '../../exchanges/body';
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
    const names = [view.members, ...targets(view.members)].flatMap((object) => Object.keys(object));
    const others = names.filter(
      (name) => name.includes('@') && name !== '@odata.type' && !name.endsWith('@odata.context'),
    );
    return others.length > 0 ? 'SHOULD' : undefined;
  },
});

const targets = (members: Members): Members[] =>
  Object.values(members).flatMap((value) => (Array.isArray(value) ? value.filter(isMembers) : []));

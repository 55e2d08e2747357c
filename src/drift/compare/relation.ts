import { samePath } from '../graph-paths';
import { endsOf, UNSAID } from '../ranges';
import {
  ABSENT,
  NO_BODY,
  SENTINEL,
  type OwnStatement,
  type SourceKind,
  type Statement,
  type Value,
} from '../statements';
import type { KnownType, Subject } from '../subject';

/** The relation of a source's statement to the slice's. */
export type Relation = 'agreed' | 'contradicted' | 'silent';

/** The last part of a key, which names the aspect of the statement. */
export const aspectOf = (key: string): string => {
  const parts = key.split('/');
  const [area] = parts;
  if (area === 'enum') return 'member';
  if (area === 'type') return parts.length === 2 ? 'type' : (parts.at(-1) as string);
  if (area === 'property') return parts.length === 2 ? 'property' : `property-${parts.at(-1)}`;
  if (area === 'order' || area === 'cloud') return area;
  return parts[1] === 'permission' ? 'permission' : parts.slice(1).join('-');
};

/** Compares two statements on the same subject. */
export function relationOf(own: OwnStatement, { value }: Statement, subject: Subject): Relation {
  const aspect = aspectOf(own.key);
  switch (aspect) {
    case 'path':
      return agreed(typeof value === 'string' && samePath(value, String(own.value), true));
    case 'response-status':
      return agreed(
        String(value).replace(/X/gi, '') ===
          String(own.value).slice(0, String(value).replace(/X/gi, '').length),
      );
    case 'request-type':
    case 'response-body':
      return agreed(sameBody(String(own.value), String(value), subject));
    case 'request-media-type':
    case 'response-media-type':
    case 'header-authorization-scheme':
      return agreed(String(value).split(';')[0]?.trim().toLowerCase() === String(own.value).toLowerCase());
    case 'property-range':
      return agreed(
        typeof value === 'object' && 'sample' in value
          ? isWithin(value.sample, own.value)
          : sameRange(String(own.value), String(value)),
      );
    case 'property-json':
      return agreed(value === own.value || (own.value === 'number' && value === 'integer'));
    case 'property-values':
      return agreed(same(sorted(own.value), sorted(value)));
    case 'member':
      // Lists for human readers often omit the sentinel.
      if (own.key.endsWith(`.${SENTINEL}`) && value === ABSENT) return 'silent';
      return agreed(same(own.value, value));
    default:
      return agreed(same(own.value, value));
  }
}

/**
 * Whether a statement that the slice does not have is more than an addition: lists of properties and members are closed,
 * and a page that limits a member takes freedom away that the slice gives.
 */
export function isClosed(key: string, value: Value, kind: SourceKind): boolean {
  const aspect = aspectOf(key);
  if (value === ABSENT || isSample(value)) return false;
  if (kind === 'docs' && /^property-(?:range|default|values)$|^order$/.test(aspect)) return true;
  if (kind === 'docs' && aspect === 'property-required') return value === true;
  // A new deprecation or a new requirement is reported.
  if (/^(?:property-deprecated|header-.+-required|request-body)$/.test(aspect)) return value === true;
  return aspect === 'property' || (aspect === 'member' && !key.endsWith(`.${SENTINEL}`));
}

const isSample = (value: Value): boolean => typeof value === 'object' && 'sample' in value;

const agreed = (agrees: boolean): Relation => (agrees ? 'agreed' : 'contradicted');

const sorted = (value: Value): Value => (Array.isArray(value) ? [...(value as string[])].sort() : value);

const same = (one: Value, other: Value): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A base type matches all types derived from it; a more general type says nothing. */
function sameBody(own: string, said: string, { types }: Subject): boolean {
  if (own === NO_BODY || said === NO_BODY) return own === said;
  const bases = (types.get(own) as KnownType | undefined)?.bases.slice(0, 1) ?? [];
  return [own, ...bases, 'an object'].some((name) => name.toLowerCase() === said.toLowerCase());
}

/** A schema that states one bound says nothing about the other. */
function sameRange(own: string, said: string): boolean {
  const ends = endsOf(said);
  return endsOf(own).every((end, at) => ends[at] === end || ends[at] === UNSAID);
}

function isWithin(sample: number, range: Value): boolean {
  const [low, high] = endsOf(String(range));
  return (low === '' || sample >= Number(low)) && (high === '' || sample <= Number(high));
}

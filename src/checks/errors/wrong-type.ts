import type { Operation } from '../../contract/operation';
import { AN_ARRAY } from '../../contract/explain';
import { propertiesOf } from '../../contract/slice';
import type { Breach } from '../../contract/validators';
import { refusal } from '../refusal';

/**
 * Another type annotation, a value of the wrong JSON type and a stranger to an enumeration are refused.
 * A string that could be coerced should be.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_UpdateanEntity
 */
export const refusesWrongType = refusal({
  address: 'errors/wrong-type',
  requirement: 'ERR-TYPE',
  fault(view) {
    const found = view.breaches.filter((breach) => isWrongType(breach, view.operation));
    const [first] = found;
    if (!first) return undefined;
    const what = `${nameOf(first)} of ${first.actual}`;
    return {
      what,
      pointer: first.pointer,
      ...(found.every(couldBeCoerced) ? { weight: 'SHOULD' as const } : {}),
    };
  },
});

function isWrongType(breach: Breach, operation: Operation): boolean {
  if (breach.lenient || !['type', 'const', 'enum'].includes(breach.keyword)) return false;
  // A service may ignore a key in the body, or fail if it differs.
  const ofType = breach.pointer === '/@odata.type';
  if (breach.pointer === '' || isKey(breach, operation)) return false;
  // Members that no page lets an update set are not documented either.
  if (!operation.isDocumented(breach.pointer.split('/')[1] as string)) return false;
  // The type without its `#` stands in samples of Microsoft's own.
  if (ofType && `"#${breach.actual.slice(1)}`.toLowerCase() === breach.expected.toLowerCase()) return false;
  // Of null only this much is written: the annotation is a string, a collection is never null, and a relationship leads to
  // objects (OData CSDL 4.01, 8.4: the items of a collection of entities are not nullable).
  return breach.actual !== 'null' || ofType || breach.expected === AN_ARRAY || isRelated(breach, operation);
}

/** Whether it is of an item of a relationship. */
function isRelated({ pointer }: Breach, { updateSchema }: Operation): boolean {
  const [, member = '', item, ...parts] = pointer.split('/');
  const isItem = item !== undefined && parts.length === 0;
  return isItem && propertiesOf(updateSchema)[member]?.['x-relationship'] === true;
}

/** Whether it is of the member that has the key's value, or, where no path has a key, of the id. */
const isKey = ({ pointer }: Breach, { resource: { keyMember = 'id' } }: Operation): boolean =>
  pointer === `/${keyMember}`;

/** `"8"` for an integer, `"true"` for a boolean. */
function couldBeCoerced({ keyword, expected, actual }: Breach): boolean {
  if (keyword !== 'type') return false;
  return expected === 'an integer'
    ? /^"\s*-?\d+(\.0*)?\s*"$/.test(actual)
    : expected === 'true or false' && /^"(true|false)"$/i.test(actual);
}

const nameOf = ({ pointer }: Breach): string => pointer.slice(1).replaceAll('/', '.') || 'a body';

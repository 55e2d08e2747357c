import type { Effect } from '../result';
import { aspectOf } from './relation';
import { endsOf, UNSAID } from '../ranges';
import { ABSENT, DECLARED, type Value } from '../statements';

interface Effects {
  clients: Effect;
  providers: Effect;
}

/** Aspects of which each statement limits what a member may hold. */
const LIMITS = /^(?:property-(?:range|values|required)|order)$/;

const both = (effect: Effect): Effects => ({ clients: effect, providers: effect });

/**
 * The effect on parties that conform now if the slice adopted the source's statement.
 * @param expected the slice's statement; null if it has none
 */
export function effectsOf(key: string, expected: Value | null, actual: Value): Effects {
  const aspect = aspectOf(key);
  if (aspect === 'property-deprecated') return both('harmless');
  if (expected === null) {
    if (aspect.startsWith('header-') || aspect === 'request-body')
      return { clients: 'breaking', providers: 'widening' };
    // A limit where the slice has none: clients may go past it, and providers need not refuse that.
    return LIMITS.test(aspect) ? both('breaking') : both('widening');
  }
  switch (aspect) {
    case 'path':
      return both(String(expected).toLowerCase() === String(actual).toLowerCase() ? 'harmless' : 'breaking');
    case 'property-type':
      // A name that is not an EDM type is a mistake of the page: on the wire there are only numbers.
      return both(/^int(eger)?$/i.test(String(actual)) && expected === 'Edm.Int32' ? 'harmless' : 'breaking');
    case 'property-nullable':
    case 'property-items-nullable':
      return actual === true ? both('widening') : { clients: 'breaking', providers: 'harmless' };
    case 'order':
      return actual === ABSENT ? { clients: 'widening', providers: 'breaking' } : both('breaking');
    case 'property-range':
      return rangeEffects(String(expected), actual);
    case 'property-updatable':
      return actual === true
        ? { clients: 'widening', providers: 'breaking' }
        : { clients: 'breaking', providers: 'harmless' };
    case 'property-values':
      return both(isPartOf(expected, actual) ? 'widening' : 'breaking');
    case 'cloud':
      return actual === true ? both('widening') : { clients: 'breaking', providers: 'harmless' };
    case 'permission':
      return includesAll(actual, expected) ? both('widening') : both('breaking');
    case 'type':
    case 'property':
      return both(actual === ABSENT ? 'breaking' : 'widening');
    case 'member':
      return both(actual === DECLARED ? 'widening' : 'breaking');
    case '@odata.type':
      return both(
        String(expected).replace('#', '') === String(actual).replace('#', '') ? 'harmless' : 'breaking',
      );
    case 'base':
    case 'page':
    case 'response-context':
    case 'request-json':
      return both('harmless');
    default:
      // Members that become optional, and members that become required.
      if (expected === true && actual === false) return { clients: 'widening', providers: 'breaking' };
      if (expected === false && actual === true) return { clients: 'breaking', providers: 'widening' };
      return both('breaking');
  }
}

/**
 * A provider must accept values inside and refuse values outside, so that both a wider and a narrower range break it.
 */
function rangeEffects(expected: string, actual: Value): Effects {
  const [low, high] = numbersOf(expected, [-Infinity, Infinity]);
  const [otherLow, otherHigh] =
    typeof actual === 'object' && 'sample' in actual
      ? [actual.sample, actual.sample]
      : numbersOf(String(actual), [low, high]);
  const wider = typeof actual === 'object' || (otherLow <= low && otherHigh >= high);
  return { clients: wider ? 'widening' : 'breaking', providers: 'breaking' };
}

/** @param unsaid the bounds that apply if none is stated */
function numbersOf(range: string, unsaid: readonly [number, number]): [number, number] {
  const [low, high] = endsOf(range);
  const numberOf = (end: string, open: number, own: number): number =>
    end === '' ? open : end === UNSAID ? own : Number(end);
  return [numberOf(low, -Infinity, unsaid[0]), numberOf(high, Infinity, unsaid[1])];
}

/** Whether a list has the same first item as another one, and contains all of its items. */
const includesAll = (more: Value, fewer: Value): boolean =>
  Array.isArray(more) && Array.isArray(fewer) && more[0] === fewer[0] && isPartOf(fewer, more);

const isPartOf = (fewer: Value, more: Value): boolean =>
  Array.isArray(more) && Array.isArray(fewer) && fewer.every((each: unknown) => more.includes(each));

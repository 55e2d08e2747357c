import type { Operation } from '../contract/operation';
import type { Wrong } from './from-slice';
import { leavesOf } from './leaves';

/**
 * Values just outside each bound.
 * @param beyond for the values beyond the upper one, where they are to be others
 */
export function* justOutside(
  operation: Operation,
  beyond: (maximum: number) => number = (maximum) => maximum + 1,
): Iterable<Wrong> {
  for (const { name, schema, put } of leavesOf(operation)) {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
    const values = [
      ...(minimum === undefined ? [] : [minimum - 1]),
      ...(maximum === undefined ? [] : [beyond(maximum)]),
      ...[exclusiveMinimum, exclusiveMaximum].filter((bound) => bound !== undefined),
    ];
    for (const value of values) yield { name: `${name} ${value}`, members: put(value), place: name };
  }
}

/**
 * Values far outside each range: nothing, below nothing, a sound one with a sign before it, and what narrower integers would
 * wrap into the range.
 */
export function* farOutside(operation: Operation): Iterable<Wrong> {
  for (const { name, schema, put, near: given } of leavesOf(operation)) {
    const { minimum, maximum = Infinity } = schema;
    if (minimum === undefined) continue;
    const [member = ''] = name.split(' ');
    // Nothing could keep an order with them.
    const near = Number(given ?? maximum);
    const below = [...new Set([0, -1, -near])].filter((value) => value < minimum && Number.isFinite(value));
    for (const value of below)
      yield {
        name: `${name} ${value}`,
        members: member === name ? { [member]: value } : put(value),
        place: name,
      };
    const wrapping = [8, 16, 32].map((bits) => 2 ** bits + minimum);
    for (const value of wrapping.filter((each) => each > maximum))
      yield { name: `${name} ${value}`, members: put(value), place: name };
  }
}

/** What is half as much again as an upper bound. */
export const wellBeyond = (maximum: number): number => Math.ceil(maximum * 1.5) + (maximum < 1 ? 1 : 0);

/** How many times the upper bound the values are that lie further beyond it: what a limit of another kind still lets in. */
const TIMES = [2, 4, 10];
/** What no integer of 32 bits holds, and none that every parser reads as it is written. */
const LARGE = [2 ** 31, 2 ** 53];

/** Values further beyond each upper bound, up to the largest. They have their turns in contexts. */
export function* farBeyond(operation: Operation): Iterable<Wrong> {
  for (const { name, schema, put } of leavesOf(operation)) {
    const { maximum } = schema;
    if (maximum === undefined || maximum < 1) continue;
    for (const value of [wellBeyond(maximum), ...TIMES.map((times) => maximum * times), ...LARGE])
      yield { name: `${name} ${value}`, members: put(value), place: name };
  }
}

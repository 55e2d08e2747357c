import { SENTINEL } from '../contract/collections';
import { typesOf, type SchemaNode } from '../contract/slice';

/**
 * The values of an enumeration or a boolean, and those that are known of an open one. The sentinel of an evolvable
 * enumeration is none that clients send, and those behind it are only for clients that ask for them.
 */
export function choices(schema: SchemaNode): unknown[] {
  if (typesOf(schema).includes('boolean')) return [true, false];
  const listed = schema.enum ?? schema['x-known'] ?? [];
  const sentinel = listed.indexOf(SENTINEL);
  return (sentinel < 0 ? listed : listed.slice(0, sentinel)).filter((value) => value !== null);
}

/**
 * The steps from each of several values to each other one, behind those from the first to the last: with these all there are.
 * Of two values there is no more than there and back.
 */
export function furtherSteps(
  all: readonly unknown[],
  near: unknown,
): (readonly [from: unknown, to: unknown])[] {
  const values = [near, ...all.filter((value) => value !== near)];
  if (values.length < 3 || !all.includes(near)) return [];
  const open = values.flatMap((_, from) => values.map((__, to) => [from, to] as const));
  const left = open.filter(([from, to]) => from !== to && to !== from + 1);
  const steps: (readonly [unknown, unknown])[] = [];
  for (let at = values.length - 1; left.length > 0;) {
    const found = left.findIndex(([from]) => from === at);
    const [, to] =
      found < 0
        ? [at, (left[0] as readonly [number, number])[0]]
        : (left.splice(found, 1)[0] as readonly [number, number]);
    steps.push([values[at], values[to]]);
    at = to;
  }
  return steps;
}

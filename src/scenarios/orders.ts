import type { Operation } from '../contract/operation';
import { propertiesOf } from '../contract/slice';

type Members = Record<string, unknown>;

/** The values of an order's members, by their places on a scale from 0 to 600 that is laid over the range. */
interface Scale {
  names: readonly string[];
  at(place: number): number;
}

/** The widest part of a range that numbers are taken from as they are; a narrower range is divided. */
const SPAN = 600;

function scaleOf(operation: Operation, names: readonly string[]): Scale {
  const properties = propertiesOf(operation.updateSchema);
  const least = properties[names[0] as string]?.minimum ?? 0;
  const most = properties[names.at(-1) as string]?.maximum ?? least + SPAN;
  const part = Math.min(1, (most - least) / SPAN);
  return { names, at: (place) => least + Math.round(place * part) };
}

const named = (names: readonly string[], value: (index: number) => number): Members =>
  Object.fromEntries(names.map((name, index) => [name, value(index)]));

/** Values that keep an order, at its edges too: with a name for each. */
export function* inOrder(operation: Operation): Iterable<[name: string, members: Members]> {
  for (const { names, at } of operation.orders.map((order) => scaleOf(operation, order))) {
    const last = names.length - 1;
    // No number that a coarser step than the documented one would hit.
    const inner = (index: number): number => 43 + 74 * index;
    yield ['uneven values', named(names, (index) => at(index === last ? 591 : Math.min(590, inner(index))))];
    for (const [index, name] of names.slice(0, -1).entries()) {
      const next = names[index + 1] as string;
      const low = (place: number): boolean => (index === 0 ? place <= 1 : place < index);
      yield [
        index === 0 ? `${next} at ${name}` : `${name} at ${next}`,
        named(names, (place) => at(low(place) ? 40 : 590)),
      ];
    }
    yield [`${names[0]} at ${names[last]}`, named(names, () => at(60))];
  }
}

/** Values of one body that break an order: with a name for each. */
export function* outOfOrderValues(operation: Operation): Iterable<[name: string, members: Members]> {
  for (const { names, at } of operation.orders.map((order) => scaleOf(operation, order))) {
    const last = names.length - 1;
    const [low, high] = [at(40), at(590)];
    const middle = (index: number): number =>
      index === 0 ? low : index === last ? high : at(40 + 550 * (index / last));
    const links = names.slice(0, -1).map((name, index) => [name, names[index + 1] as string, index] as const);
    const broken = links.map(([lower, upper, index]) =>
      index === last - 1 && last > 1
        ? { name: `${lower} above ${upper}`, values: { [lower]: high + 1, [upper]: high } }
        : { name: `${upper} below ${lower}`, values: { [lower]: middle(index), [upper]: middle(index) - 1 } },
    );
    // With two members the whole order is the pair.
    if (last > 1) for (const { name, values } of broken) yield [name, { ...named(names, middle), ...values }];
    yield [
      `${names[0]} above ${names[last]}`,
      { [names[0] as string]: high, [names[last] as string]: high - 1 },
    ];
    if (last > 1) for (const { name, values } of broken) yield [`${name} alone`, values];
  }
}

/** The members of an order around one that is set, so that the order is kept if any value can keep it. */
export function withOrder(operation: Operation, member: string, value: number): Members {
  const order = operation.orders.find((names) => names.includes(member));
  if (!order) return { [member]: value };
  const properties = propertiesOf(operation.updateSchema);
  return Object.fromEntries(
    order.map((other, index) => {
      const stored = operation.states.A[other] as number;
      const { minimum = -Infinity, maximum = Infinity } = properties[other] ?? {};
      const near = index < order.indexOf(member) ? Math.min(stored, value) : Math.max(stored, value);
      return [other, other === member ? value : Math.min(maximum, Math.max(minimum, near))];
    }),
  );
}

/** For each order, the first pair of an update's members broken among others that are sound. */
export function outOfOrderAmong(
  operation: Operation,
  others: Readonly<Members>,
): [name: string, members: Members][] {
  return operation.orders.map(([lowest = '', next = '']) => [
    'values out of order among sound ones',
    { [next]: Number(others[lowest]) - 1 },
  ]);
}

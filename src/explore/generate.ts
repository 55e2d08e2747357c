import fc, { type Arbitrary } from 'fast-check';
import type { Bench } from '../checks/view';
import { isMembers, type Members } from '../exchanges/body';
import {
  marked,
  outOfOrder,
  withoutTypeAnnotation,
  wrongTypeAnnotations,
  wrongTypes,
} from '../scenarios/from-slice';
import { farOutside, justOutside } from '../scenarios/outside';
import { changesOf } from '../scenarios/changes';
import { choices } from '../scenarios/choices';
import { itemsOf, sampleOf } from '../scenarios/samples';
import type { Collection } from '../contract/collections';
import type { Operation } from '../contract/operation';
import { propertiesOf, resolve, typesOf, type SchemaNode } from '../contract/slice';
import { STEPS_AT_MOST } from './limits';
import type { Sequence, Step } from './step';
import { viewOfBody } from './sound';

/** Upper bound of a number without a stated maximum. */
const LARGEST = 2 ** 31 - 1;

export interface Generating {
  sequences: number;
  seed: number;
  /** Groups for the target collections. */
  groups: readonly string[];
  canDelete: boolean;
  bench: Bench;
}

/**
 * Generates sequences from the constraints of the slice. The same seed gives the same sequences, whatever their
 * number. There are none if no valid value of any member is known.
 */
export function sequencesOf({ sequences, seed, groups, canDelete, bench }: Generating): Sequence[] {
  const { operation } = bench;
  const units = unitsOf(operation, groups);
  if (units.length === 0) return [];
  const { body } = changesOf(operation);
  // An item that is valid by itself may be invalid next to another item of its list.
  const updates = updatesOf(units).filter((members) => {
    const { sound, conforms } = viewOfBody(body(members), bench);
    return sound && conforms;
  });
  const step = fc.oneof(
    { weight: 10, arbitrary: updates.map((members): Drawn => ({ kind: 'update', members })) },
    // Most interactions between updates are among members that an order relates.
    ...operation.orders.map((order) => ({
      weight: 3,
      arbitrary: oneOf(operation, order).map((members): Drawn => ({ kind: 'update', members })),
    })),
    { weight: 4, arbitrary: refusalsOf(updates, bench) },
    { weight: 3, arbitrary: fc.constant<Drawn>({ kind: 'read' }) },
    { weight: 1, arbitrary: fc.constant<Drawn>({ kind: 'again' }) },
    ...(canDelete ? [{ weight: 2, arbitrary: fc.constant<Drawn>({ kind: 'delete' }) }] : []),
  );
  const drawn = fc
    .array(step, { minLength: 1, maxLength: STEPS_AT_MOST, size: 'max' })
    .map(repeated)
    .filter((steps) => steps.some(({ kind }) => kind !== 'read'));
  return fc.sample(drawn, { numRuns: sequences, seed });
}

/** A generated step: `again` repeats the previous update. */
type Drawn = Step | { kind: 'again' };

function repeated(drawn: readonly Drawn[]): Sequence {
  const steps: Step[] = [];
  for (const step of drawn) {
    const before = steps.findLast(({ kind }) => kind === 'update');
    if (step.kind !== 'again') steps.push(step);
    else if (before) steps.push(before);
  }
  return steps;
}

/** The members of a conforming update: one, a few or all, in any order. */
function updatesOf(units: readonly Arbitrary<Members>[]): Arbitrary<Members> {
  const chosen = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...units).map((unit) => [unit]) },
    {
      weight: 3,
      arbitrary: fc.shuffledSubarray([...units], {
        minLength: Math.min(2, units.length),
        maxLength: Math.min(3, units.length),
      }),
    },
    { weight: 2, arbitrary: fc.shuffledSubarray([...units], { minLength: 1 }) },
  );
  return chosen
    .chain((some) => fc.tuple(...some))
    .map((parts): Members => Object.assign({}, ...parts) as Members);
}

/** The units of an update: single members, and groups of members that an order relates. */
function unitsOf(operation: Operation, groups: readonly string[]): Arbitrary<Members>[] {
  const properties = propertiesOf(operation.updateSchema);
  const ordered = operation.orders.flat();
  const { A, B } = operation.examples;
  // Required members, and members that no page lets an update set, are left out.
  const free = operation.updatable.filter((name) => !ordered.includes(name) && operation.isDocumented(name));
  return [
    ...free.flatMap((name) => {
      const near = [A[name], B[name]].filter((value) => value !== undefined);
      // Of a collection of which nothing is known, it is not known either that it may be empty.
      const collection = operation.collections.find(({ member }) => member === name);
      if (collection && near.length === 0 && !itemsOf(operation, collection, groups)) return [];
      const values = valuesOf({ operation, groups, name }, properties[name] as SchemaNode, near);
      return values ? [values.map((value) => ({ [name]: value }))] : [];
    }),
    ...operation.orders.map((order) => orderOf(operation, order)),
  ];
}

interface Place {
  operation: Operation;
  groups: readonly string[];
  /** The member of the update. */
  name: string;
}

/**
 * Generates valid values; undefined if none can be made.
 * @param near the values in the known states
 */
function valuesOf(place: Place, given: SchemaNode, near: readonly unknown[]): Arbitrary<unknown> | undefined {
  const schema = resolve(given);
  const types = typesOf(schema);
  if (types.includes('object')) {
    // Objects are sent whole: OData keeps omitted parts, and no page of Graph states that a part alone is accepted.
    const parts = Object.entries(propertiesOf(schema)).flatMap(([name, part]) => {
      if (part['x-silent']) return [];
      const values = valuesOf(place, part, partsNear(near, name));
      return values ? [[name, values] as const] : [];
    });
    return fc.record(Object.fromEntries(parts));
  }
  if (types.includes('array')) return listsOf(place, schema, near);
  const listed = choices(schema);
  if (listed.length > 0) return fc.constantFrom(...listed);
  if (types.includes('integer') || types.includes('number')) return numbersOf(schema);
  return near.length > 0 ? fc.constantFrom(...near) : undefined;
}

const partsNear = (near: readonly unknown[], name: string): unknown[] =>
  near.flatMap((value) => (isMembers(value) && value[name] !== undefined ? [value[name]] : []));

function listsOf(
  place: Place,
  schema: SchemaNode,
  near: readonly unknown[],
): Arbitrary<readonly unknown[]> | undefined {
  const item = resolve(schema.items ?? {});
  if (item.properties) {
    const key = item['x-key'] ?? [];
    return itemsIn(place, { member: place.name, schema, item, key });
  }
  const listed = choices(item);
  if (listed.length > 0) return fc.subarray(listed);
  // If nothing else is documented, any string, and in particular a GUID, is a valid item of the list.
  if (typesOf(item).includes('string') && item.pattern === undefined && (item.format ?? 'uuid') === 'uuid')
    return fc.subarray([...place.groups.slice(0, 3)]);
  const known = near.flat();
  return known.length > 0 ? fc.subarray(known) : undefined;
}

/** Numbers within the bounds, preferably close to them. */
function numbersOf({ minimum = 0, maximum = LARGEST }: SchemaNode): Arbitrary<number> {
  const near = [minimum, minimum + 1, maximum - 1, maximum];
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...near) },
    { weight: 2, arbitrary: fc.integer({ min: minimum, max: maximum }) },
  );
}

/** All members of an order, some of them, or one. */
function orderOf(operation: Operation, order: readonly string[]): Arbitrary<Members> {
  const numbers = fc.oneof(
    numbersOf(boundsOf(operation, order)),
    fc.constantFrom(...stored(operation, order)),
  );
  const several = fc.subarray([...order], { minLength: 2 }).chain((names) =>
    fc
      .array(numbers, { minLength: names.length, maxLength: names.length })
      .map((values) => values.sort((one, other) => one - other))
      .map((values): Members => Object.fromEntries(names.map((name, at) => [name, values[at]]))),
  );
  return fc.oneof(several, oneOf(operation, order));
}

/**
 * One member of an order with a value between its neighbours in the initial state of sequences, which usually fits
 * the stored ones.
 */
function oneOf(operation: Operation, order: readonly string[]): Arbitrary<Members> {
  const { minimum, maximum } = boundsOf(operation, order);
  const values = [minimum, ...stored(operation, order), maximum];
  const each = order.map((name, at) =>
    numbersOf({ minimum: values[at] as number, maximum: values[at + 2] as number }).map((value): Members => ({
      [name]: value,
    })),
  );
  return fc.oneof(...each);
}

const stored = ({ states }: Operation, order: readonly string[]): number[] =>
  order.map((name) => states.A[name] as number);

/** The bounds of the lowest and the highest member, which apply to those in between too. */
function boundsOf(operation: Operation, order: readonly string[]): { minimum: number; maximum: number } {
  const properties = propertiesOf(operation.updateSchema);
  const { minimum = 0 } = properties[order[0] as string] as SchemaNode;
  const { maximum = LARGEST } = properties[order.at(-1) as string] as SchemaNode;
  return { minimum, maximum };
}

/** One to three items, or items that need no group; empty if the known states have none. */
function itemsIn({ operation, groups }: Place, collection: Collection): Arbitrary<readonly Members[]> {
  const { items = [] } = itemsOf(operation, collection, groups.slice(0, 3)) ?? {};
  const sample = sampleOf(operation, collection);
  const { A, B } = operation.states;
  const isFilled = ([A[collection.member]].flat() as unknown[]).length > 0;
  const known = [A, B].map((state) => state[collection.member]).filter((value) => Array.isArray(value));
  // Of one item that is always there, nobody says that it may be taken away.
  if (items.length === 0 && isFilled && known.length > 0) return fc.constantFrom(...(known as Members[][]));
  const flags = Object.entries(propertiesOf(collection.item)).filter(
    ([, part]) => !part['x-silent'] && typesOf(resolve(part)).includes('boolean'),
  );
  const nothing = fc.constant<Members>({});
  const some = fc.record(Object.fromEntries(flags.map(([name]) => [name, fc.boolean()])));
  const more = isFilled && flags.length > 0 ? fc.oneof(nothing, some) : nothing;
  const withMore = (item: Members): Arbitrary<Members> => more.map((rest) => ({ ...item, ...rest }));
  const listed = fc
    .shuffledSubarray([...items], { minLength: Math.min(1, items.length) })
    .chain((each) => fc.tuple(...each.map(withMore)));
  const other = isFilled && sample ? withMore(sample).map((all) => [all]) : fc.constant<Members[]>([]);
  return fc.oneof({ weight: 4, arbitrary: listed }, { weight: 1, arbitrary: other });
}

/** Updates that break a MUST: the suite's own, and those with further members beside the invalid one. */
function refusalsOf(updates: Arbitrary<Members>, bench: Bench): Arbitrary<Step> {
  const stimuli = marked(bench.operation, [
    ...justOutside(bench.operation),
    ...farOutside(bench.operation),
    ...outOfOrder(bench.operation),
    ...wrongTypes(bench.operation),
    ...wrongTypeAnnotations(bench.operation),
    ...withoutTypeAnnotation(bench.operation),
  ]).map(({ name, payload }) => ({ name, body: (payload as { json: Members }).json }));
  const isBroken = ({ body }: { body: Members }): boolean => !viewOfBody(body, bench).sound;
  const alone = fc.constantFrom(...stimuli.filter(isBroken));
  const beside = fc
    .tuple(alone, updates)
    .map(([{ name, body }, members]) => ({ name, body: { ...members, ...body } }));
  return fc
    .oneof(alone, beside)
    .filter(isBroken)
    .map(({ name, body }): Step => ({ kind: 'refused', body, fault: name }));
}

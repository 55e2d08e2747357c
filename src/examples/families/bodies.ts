import { propertiesOf, resolve, type SchemaNode } from '../../contract/slice';
import { isMembers, type Members } from '../../exchanges/body';
import type { Operation } from '../../contract/operation';
import type { Family, Writer } from '../family';
import { planned, without } from '../family';
import { sampleOf } from '../sample';

/** Values that few members accept. */
const ODD: readonly unknown[] = [
  'user',

  'banana',
  'unknownFutureValue',
  7,
  -1,
  100_000_000,
  1.5,
  true,
  null,
  [],
  {},
  '12',
  'true',
];
/** Depth to which a member of a body is varied. */
const DEPTH = 4;

/** Updates whose bodies break a constraint: the client's request, and the provider's answer. */
export function* bodyFamilies(writer: Writer): Iterable<Family> {
  const whole = wholeOf(writer);
  for (const [member, value] of Object.entries(whole)) {
    const bodies = [...variantsOf(value, DEPTH)].map((each) => writer.body({ [member]: each }));
    yield* forBoth(writer, writer.body({ [member]: value }), bodies);
  }
  for (const [member, items] of partsLeftOut(writer, whole))
    yield* forBoth(
      writer,
      writer.body({ [member]: items }),
      [...variantsOf(items, 2)].map((each) => writer.body({ [member]: each })),
    );
  const body = writer.body(writer.small);
  yield* forBoth(writer, body, [...variantsOf(body, 1), ...ofWhole(writer, whole)]);
  yield* ofOrders(writer, whole);
  yield* readOnly(writer, body);
  const { type } = writer.operation;
  // A type that is present is checked even if updates do not require it.
  if (type !== undefined && !writer.operation.typeIsDemanded)
    yield* forBoth(writer, { '@odata.type': type, ...body }, [{ '@odata.type': `${type}s`, ...body }]);
  const { keyMember } = writer.operation.resource;
  if (keyMember !== undefined)
    yield* forBoth(writer, { ...body, [keyMember]: writer.keyValue }, [
      { ...body, [keyMember]: 'AnotherPolicy' },
      { ...body, [keyMember]: 100_000_000 },
    ]);
}

/** Bodies with a read-only member, which a provider ignores. */
function* readOnly(writer: Writer, body: Members): Iterable<Family> {
  const members = Object.entries(propertiesOf(writer.operation.updateSchema)).filter(
    ([, schema]) => schema.readOnly,
  );
  yield {
    right: [writer.exchange({ json: body })],
    wrong: members.map(([name, schema]) => [
      writer.exchange({ json: { ...body, [name]: sampleOf(schema) }, answer: answerOf(writer) }),
    ]),
  };
}

/** Each body twice: refused, which is the client's fault alone, and accepted, which is the provider's fault. */
function* forBoth(writer: Writer, right: unknown, wrong: readonly unknown[]): Iterable<Family> {
  yield { right: [writer.exchange({ json: right })], wrong: wrong.map((json) => [writer.refusal({ json })]) };
  for (const json of wrong)
    yield {
      right: [writer.refusal({ json, ...planned() })],
      wrong: [[writer.exchange({ json, ...planned(), answer: answerOf(writer) })]],
    };
}

const answerOf = (writer: Writer) => (writer.operation.success.content ? { json: writer.policy() } : {});

/** Every member of an update with a valid value; collections have one item each. */
function wholeOf({ operation }: Writer): Members {
  const all: Record<string, unknown> = {};
  for (const value of examplesIn(operation)) Object.assign(all, value);
  Object.assign(all, operation.examples.B, operation.examples.A);
  for (const [name, schema] of Object.entries(propertiesOf(operation.updateSchema)))
    if (all[name] === undefined && !schema.readOnly) all[name] = sampleOf(schema);
  for (const name of Object.keys(all)) if (name.includes('@')) delete all[name];
  const items = itemsIn(all);
  for (const [member, value] of Object.entries(all))
    if (Array.isArray(value) && value.length === 0) {
      const other = operation.examples.B[member];
      if (Array.isArray(other) && other.length > 0) all[member] = other;
    }
  return filled(all, items, operation.updateSchema) as Members;
}

/** Fills empty collections of objects inside a value with an item from the slice or from other collections. */
function filled(value: unknown, items: readonly Members[], schema: SchemaNode): unknown {
  if (!isMembers(value)) return value;
  const known = [...items, ...itemsIn(value)];
  const members = propertiesOf(schema);
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const own = resolve(members[name] ?? {});
      const item = own.items && resolve(own.items);
      if (!Array.isArray(part) || part.length > 0 || !item?.properties)
        return [name, filled(part, known, own)];
      return [name, item.examples?.slice(0, 1) ?? known.slice(0, 1).map(barest)];
    }),
  );
}

/** Collections whose first item has one additional part that no example of the slice has. */
function* partsLeftOut({ operation }: Writer, whole: Members): Iterable<[member: string, items: unknown[]]> {
  for (const [member, schema] of Object.entries(propertiesOf(operation.updateSchema))) {
    const [first] = Array.isArray(whole[member]) ? whole[member].filter(isMembers) : [];
    const item = resolve(schema).items;
    if (!first || !item) continue;
    for (const [name, part] of Object.entries(propertiesOf(resolve(item))))
      if (!(name in first)) yield [member, [{ ...first, [name]: sampleOf(part) }]];
  }
}

/** The items of the collections inside a value. */
const itemsIn = (value: Members): Members[] =>
  Object.values(value).flatMap((part) => (Array.isArray(part) ? part.filter(isMembers) : []));

/** The slice's examples of update bodies. */
const examplesIn = ({ resource }: Operation): unknown[] =>
  Object.values(resource.item.patch?.requestBody?.content['application/json']?.examples ?? {}).map(
    ({ value }) => value,
  );

/** An item with only the two members that every target has. */
const barest = (item: Members): Members => Object.fromEntries(Object.entries(item).slice(0, 2));

/** Copies of a value with one place changed. */
function* variantsOf(value: unknown, depth: number): Iterable<unknown> {
  // A value of the same type is more instructive than one of another type.
  yield* ODD.filter((odd) => typeof odd === typeof value && odd !== value);
  yield* ODD.filter((odd) => typeof odd !== typeof value);
  if (depth === 0) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      for (const variant of variantsOf(item, depth - 1)) yield value.with(index, variant);
  } else if (isMembers(value)) {
    for (const [name, inner] of Object.entries(value)) {
      yield without(value, name);
      for (const variant of variantsOf(inner, depth - 1)) yield { ...value, [name]: variant };
    }
    yield { ...value, ofNobody: 1 };
    yield { ...value, isRegistrationRequired: true };
  }
}

/** Members that no update should have, and misspelt names. */
function* ofWhole(writer: Writer, whole: Members): Iterable<unknown> {
  for (const [name, value] of Object.entries(whole))
    yield writer.body({ [name.charAt(0).toUpperCase() + name.slice(1)]: value });
}

/** Ordered numbers, in the reverse order. */
function* ofOrders(writer: Writer, whole: Members): Iterable<Family> {
  for (const {
    members: [lower, upper],
  } of writer.operation.ascendingPairs) {
    const pair = { [lower]: whole[lower], [upper]: whole[upper] };
    const turned = { [lower]: whole[upper], [upper]: whole[lower] };
    yield* forBoth(writer, writer.body(pair), [writer.body(turned)]);
  }
}

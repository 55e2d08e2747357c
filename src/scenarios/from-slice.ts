import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../contract/operation';
import { registerOf } from '../contract/register/register';
import { propertiesOf, resolve, typesOf, type SchemaNode } from '../contract/slice';
import { changesOf } from './changes';
import { choices, furtherSteps } from './choices';
import { leavesOf, type Leaf } from './leaves';
import { inOrder, outOfOrderValues } from './orders';
import { constantOf } from './samples';
import { update, type Send } from './scenario';

type Members = Readonly<Record<string, unknown>>;

/** A body made from a constraint of the slice. Whether it conforms is for the client's checks to say. */
export interface Stimulus {
  name: string;
  body: Record<string, unknown>;
}

/** What is wrong in an update that must be refused. */
export interface Wrong {
  name: string;
  members: Members;
  /** Where in the body the value is, where it is in one place. */
  place?: string;
  /** What kind of value is wrong in it, where there are several: a provider may check them in different places. */
  of?: 'value' | 'part' | 'item' | 'enumeration' | 'annotation';
  /** Whether the type annotation is what it lacks. */
  untyped?: true;
  /** Whether nothing may stand beside it. */
  alone?: true;
}

/**
 * The updates of what is wrong, each with sound members beside it.
 * @param state the policy's, so that each of those differs from it
 */
export function marked(
  operation: Operation,
  wrong: Iterable<Wrong>,
  state: 'A' | 'B' = 'A',
  { body, markers } = changesOf(operation),
): Send[] {
  return [...wrong].map(({ name, members, untyped, alone }, turn) => {
    const but = Object.keys(members);
    const whole = untyped === true || but.includes('@odata.type');
    const [front, back] = alone ? [{}, {}] : markers(turn, { state, but, whole, unlisted: true });
    const json = { ...front, ...members, ...back };
    return update(name, untyped ? json : body(json), { beside: Object.keys({ ...front, ...back }) });
  });
}

/**
 * Both sides of every bound and a number between them, every enumeration member, and both sides of every order: those that
 * must be accepted. What state A has is left out: each run begins with it.
 */
export function* acceptableValues(operation: Operation): Iterable<Stimulus> {
  const { body, limited } = changesOf(operation);
  for (const { name, schema, put, putBehind, near, inItem, ofDirectory } of leavesOf(operation)) {
    // Which objects of a directory there are, only the provider knows; their items are tried as they are elsewhere.
    if (ofDirectory || (inItem && isOfDirectory(operation, name))) continue;
    // What the known states leave out may need something that the provider does not have.
    if (!((name.split(' ')[0] as string) in operation.states.A)) continue;
    const { minimum, maximum } = schema;
    const values = [minimum, maximum, ...choices(schema)].filter((value) => value !== undefined);
    for (const value of values.filter((each) => each !== near))
      yield { name: `${name} ${String(value)}`, body: body(put(value)) };
    if (!inItem)
      for (const [from, to] of furtherSteps(choices(schema), near))
        yield { name: `${name} ${String(from)} to ${String(to)}`, body: body(put(to)) };
    if (minimum === undefined || operation.orders.flat().includes(name)) continue;
    const inner = between(minimum, maximum, near);
    // Small changes take every number of one range in turn.
    if (inner !== undefined && !isDeepStrictEqual(limited?.put(inner), put(inner)))
      // Behind another item, whose place or number it may be given.
      yield { name: `${name} ${inner}`, body: body((putBehind ?? put)(inner)) };
  }
  for (const [name, members] of inOrder(operation)) yield { name, body: body(members) };
}

/** How far a number without an upper bound goes that is sent: beyond a byte, and beyond what any list has items. */
const OPEN = 1430;

/** An odd number well inside a range, which no coarser step hits; undefined where the range has none but its bounds. */
function between(minimum: number, maximum = minimum + OPEN, near: unknown): number | undefined {
  const odd = Math.floor(minimum + (maximum - minimum) * 0.7) | 1;
  const inner = odd === near ? odd - 2 : odd;
  return inner > minimum && inner < maximum ? inner : undefined;
}

/** Whether the items of the member that a name starts with stand for objects of the directory. */
const isOfDirectory = (operation: Operation, name: string): boolean =>
  leavesOf(operation).some((leaf) => leaf.ofDirectory && leaf.name.split(' ')[0] === name.split(' ')[0]);

/** Orders that are broken within one body. */
export function* outOfOrder(operation: Operation): Iterable<Wrong> {
  for (const [name, members] of outOfOrderValues(operation)) yield { name, members };
}

/** Values twice in a collection in which each has to be unique. */
export function* repeated(operation: Operation): Iterable<Wrong> {
  for (const { name, schema, put, near } of leavesOf(operation)) {
    const [first, second] = Array.isArray(near) ? (near as Members[]) : [];
    if (!first || !second) continue;
    // Another stands between the two.
    for (const member of schema['x-unique'] ?? [])
      yield {
        name: `${name} with one ${member} twice`,
        members: put([first, second, { ...second, [member]: first[member] }]),
      };
  }
}

/** Values of the wrong JSON type and strangers to enumerations, for each member and for the parts of members. */
export function* wrongTypes(operation: Operation): Iterable<Wrong> {
  for (const leaf of leavesOf(operation)) {
    const { name, schema, put, putBehind, inItem } = leaf;
    const values = inItem
      ? wrongValues(leaf).filter((each) => typeof each !== 'object')
      : [...wrongValues(leaf), ...(isText(schema) ? [true] : [])];
    const strangers = strangersTo(leaf);
    const of = inItem ? 'item' : name.includes(' ') ? 'part' : 'value';
    for (const value of values)
      yield {
        name: `${name} ${JSON.stringify(value)}`,
        members: put(value),
        of: typeof value === 'string' && strangers.includes(value) ? 'enumeration' : of,
        place: name,
      };
    // Whether each item is looked at shows where another stands before it.
    if (putBehind)
      for (const value of values.filter((each) => typeof each === 'number' || each === STRANGER))
        yield {
          name: `${name} ${JSON.stringify(value)} in the second item`,
          members: putBehind(value),
          of: 'item',
          place: name,
        };
    if (!schema.items) continue;
    const sound = sampleItem(leaf);
    for (const [at, value] of wrongItems(leaf).entries()) {
      // Whether each item is looked at shows where a sound one stands before it.
      const items = at > 0 && sound !== undefined ? [sound, value] : [value];
      yield {
        name: `${name} [${items.map((item) => JSON.stringify(item)).join(', ')}]`,
        members: put(items),
        of: 'item',
        place: name,
      };
    }
    // A relationship leads to objects; of a null in another list, no page says what it is.
    if (schema['x-relationship'])
      yield {
        name: `${name} with a null in it`,
        members: put([sampleItem(leaf), null]),
        of: 'item',
        place: name,
      };
  }
}

/**
 * One value of each JSON type that the schema does not take; values that could be coerced among them, which
 * are made of a value that would do, so that nothing else is wrong with them. Null is left out where nothing
 * is written of it.
 */
function wrongValues(leaf: Leaf): unknown[] {
  const { schema, near } = leaf;
  const types = typesOf(schema);
  if (types.includes('array')) {
    const sample = sampleItem(leaf);
    return [null, {}, ...(isObject(sample) ? [sample] : []), textOf(leaf)];
  }
  if (types.includes('integer')) {
    const value = Number(near ?? schema.minimum ?? 1);
    return [String(value), 'twelve', value + 0.5, true, [value], {}];
  }
  if (types.includes('number')) {
    const value = Number(near ?? schema.minimum ?? 1);
    return [String(value), 'twelve', true, [value], {}];
  }
  if (types.includes('object')) return [7, 'text', [near]];
  if (types.includes('boolean')) return ['true', 'yes', 1, [true], {}];
  const text = typeof near === 'string' ? near : 'text';
  return [...(schema.enum ? strangersTo(leaf) : [7]), [text], {}];
}

const isText = (schema: SchemaNode): boolean =>
  typesOf(schema).every((type) => type === 'string' || type === 'null');

const STRANGER = 'stranger';

/**
 * The place of a value among those of its enumeration, a text that begins and ends as they do, and others that are none of
 * them; of a member itself also what some parsers read as a value: one with a space behind it, its place as a text, and two
 * with a comma between them. None where there is no enumeration.
 */
function strangersTo({ name, schema: { enum: values }, inItem }: Leaf): unknown[] {
  if (!values) return [];
  const texts = values.filter((value) => typeof value === 'string');
  const isMember = !inItem && !name.includes(' ');
  return [
    1,
    STRANGER,
    '',
    `${texts[0]}2${texts.at(-1)}`,
    ...(isMember ? [`${texts[0]} `, '0', `${texts[0]},${texts.at(-1)}`] : []),
  ];
}

/** Values that are no items of a collection. */
function wrongItems(leaf: Leaf): unknown[] {
  const item = resolve(leaf.schema.items ?? {});
  if (item.properties) return [textOf(leaf), 7];
  return typesOf(item).includes('string') ? [7, {}] : ['text', {}];
}

/** An item of the collection at a place: of a sample, or of state A. */
function sampleItem({ schema, near }: Leaf): unknown {
  const item = resolve(schema.items ?? {});
  const [first] = Array.isArray(near) ? (near as unknown[]) : [];
  return item.examples?.[0] ?? first;
}

/** A text that an item of the collection has, its key if it has one. */
function textOf(leaf: Leaf): string {
  const sample = sampleItem(leaf);
  const [key] = resolve(leaf.schema.items ?? {})['x-key'] ?? [];
  const text = isObject(sample) && key !== undefined ? (sample as Members)[key] : undefined;
  return typeof text === 'string' ? text : 'text';
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Type annotations that are none of ours: empty, those that the slice calls near, without a namespace, of another JSON type. */
export function* wrongTypeAnnotations(operation: Operation): Iterable<Wrong> {
  const { key, type } = operation;
  if (type === undefined) return;
  const near = propertiesOf(operation.updateSchema)['@odata.type']?.['x-strangers'] ?? [];
  const named = [type.replace(/^#.*\./, '#'), ...(key === undefined ? [] : [key])];
  const longer = `${type}2`;
  const strangers = [
    '',
    ...near,
    ...named.filter((each) => each !== type),
    longer,
    null,
    7,
    true,
    [type],
    { type },
  ];
  for (const value of strangers) {
    yield {
      name: `@odata.type ${JSON.stringify(value)}`,
      members: { '@odata.type': value },
      // The name of another type is a type; what is no text, or an empty one, is a value that is none.
      of: typeof value === 'string' && value !== '' ? 'annotation' : 'value',
      place: '@odata.type',
    };
  }
}

/**
 * Bodies without the type annotation, one for each member that may tempt a provider to guess it; none where nobody has to
 * refuse one.
 */
export function* withoutTypeAnnotation(operation: Operation): Iterable<Wrong> {
  if (!operation.typeIsDemanded || !registerOf(operation).byId.has('ERR-NOTYPE')) return;
  yield { name: 'no @odata.type', members: {}, untyped: true };
  yield { name: 'an empty object', members: {}, untyped: true, alone: true };
  // A member that each type of the family has tells nothing of the type.
  const { state } = operation.states.B;
  if (state !== undefined) yield { name: 'the state alone', members: { state }, untyped: true, alone: true };
  const { keyMember } = operation.resource;
  const key = constantOf(operation.updateSchema, keyMember);
  if (keyMember !== undefined && key !== undefined)
    yield { name: 'the id alone', members: { [keyMember]: key }, untyped: true };
}

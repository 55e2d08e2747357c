import {
  ascendingPairs,
  propertiesOf,
  resolve,
  schemaNamed,
  typesOf,
  UPDATE_SCHEMA,
  type SchemaNode,
} from '../schema/slice';
import { body, STATES, TYPE } from './states';

/** A body made from a constraint of the slice. Whether it conforms is for the client's checks to say. */
export interface Stimulus {
  name: string;
  body: Record<string, unknown>;
}

/** A target that needs no group to exist. */
const TARGET = { targetType: 'group', id: 'all_users' };

const properties = (): Record<string, SchemaNode> => propertiesOf(schemaNamed(UPDATE_SCHEMA));

/** Members that a refused update sets beside its fault, in front of it and behind it: if they are stored, it was applied in part. */
const MARKERS: [front: Record<string, unknown>, back: Record<string, unknown>] = [
  { isUsableOnce: false },
  { defaultLength: 33 },
];

/** The update with a value for one member, and markers that must not be stored if it is refused. */
function marked(members: Record<string, unknown>): Record<string, unknown> {
  return body({
    ...MARKERS[0],
    ...members,
    ...Object.fromEntries(Object.entries(MARKERS[1]).filter(([name]) => !(name in members))),
  });
}

/** The members of an order around one that is set, so that the order is kept if any value can keep it. */
function inOrder(member: string, value: number): Record<string, unknown> {
  const chain = orderOf(member);
  const values: Record<string, unknown> = {};
  for (const [index, other] of chain.entries()) {
    const stored = (STATES.A as Record<string, unknown>)[other] as number;
    const { minimum = -Infinity, maximum = Infinity } = properties()[other] as SchemaNode;
    const near = index < chain.indexOf(member) ? Math.min(stored, value) : Math.max(stored, value);
    values[other] = other === member ? value : Math.min(maximum, Math.max(minimum, near));
  }
  return values;
}

/** The members that `x-ascending` binds to this one, lowest first; none where nothing binds it. */
function orderOf(member: string): string[] {
  const pairs = ascendingPairs().map((pair) => pair.members);
  const bound = [...new Set(pairs.flat())];
  if (!bound.includes(member)) return [];
  const below = (name: string): number => pairs.filter(([, upper]) => upper === name).length;
  return bound.sort((one, other) => below(one) - below(other));
}

const withOrder = (member: string, value: number): Record<string, unknown> =>
  orderOf(member).length > 0 ? inOrder(member, value) : { [member]: value };

/** Both sides of every bound, of every enumeration member, and of every order: those that must be accepted. */
export function* acceptableValues(): Iterable<Stimulus> {
  for (const [member, schema] of Object.entries(properties())) {
    if (member === 'id' || member.startsWith('@')) continue;
    for (const bound of [schema.minimum, schema.maximum]) {
      if (bound !== undefined) yield { name: `${member} ${bound}`, body: body(withOrder(member, bound)) };
    }
    for (const value of schema.enum ?? []) {
      if (value !== null) yield { name: `${member} ${String(value)}`, body: body({ [member]: value }) };
    }
    if (typesOf(schema).includes('boolean')) {
      for (const value of [true, false])
        yield { name: `${member} ${value}`, body: body({ [member]: value }) };
    }
  }
  for (const [lowest, middle, highest] of orders()) {
    // No number that a coarser step than the documented one would hit.
    yield { name: 'uneven minutes', body: body({ [lowest]: 53, [middle]: 127, [highest]: 601 }) };
    yield { name: `${middle} at ${lowest}`, body: body({ [lowest]: 50, [middle]: 50, [highest]: 600 }) };
    yield { name: `${middle} at ${highest}`, body: body({ [lowest]: 50, [middle]: 600, [highest]: 600 }) };
    yield { name: `${lowest} at ${highest}`, body: body({ [lowest]: 70, [middle]: 70, [highest]: 70 }) };
  }
}

/** Values just outside each bound. */
export function* justOutside(): Iterable<Stimulus> {
  for (const [member, schema] of Object.entries(properties())) {
    if (schema.minimum !== undefined)
      yield { name: `${member} ${schema.minimum - 1}`, body: marked(withOrder(member, schema.minimum - 1)) };
    if (schema.maximum !== undefined)
      yield { name: `${member} ${schema.maximum + 1}`, body: marked(withOrder(member, schema.maximum + 1)) };
  }
}

/** Values far outside each range: nothing, below nothing, and what narrower integers would wrap into the range. */
export function* farOutside(): Iterable<Stimulus> {
  for (const [member, { minimum, maximum = Infinity }] of Object.entries(properties())) {
    if (minimum === undefined) continue;
    const wrapping = [8, 16, 32].map((bits) => 2 ** bits + minimum);
    for (const value of [0, -1, ...wrapping.filter((value) => value > maximum)])
      yield {
        name: `${member} ${value}`,
        body: marked(value > 0 ? withOrder(member, value) : { [member]: value }),
      };
  }
}

/** Orders that are broken within one body. */
export function* outOfOrder(): Iterable<Stimulus> {
  for (const [lowest, middle, highest] of orders()) {
    yield { name: `${middle} below ${lowest}`, body: marked({ [lowest]: 50, [middle]: 49, [highest]: 600 }) };
    yield {
      name: `${middle} above ${highest}`,
      body: marked({ [lowest]: 50, [middle]: 601, [highest]: 600 }),
    };
    yield { name: `${lowest} above ${highest}`, body: marked({ [lowest]: 600, [highest]: 599 }) };
    yield { name: `${middle} below ${lowest} alone`, body: marked({ [lowest]: 50, [middle]: 49 }) };
    yield { name: `${middle} above ${highest} alone`, body: marked({ [middle]: 601, [highest]: 600 }) };
  }
}

/** The orders of the slice as triples. */
function orders(): [string, string, string][] {
  const first = ascendingPairs()[0]?.members[0];
  const chain = first === undefined ? [] : orderOf(first);
  return chain.length === 3 ? [chain as [string, string, string]] : [];
}

/** Values of the wrong JSON type and strangers to enumerations, for each member and for the members of targets. */
export function* wrongTypes(): Iterable<Stimulus> {
  for (const [member, schema] of Object.entries(properties())) {
    if (member === 'id' || member.startsWith('@')) continue;
    for (const value of wrongValues(schema, (STATES.A as Record<string, unknown>)[member]))
      yield { name: `${member} ${JSON.stringify(value)}`, body: marked({ [member]: value }) };
    if (!schema.items) continue;
    for (const value of ['all_users', 7])
      yield { name: `${member} [${JSON.stringify(value)}]`, body: marked({ [member]: [value] }) };
    for (const [part, partSchema] of Object.entries(propertiesOf(resolve(schema.items)))) {
      for (const value of wrongValues(partSchema, undefined).filter((wrong) => typeof wrong !== 'object')) {
        const target = { ...TARGET, [part]: value };
        yield { name: `${member} ${part} ${JSON.stringify(value)}`, body: marked({ [member]: [target] }) };
      }
    }
  }
}

/**
 * One value of each JSON type that the schema does not take; values that could be coerced among them, which
 * are made of a value that would do, so that nothing else is wrong with them. Null is left out where nothing
 * is written of it.
 */
function wrongValues(schema: SchemaNode, near: unknown): unknown[] {
  const types = typesOf(schema);
  if (types.includes('array')) return [null, {}, TARGET, 'all_users', true];
  if (types.includes('integer')) {
    const value = Number(near);
    return [String(value), 'twelve', value + 0.5, true, [value], {}];
  }
  if (types.includes('boolean')) return ['true', 'yes', 1, [true], {}];
  return [7, true, ...(schema.enum ? ['stranger', ''] : []), ['enabled'], {}];
}

/** Type annotations that are none of ours: empty, a sibling's, the abstract base's, of another JSON type. */
export function* wrongTypeAnnotations(): Iterable<Stimulus> {
  const strangers: unknown[] = [
    '',
    '#microsoft.graph.smsAuthenticationMethodConfiguration',
    '#microsoft.graph.fido2AuthenticationMethodConfiguration',
    '#microsoft.graph.authenticationMethodConfiguration',
    '#microsoft.graph.temporaryAccessPassAuthenticationMethod',
    'TemporaryAccessPass',
    null,
    7,
    true,
    [TYPE],
    { type: TYPE },
  ];
  for (const value of strangers) {
    yield { name: `@odata.type ${JSON.stringify(value)}`, body: { ...marked({}), '@odata.type': value } };
  }
}

/** Bodies without the type annotation, one for each member that may tempt a provider to guess it. */
export function* withoutTypeAnnotation(): Iterable<Stimulus> {
  const members = Object.fromEntries(Object.entries(marked({})).filter(([name]) => name !== '@odata.type'));
  yield { name: 'no @odata.type', body: members };
  yield { name: 'an empty object', body: {} };
  yield { name: 'the id alone', body: { id: 'TemporaryAccessPass', ...members } };
}

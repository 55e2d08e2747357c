import { DEFAULT_OPERATION, operationNamed, type Operation } from '../contract/operation';
import { propertiesOf, resolve, typesOf, type SchemaNode } from '../contract/slice';
import { changesOf } from './changes';

type Members = Readonly<Record<string, unknown>>;

/** A body made from a constraint of the slice. Whether it conforms is for the client's checks to say. */
export interface Stimulus {
  name: string;
  body: Record<string, unknown>;
}

/** A target that needs no group to exist. */
const TARGET = { targetType: 'group', id: 'all_users' };

/** The members that an update is documented to set, each with its schema. */
const membersOf = (operation: Operation): [string, SchemaNode][] =>
  partsOf(operation.updateSchema).filter(([member]) => operation.updatable.includes(member));

/** The members that a schema declares and that are documented to be set, references followed. */
const partsOf = (node: SchemaNode): [string, SchemaNode][] =>
  Object.entries(propertiesOf(node))
    .filter(([, part]) => !part['x-silent'])
    .map(([name, part]) => [name, resolve(part)]);

/** The update with a value for one member, and markers that must not be stored if it is refused. */
function marked(operation: Operation, members: Members): Record<string, unknown> {
  const { body, markers } = changesOf(operation);
  return body({
    ...markers[0],
    ...members,
    ...Object.fromEntries(Object.entries(markers[1]).filter(([name]) => !(name in members))),
  });
}

/** The members of an order around one that is set, so that the order is kept if any value can keep it. */
function inOrder(operation: Operation, member: string, value: number): Record<string, unknown> {
  const chain = operation.ordered;
  const values: Record<string, unknown> = {};
  for (const [index, other] of chain.entries()) {
    const stored = operation.states.A[other] as number;
    const { minimum = -Infinity, maximum = Infinity } = propertiesOf(operation.updateSchema)[
      other
    ] as SchemaNode;
    const near = index < chain.indexOf(member) ? Math.min(stored, value) : Math.max(stored, value);
    values[other] = other === member ? value : Math.min(maximum, Math.max(minimum, near));
  }
  return values;
}

const withOrder = (operation: Operation, member: string, value: number): Record<string, unknown> =>
  operation.ordered.includes(member) ? inOrder(operation, member, value) : { [member]: value };

/** Both sides of every bound, of every enumeration member, and of every order: those that must be accepted. */
export function* acceptableValues(operation: Operation): Iterable<Stimulus> {
  const { body } = changesOf(operation);
  for (const [member, schema] of membersOf(operation)) {
    for (const bound of [schema.minimum, schema.maximum]) {
      if (bound !== undefined)
        yield { name: `${member} ${bound}`, body: body(withOrder(operation, member, bound)) };
    }
    for (const value of choices(schema))
      yield { name: `${member} ${String(value)}`, body: body({ [member]: value }) };
    // Whole, since nobody says what becomes of the parts of an object that are left out.
    const whole = operation.states.A[member] as Members;
    for (const [part, partSchema] of partsOf(schema)) {
      for (const value of choices(partSchema))
        yield {
          name: `${member} ${part} ${String(value)}`,
          body: body({ [member]: { ...whole, [part]: value } }),
        };
    }
  }
  for (const [lowest, middle, highest] of orders(operation)) {
    // No number that a coarser step than the documented one would hit.
    yield { name: 'uneven minutes', body: body({ [lowest]: 53, [middle]: 127, [highest]: 601 }) };
    yield { name: `${middle} at ${lowest}`, body: body({ [lowest]: 50, [middle]: 50, [highest]: 600 }) };
    yield { name: `${middle} at ${highest}`, body: body({ [lowest]: 50, [middle]: 600, [highest]: 600 }) };
    yield { name: `${lowest} at ${highest}`, body: body({ [lowest]: 70, [middle]: 70, [highest]: 70 }) };
  }
}

/** The values of an enumeration or a boolean; the sentinel of evolvable enumerations is none that clients send. */
const choices = (schema: SchemaNode): unknown[] =>
  typesOf(schema).includes('boolean')
    ? [true, false]
    : (schema.enum ?? []).filter((value) => value !== null && value !== 'unknownFutureValue');

/** Values just outside each bound. */
export function* justOutside(operation: Operation): Iterable<Stimulus> {
  for (const [member, schema] of membersOf(operation)) {
    if (schema.minimum !== undefined)
      yield {
        name: `${member} ${schema.minimum - 1}`,
        body: marked(operation, withOrder(operation, member, schema.minimum - 1)),
      };
    if (schema.maximum !== undefined)
      yield {
        name: `${member} ${schema.maximum + 1}`,
        body: marked(operation, withOrder(operation, member, schema.maximum + 1)),
      };
  }
}

/** Values far outside each range: nothing, below nothing, and what narrower integers would wrap into the range. */
export function* farOutside(operation: Operation): Iterable<Stimulus> {
  for (const [member, { minimum, maximum = Infinity }] of membersOf(operation)) {
    if (minimum === undefined) continue;
    const wrapping = [8, 16, 32].map((bits) => 2 ** bits + minimum);
    for (const value of [0, -1, ...wrapping.filter((value) => value > maximum)])
      yield {
        name: `${member} ${value}`,
        body: marked(operation, value > 0 ? withOrder(operation, member, value) : { [member]: value }),
      };
  }
}

/** Orders that are broken within one body. */
export function* outOfOrder(operation: Operation): Iterable<Stimulus> {
  for (const [lowest, middle, highest] of orders(operation)) {
    yield {
      name: `${middle} below ${lowest}`,
      body: marked(operation, { [lowest]: 50, [middle]: 49, [highest]: 600 }),
    };
    yield {
      name: `${middle} above ${highest}`,
      body: marked(operation, { [lowest]: 50, [middle]: 601, [highest]: 600 }),
    };
    yield { name: `${lowest} above ${highest}`, body: marked(operation, { [lowest]: 600, [highest]: 599 }) };
    yield {
      name: `${middle} below ${lowest} alone`,
      body: marked(operation, { [lowest]: 50, [middle]: 49 }),
    };
    yield {
      name: `${middle} above ${highest} alone`,
      body: marked(operation, { [middle]: 601, [highest]: 600 }),
    };
  }
}

/** The orders of the slice as triples. */
export const orders = ({ ordered }: Operation): [string, string, string][] =>
  ordered.length === 3 ? [[...ordered] as [string, string, string]] : [];

/** Values of the wrong JSON type and strangers to enumerations, for each member and for the members of targets. */
export function* wrongTypes(operation: Operation): Iterable<Stimulus> {
  for (const [member, schema] of membersOf(operation)) {
    for (const value of wrongValues(schema, operation.states.A[member]))
      yield { name: `${member} ${JSON.stringify(value)}`, body: marked(operation, { [member]: value }) };
    const whole = operation.states.A[member] as Members;
    for (const [part, partSchema] of partsOf(schema)) {
      for (const value of wrongValues(partSchema, whole[part])) {
        const name = `${member} ${part} ${JSON.stringify(value)}`;
        yield { name, body: marked(operation, { [member]: { ...whole, [part]: value } }) };
      }
    }
    if (!schema.items) continue;
    for (const value of ['all_users', 7])
      yield { name: `${member} [${JSON.stringify(value)}]`, body: marked(operation, { [member]: [value] }) };
    for (const [part, partSchema] of partsOf(resolve(schema.items))) {
      for (const value of wrongValues(partSchema, undefined).filter((wrong) => typeof wrong !== 'object')) {
        const target = { ...TARGET, [part]: value };
        yield {
          name: `${member} ${part} ${JSON.stringify(value)}`,
          body: marked(operation, { [member]: [target] }),
        };
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
  if (types.includes('object')) return [7, true, 'text', [near]];
  if (types.includes('boolean')) return ['true', 'yes', 1, [true], {}];
  return [7, true, ...(schema.enum ? ['stranger', ''] : []), ['enabled'], {}];
}

/** Type annotations that are none of ours: empty, a sibling's, the abstract base's, of another JSON type. */
export function* wrongTypeAnnotations(operation: Operation): Iterable<Stimulus> {
  const { name, key, type } = operation;
  const siblings = ['sms', 'fido2', DEFAULT_OPERATION].filter((sibling) => sibling !== name).slice(0, 2);
  const strangers: unknown[] = [
    '',
    ...siblings.map((sibling) => operationNamed(sibling).type),
    '#microsoft.graph.authenticationMethodConfiguration',
    `#microsoft.graph.${name}AuthenticationMethod`,
    key,
    null,
    7,
    true,
    [type],
    { type },
  ];
  for (const value of strangers) {
    yield {
      name: `@odata.type ${JSON.stringify(value)}`,
      body: { ...marked(operation, {}), '@odata.type': value },
    };
  }
}

/** Bodies without the type annotation, one for each member that may tempt a provider to guess it. */
export function* withoutTypeAnnotation(operation: Operation): Iterable<Stimulus> {
  const members = Object.fromEntries(
    Object.entries(marked(operation, {})).filter(([name]) => name !== '@odata.type'),
  );
  yield { name: 'no @odata.type', body: members };
  yield { name: 'an empty object', body: {} };
  yield { name: 'the id alone', body: { id: operation.key, ...members } };
}

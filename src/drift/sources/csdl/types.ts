import { isCollection } from '../../edm-types';
import { KEYS } from '../../keys';
import { rangeOf, UNSAID } from '../../ranges';
import { ABSENT, DECLARED, type Says, type Statement } from '../../statements';
import type { KnownType, Subject } from '../../subject';
import { chainOf, type Member, type Schema, type StructuredType } from './schema';

/** The statements of a schema on the types of the contract: bases, keys, members. */
export function* typeStatements(schema: Schema, subject: Subject, says: Says): Generator<Statement> {
  const isThere = schema.types.has(subject.type);
  for (const type of subject.types.values()) {
    const found = schema.types.get(type.name);
    if (found) yield* foundStatements(type, found, schema, subject, says);
    // If the resource's type is absent, the absence of the types that it refers to adds no information.
    else if (type.name === subject.type || isThere)
      yield says(KEYS.type(type.name), ABSENT, lineOfAbsent(type, schema));
  }
}

/** The line to report for an absent type: that of its base, or otherwise that of the schema. */
export function lineOfAbsent({ bases }: KnownType, { types, line }: Schema): number {
  const base = bases.map((each) => types.get(each)).find((each) => each !== undefined);
  return base?.line ?? line;
}

function* foundStatements(
  type: KnownType,
  found: StructuredType,
  schema: Schema,
  subject: Subject,
  says: Says,
): Generator<Statement> {
  yield says(KEYS.type(type.name), DECLARED, found.line);
  if (type.bases.length > 0) yield says(KEYS.base(type.name), found.base ?? 'none', found.line);
  const chain = chainOf(found, schema);
  const key = chain.find((each) => each.key !== undefined)?.key;
  if (key !== undefined) yield says(KEYS.key(type.name), key, found.line);
  const members = new Map(chain.toReversed().flatMap((each) => [...each.members]));
  for (const [name, member] of members) {
    yield says(KEYS.property(type.name, name), DECLARED, member.line);
    if (type.properties.has(name)) yield* memberStatements(type.name, name, member);
  }
  for (const name of type.properties.keys())
    if (!members.has(name)) yield says(KEYS.property(type.name, name), ABSENT, found.line);

  /** Type, null, whether it can be set, and bounds. */
  function* memberStatements(of: string, name: string, member: Member): Generator<Statement> {
    const { line, nullable } = member;
    yield says(KEYS.propertyType(of, name), member.type, line);
    // In CSDL, null is permitted by default; for a collection, Nullable applies to its items.
    if (!isCollection(member.type)) yield says(KEYS.nullable(of, name), nullable ?? true, line);
    else if (nullable !== undefined) yield says(KEYS.itemsNullable(of, name), nullable, line);
    const fixed = schema.fixed.get(`${of}/${name}`);
    if (of === subject.type)
      yield says(KEYS.updatable(of, name), name !== key && fixed === undefined, fixed ?? line);
    const bounds = schema.bounds.get(`${of}/${name}`);
    if (bounds)
      yield says(KEYS.range(of, name), rangeOf(bounds.minimum, bounds.maximum, UNSAID), bounds.line);
  }
}

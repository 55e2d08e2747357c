import { KEYS } from '../../keys';
import { ABSENT, DECLARED, said, type Statement } from '../../statements';
import type { KnownType } from '../../subject';
import { childOf, isNode, schemasOf, type Description, type Located } from './description';
import { propertyStatements } from './properties';

/**
 * The statements of schemas on the types of the contract, or on the base of the resource's type if there is nothing
 * else.
 */
export function* typeStatements(description: Description): Generator<Statement> {
  const { subject } = description;
  for (const type of subject.types.values()) {
    const own = schemasOf(type.name, description);
    const [found] = own ?? [];
    if (own && found) {
      yield said(KEYS.type(type.name), DECLARED, found.part.placeOf([]));
      const seen = yield* memberStatements(type, own, description);
      for (const name of type.properties.keys())
        if (!seen.has(name)) yield said(KEYS.property(type.name, name), ABSENT, found.part.placeOf([]));
      continue;
    }
    if (type.name !== subject.type) continue;
    const inherited = type.bases
      .map((base) => schemasOf(base, description))
      .find((each) => each !== undefined);
    if (inherited) yield* memberStatements(type, inherited, description);
  }
}

/** The properties of a type in all schemas that define it, each at its first place; returns their names. */
function* memberStatements(
  type: KnownType,
  chain: readonly Located[],
  description: Description,
): Generator<Statement, Set<string>> {
  const seen = new Set<string>();
  for (const each of chain) {
    const properties = each.node['properties'];
    for (const name of isNode(properties) ? Object.keys(properties) : []) {
      if (seen.has(name) || name.includes('@')) continue;
      seen.add(name);
      const property = childOf(each, 'properties', name);
      if (property) yield* propertyStatements(type, name, property, description);
    }
  }
  return seen;
}

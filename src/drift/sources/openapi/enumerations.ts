import { KEYS } from '../../keys';
import { ABSENT, DECLARED, said, type Place, type Statement } from '../../statements';
import type { Subject } from '../../subject';
import { listIn, placeIn, schemaNode, type Description } from './description';
import type { Part } from './parts';

/**
 * What schemas of enumerations say of their members.
 * @param item the path of the operation, which is no schema
 */
export function* enumerationStatements(item: Part, description: Description): Generator<Statement> {
  for (const name of description.subject.enumerations.keys()) {
    const found = schemaNode(name, description);
    if (!found || found.part === item) continue;
    const members = listIn(found.node['enum']);
    if (members.length === 0) continue;
    const places = members.map((_, at) => placeIn(found, 'enum', at));
    yield* memberStatements(name, members, places, found.part.placeOf([]), description.subject);
  }
}

/**
 * Which members an enumeration has, and which of those that the contract knows it has not.
 * @param places of the members, in their order
 * @param whole where the list stands
 */
export function* memberStatements(
  enumeration: string,
  members: readonly string[],
  places: readonly Place[],
  whole: Place,
  { enumerations }: Subject,
): Generator<Statement> {
  for (const [at, member] of members.entries())
    yield said(KEYS.member(enumeration, member), DECLARED, places[at] ?? whole);
  for (const member of enumerations.get(enumeration) ?? [])
    if (!members.includes(member)) yield said(KEYS.member(enumeration, member), ABSENT, whole);
}

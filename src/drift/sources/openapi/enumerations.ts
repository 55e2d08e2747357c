import { KEYS } from '../../keys';
import { ABSENT, DECLARED, said, type Place, type Statement } from '../../statements';
import type { Subject } from '../../subject';
import { listIn, placeIn, schemaNode, type Description } from './description';
import type { Part } from './parts';

/**
 * The statements of enumeration schemas on their members.
 * @param item the path item of the operation, which is not a schema
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
 * The members of an enumeration, and the members of the contract that it lacks.
 * @param places the places of the members, in order
 * @param whole the place of the list
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

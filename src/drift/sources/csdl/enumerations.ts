import { KEYS } from '../../keys';
import { ABSENT, DECLARED, type Says, type Statement } from '../../statements';
import type { Subject } from '../../subject';
import type { Schema } from './schema';

/** The members of the enumerations, and the members of the contract that are absent. */
export function* enumerationStatements(schema: Schema, subject: Subject, says: Says): Generator<Statement> {
  for (const [enumeration, known] of subject.enumerations) {
    const found = schema.enumerations.get(enumeration);
    // If the resource's type is absent, its absent enumerations add no information.
    if (!found && !schema.types.has(subject.type)) continue;
    const { members, line } = found ?? { members: new Map<string, number>(), line: schema.line };
    for (const [member, at] of members) yield says(KEYS.member(enumeration, member), DECLARED, at);
    for (const member of known)
      if (!members.has(member)) yield says(KEYS.member(enumeration, member), ABSENT, line);
  }
}

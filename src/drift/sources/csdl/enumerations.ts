import { KEYS } from '../../keys';
import { ABSENT, DECLARED, type Says, type Statement } from '../../statements';
import type { Subject } from '../../subject';
import type { Schema } from './schema';

/** Which members the enumerations have, and which of those that the contract knows they have not. */
export function* enumerationStatements(schema: Schema, subject: Subject, says: Says): Generator<Statement> {
  for (const [enumeration, known] of subject.enumerations) {
    const found = schema.enumerations.get(enumeration);
    // Without the resource's type, that its enumerations are absent tells nothing more.
    if (!found && !schema.types.has(subject.type)) continue;
    const { members, line } = found ?? { members: new Map<string, number>(), line: schema.line };
    for (const [member, at] of members) yield says(KEYS.member(enumeration, member), DECLARED, at);
    for (const member of known)
      if (!members.has(member)) yield says(KEYS.member(enumeration, member), ABSENT, line);
  }
}

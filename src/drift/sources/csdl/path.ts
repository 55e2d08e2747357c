import { isCollection, itemType } from '../../edm-types';
import { KEYS } from '../../keys';
import type { Says, Statement } from '../../statements';
import { mainOperation, type Subject } from '../../subject';
import { chainOf, type Schema } from './schema';

/** Follows the path from the container through navigation properties; the last segment is a key. */
export function* pathStatements(schema: Schema, subject: Subject, says: Says): Generator<Statement> {
  const key = KEYS.path(mainOperation(subject).method);
  const [start = '', ...segments] = subject.path.split('/').slice(1);
  let type = schema.roots.get(start);
  if (type === undefined) {
    // An extract of a schema has no container.
    if (schema.roots.size > 0) yield says(key, `no ${start} in the container`, schema.line);
    return;
  }
  let { line } = schema;
  for (const segment of segments) {
    if (isCollection(type)) break;
    const at = schema.types.get(type);
    if (!at) return;
    const next = chainOf(at, schema)
      .map(({ members }) => members.get(segment))
      .find((member) => member !== undefined);
    if (!next) return yield says(key, `no ${segment} on ${type}`, at.line);
    ({ type, line } = next);
  }
  const ours = [subject.type, ...(subject.types.get(subject.type)?.bases ?? []).slice(0, 1)];
  const leads = ours.includes(itemType(type));
  yield says(key, leads ? subject.path : `it leads to ${type}`, line);
}

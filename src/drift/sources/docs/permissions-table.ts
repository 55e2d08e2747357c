import { trimmedEnd } from '../../../bounds/trim';
import { KEYS } from '../../keys';
import { type Says, PERMISSION_KINDS, type Statement } from '../../statements';
import { leastFirst } from '../permissions';
import { plainText, type Table } from './markdown';

/** The kind of access of a row, by the words of its first cell. */
const KIND_WORDS: readonly [RegExp, (typeof PERMISSION_KINDS)[number]][] = [
  [/personal/i, 'delegatedPersonal'],
  [/delegated/i, 'delegatedWork'],
  [/application/i, 'application'],
];

/** The permissions for each kind of access, the least privileged first; empty for any other table. */
export function permissionStatements(table: Table, method: string, says: Says): Statement[] {
  if (!/permission type/i.test(plainText(table.head[0] ?? ''))) return [];
  const statements = table.rows.flatMap(({ cells, line }): Statement[] => {
    const [first = '', ...rest] = cells.map(plainText);
    const kind = KIND_WORDS.find(([word]) => word.test(first))?.[1];
    if (kind === undefined) return [];
    const named = rest.flatMap(permissionsIn);
    return [says(KEYS.permission(method, kind), leastFirst([...new Set(named)]), line)];
  });
  if (statements.length === 0) return [];
  // A kind of access without a row has no permission.
  const missing = PERMISSION_KINDS.map((kind) => KEYS.permission(method, kind)).filter(
    (key) => !statements.some((statement) => statement.key === key),
  );
  return [...statements, ...missing.map((key) => says(key, [], table.line))];
}

/** The permissions in a cell: words with dots in them. */
const permissionsIn = (cell: string): string[] =>
  (cell.match(/[\w.-]+/g) ?? [])
    .map((word) => trimmedEnd(word, '.-').replace(/^[^A-Za-z]+/, ''))
    .filter((word) => /^[A-Za-z][\w-]*(?:\.[\w-]+)+$/.test(word));

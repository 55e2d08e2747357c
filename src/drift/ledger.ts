import { readYaml } from '../bounds/yaml';
import { matchesGlob } from '../bounds/glob';
import { complaintOf } from '../contract/published';
import { UsageError } from '../usage-error';
import type { Reading, SourceKind, Statement } from './statements';
import { inWords } from './words';

/** What fits a contradiction: names with * for any characters. */
export interface Matcher {
  /** Key of the statement. */
  statement: string;
  source: SourceKind;
  /** What the source says; absent: whatever. */
  says?: string;
  /** The file that it stands in. */
  file?: string;
  /** The version of Graph that the source is of; `unknown` for one that doesn't say. */
  version?: string;
  /** The cloud that the source is of. */
  cloud?: string;
}

/** A contradiction that is known, with what was decided. */
export interface Disagreement {
  id: string;
  title: string;
  sources: string[];
  since: string;
  /** The day since which the sources agree, so that only older copies of them say what the entry is of. */
  settled?: string;
  decision: string;
  why: string;
  matches?: Matcher[];
  unwatched?: string;
}

/**
 * Reads a ledger; an empty file is one that knows of nothing.
 * @param name what the user calls it
 * @throws UsageError for what is none
 */
export function readLedger(text: string, name: string): Disagreement[] {
  let value: unknown;
  try {
    value = readYaml(text);
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message.split('\n')[0]}`);
  }
  if (value === null || value === undefined) return [];
  const complaint = complaintOf('disagreements', value);
  if (complaint !== undefined) throw new UsageError(`${name}: it is not a ledger: ${complaint}`);
  const { disagreements } = value as { disagreements: Disagreement[] | null };
  const all = disagreements ?? [];
  const twice = all.find(({ id }, at) => all.findIndex((other) => other.id === id) !== at);
  if (twice)
    throw new UsageError(`${name}: there are two entries with the id ${twice.id}; each id must be unique`);
  return all;
}

/** Whether a matcher is for what a source says there. */
export function isFor(
  matcher: Matcher,
  { kind, version, cloud }: Reading,
  { key, place }: Statement,
): boolean {
  return (
    matcher.source === kind &&
    matchesGlob(matcher.statement, key) &&
    (matcher.file === undefined || matchesGlob(matcher.file, place.file)) &&
    (matcher.version === undefined || matcher.version === (version ?? 'unknown')) &&
    (matcher.cloud === undefined || matcher.cloud === cloud)
  );
}

/** Whether a matcher fits what a source says, value and all. */
export const fits = (matcher: Matcher, reading: Reading, statement: Statement): boolean =>
  isFor(matcher, reading, statement) &&
  (matcher.says === undefined || saysThat(matcher.says, inWords(statement.value)));

/** As names are matched, but letter case counts: it may be all that differs. */
function saysThat(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  const last = rest.pop() as string;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
    return false;
  let at = first.length;
  return rest.every((part) => {
    const found = text.indexOf(part, at);
    at = found + part.length;
    return found >= 0 && at <= text.length - last.length;
  });
}

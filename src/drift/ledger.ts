import { readYaml } from '../bounds/yaml';
import { matchesGlob } from '../bounds/glob';
import { complaintsOf } from '../contract/complaints';
import { complaintOf } from '../contract/published';
import { faultyFile } from '../contract/written-faults';
import { UsageError } from '../usage-error';
import type { Reading, SourceKind, Statement } from './statements';
import { inWords } from './words';

/** A pattern for contradictions: `*` in a name matches any characters. */
export interface Matcher {
  /** Key of the statement. */
  statement: string;
  source: SourceKind;
  /** The source's statement; absent: any. */
  says?: string;
  /** The file of the statement. */
  file?: string;
  /** The source's version of Graph; `unknown` if the source does not state it. */
  version?: string;
  /** The source's cloud. */
  cloud?: string;
}

/** A known contradiction, with the decision on it. */
export interface Disagreement {
  id: string;
  title: string;
  sources: string[];
  since: string;
  /** The day since which the sources agree, so that only older copies of them contradict the slice. */
  settled?: string;
  decision: string;
  why: string;
  matches?: Matcher[];
  unwatched?: string;
}

/**
 * Reads a ledger; an empty file is an empty ledger.
 * @param name the name that the user gave it
 * @throws UsageError if the file is not a ledger
 */
export function readLedger(text: string, name: string): Disagreement[] {
  let value: unknown;
  try {
    value = readYaml(text);
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message.split('\n')[0]}`);
  }
  if (value === null || value === undefined) return [];
  if (complaintOf('disagreements', value) !== undefined)
    throw faultyFile({ name, text }, complaintsOf('disagreements', value));
  const { disagreements } = value as { disagreements: Disagreement[] | null };
  const all = disagreements ?? [];
  const twice = all.find(({ id }, at) => all.findIndex((other) => other.id === id) !== at);
  if (twice)
    throw new UsageError(`${name}: there are two entries with the id ${twice.id}; each id must be unique`);
  return all;
}

/** Whether a matcher applies to a statement of a source, whatever its value. */
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

/** Whether a matcher matches a statement of a source, including its value. */
export const fits = (matcher: Matcher, reading: Reading, statement: Statement): boolean =>
  isFor(matcher, reading, statement) &&
  (matcher.says === undefined || saysThat(matcher.says, inWords(statement.value)));

/** Matches like names, but case counts, because it may be the only difference. */
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

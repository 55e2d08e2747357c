import { UsageErrors } from '../usage-error';
import type { Complaint } from './complaints';
import { LocatedYaml } from './located-yaml';

/** A file that a person wrote. */
export interface WrittenFile {
  /** What messages call it. */
  name: string;
  /** Its text, which is YAML. */
  text: string;
}

/** At most this many faults are printed. */
const MOST = 20;

/**
 * The error that tells of the faults of a file, a line for each in the order of its lines:
 * `waivers.yaml:3: waivers[0].expires: must be a day, written YYYY-MM-DD`.
 * @param nameOf what the place of a fault is called, where it is not called by the way to it
 */
export function faultyFile(
  { name, text }: WrittenFile,
  complaints: readonly Complaint[],
  nameOf: (at: Complaint['at']) => string = placeOf,
): UsageErrors {
  const yaml = new LocatedYaml(text);
  const lines = together(complaints)
    .map(({ at, says }) => ({ at, says, line: yaml.lineOf(at) }))
    .sort((one, other) => one.line - other.line)
    .map(({ at, says, line }) => `${name}:${line}: ${at.length === 0 ? '' : `${nameOf(at)}: `}${says}`);
  const more = lines.length - MOST;
  return new UsageErrors(more > 0 ? [...lines.slice(0, MOST), `${name}: and ${more} more faults`] : lines);
}

/** The way to a part of a file as people write it: `waivers[0].expires`. */
export const placeOf = (at: Complaint['at']): string =>
  at
    .map((part, index) => (/^\d+$/.test(String(part)) ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`))
    .join('');

const LACKS = 'has no ';

/** Members that are missing in one place are told in one line. */
function together(complaints: readonly Complaint[]): Complaint[] {
  const lacking = new Map<string, Complaint>();
  return complaints.flatMap((complaint) => {
    const key = complaint.at.join('/');
    const before = complaint.says.startsWith(LACKS) ? lacking.get(key) : undefined;
    if (before) {
      before.says += `, ${complaint.says.slice(LACKS.length)}`;
      return [];
    }
    const kept = { ...complaint };
    if (complaint.says.startsWith(LACKS)) lacking.set(key, kept);
    return [kept];
  });
}

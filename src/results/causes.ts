import type { Finding, Outcome } from './report';

/** The parts of a finding that matter for causes. */
type Told = Pick<Finding, 'id' | 'followsFrom'>;

/** A finding without a cause in a list, with all its direct and indirect consequences in it. */
export interface Cause<T extends Told = Finding> {
  finding: T;
  consequences: T[];
}

/**
 * Findings by their causes: a cause stands where the worst of what follows from it would stand. What follows from
 * several is told once, with the first of them; what follows from none of the list is a cause in it.
 * @param weigh smaller for what stands first
 */
export function byCause<T extends Told>(findings: readonly T[], weigh: (finding: T) => number): Cause<T>[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const causes = new Map<T, Cause<T>>();
  const all: Cause<T>[] = [];
  const causeOf = (root: T, isAgain: boolean): Cause<T> => {
    const known = causes.get(root);
    if (known && !isAgain) return known;
    const cause: Cause<T> = { finding: root, consequences: [] };
    if (!known) causes.set(root, cause);
    all.push(cause);
    return cause;
  };
  const told = new Set<T>();
  for (const finding of findings) {
    const root = rootOf(finding, byId);
    // The same finding may stand in a list more than once: it is told as often.
    const cause = causeOf(root, finding === root && told.has(root));
    if (finding === root) told.add(root);
    else cause.consequences.push(finding);
  }
  const weightOf = ({ finding, consequences }: Cause<T>): number =>
    consequences.reduce((least, each) => Math.min(least, weigh(each)), weigh(finding));
  return all
    .map((cause) => ({ cause, weight: weightOf(cause) }))
    .sort((one, other) => one.weight - other.weight)
    .map(({ cause }) => cause);
}

/** The same in one list, each cause before its consequences. */
export const causesFirst = (findings: readonly Finding[], weigh: (finding: Finding) => number): Finding[] =>
  byCause(findings, weigh).flatMap(({ finding, consequences }) => [finding, ...consequences]);

function rootOf<T extends Told>(finding: T, byId: ReadonlyMap<string | undefined, T>): T {
  const seen = new Set<T>();
  let at = finding;
  while (!seen.has(at)) {
    seen.add(at);
    const next = at.followsFrom?.map((id) => byId.get(id)).find((cause) => cause !== undefined);
    if (!next) return at;
    at = next;
  }
  // Findings that follow from each other, in a report made by hand, have no cause.
  return finding;
}

/** What breaks a row, of those that are counted. */
const BREAKS: readonly Outcome[] = ['violates', 'deviates'];

/** How many rows are broken by themselves, and how many only because of others. */
export function countCauses(findings: readonly Finding[]): { causes: number; consequences: number } {
  const broken = findings.filter(({ outcome }) => BREAKS.includes(outcome));
  const all = byCause(broken, () => 0);
  const causes = new Set(all.map(({ finding }) => finding.requirement));
  const consequences = new Set(
    all.flatMap((cause) => cause.consequences.map(({ requirement }) => requirement)),
  );
  return { causes: causes.size, consequences: [...consequences].filter((row) => !causes.has(row)).length };
}

/** `broken rows: 1 cause, 3 that only follow from it`; undefined where nothing follows from anything. */
export function causesText(findings: readonly Finding[]): string | undefined {
  const { causes, consequences } = countCauses(findings);
  if (consequences === 0) return undefined;
  const follow = consequences === 1 ? 'follows' : 'follow';
  const [noun, them] = causes === 1 ? ['cause', 'it'] : ['causes', 'them'];
  return `broken rows: ${causes} ${noun}, ${consequences} that only ${follow} from ${them}`;
}

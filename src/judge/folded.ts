import { isBreach } from '../results/outcome';
import type { Finding } from '../results/report';
import { lasting } from '../results/waivers/identity';

/** Exchanges that a finding which stands for many names at most; its count goes on. */
const NAMED = 500;

type Causes = ReadonlyMap<Finding, readonly Finding[]>;

/** Findings that have one cause: the first stands for all. */
type Group = readonly [first: Finding, ...others: Finding[]];

/**
 * Breaches of one check and row that differ in their values alone, at one place of a message or of a list, and that follow
 * from the same: they have one cause. Whatever is no breach stands by itself.
 * @param wordsOf what the answer said of each in its own words, which tells causes apart
 */
export function groupsOf(
  findings: readonly Finding[],
  causes: Causes,
  wordsOf: (finding: Finding) => string,
): Group[] {
  const keys = new Map(findings.map((finding) => [finding, keyOf(finding, wordsOf(finding))]));
  const groups = new Map<unknown, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    // What follows from its like is of one cause with it.
    const from = new Set((causes.get(finding) ?? []).map((cause) => keys.get(cause)));
    from.delete(keys.get(finding));
    const key = isBreach(finding.outcome) ? JSON.stringify([keys.get(finding), [...from].sort()]) : finding;
    const known = groups.get(key);
    if (known) known.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}

/** One finding for each group, and what they follow from. */
export function folded(
  groups: readonly Group[],
  causes: Causes,
): { findings: Finding[]; causes: Map<Finding, Finding[]> } {
  const standsFor = new Map<Finding, Finding>();
  const findings = groups.map((group) => {
    const whole = wholeOf(group);
    for (const finding of group) standsFor.set(finding, whole);
    return whole;
  });
  const stand = (finding: Finding): Finding => standsFor.get(finding) ?? finding;
  const from = new Map<Finding, Finding[]>();
  for (const [finding, some] of causes) {
    const whole = stand(finding);
    const others = some.map(stand).filter((cause) => cause !== whole);
    if (others.length > 0) from.set(whole, [...new Set([...(from.get(whole) ?? []), ...others])]);
  }
  return { findings, causes: from };
}

/** The first, of all that was found; a new one, since a result may be asked for again. */
const wholeOf = ([first, ...others]: Group): Finding =>
  others.length === 0
    ? first
    : {
        ...first,
        count: others.reduce((sum, { count }) => sum + count, first.count),
        ...othersIn([first, ...others]),
        exchanges: [...new Set([first, ...others].flatMap(({ exchanges }) => exchanges))].slice(0, NAMED),
        ...(first.requests && {
          requests: [...new Set([first, ...others].flatMap(({ requests = [] }) => requests))],
        }),
      };

/** How many of a group have another value or place than any finding of it. */
function othersIn(group: readonly Finding[]): Pick<Finding, 'others'> {
  const others = group.reduce((sum, each) => sum + (each.others ?? 0), 0);
  return others > 0 ? { others } : {};
}

/** A refusal was expected, so that `actual` is a status. */
const REFUSAL = /^a \dxx/;

/** By what findings are alike whatever values they have; of a status that came instead of another it is a part. */
function keyOf(finding: Finding, words: string): string {
  const { check, requirement, outcome, blame, pointer, message, expected, actual } = finding;
  const isStatus = /(?:^|\/)status$/.test(pointer ?? '') || REFUSAL.test(expected);
  // A finding without a check is a note about the run, and each note is different.
  const says = check === null ? message : valueless(finding);
  const answer = isStatus ? actual.slice(0, 3) : '';
  const place = pointer === null ? null : pointer.replace(/\/\d+/g, '/#');
  return JSON.stringify([check, requirement, outcome, blame, place, says, words, answer]);
}

/** A message without its values: what was expected and what came, what is quoted, and numbers. */
function valueless({ message, expected, actual }: Finding): string {
  const isLong = (value: string): boolean => /^[[{"]/.test(value);
  const values = [expected, actual].filter(isLong);
  return lasting(values.reduce((text, value) => text.replaceAll(value, '…'), message))
    .replace(/"[^"]*"/g, '…')
    .replace(/\d+/g, '#')
    .replace(/# bytes?/g, '# bytes')
    .replace(/\b(?:true|false|null)\b/g, '…');
}

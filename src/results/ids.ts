import { createHash } from 'node:crypto';
import { identityOf } from './waivers/identity';
import type { Finding } from './report';

/** How much of the digest an id has, in hexadecimal digits. */
const DIGITS = 8;

/**
 * Findings with an id each, such as `RES-204-1f0a9c3e`: the row, and a digest of check, row, place and message without
 * what differs from run to run. The same finding has the same id in each run; of several that are known by the same,
 * the second ends with `-2`.
 * @param causes what each finding follows from; causes that are not among the findings are left out
 */
export function identified(
  findings: readonly Finding[],
  causes: ReadonlyMap<Finding, readonly Finding[]> = new Map(),
): Finding[] {
  const times = new Map<string, number>();
  const ids = new Map(
    findings.map((finding) => {
      const id = idOf(finding);
      const time = (times.get(id) ?? 0) + 1;
      times.set(id, time);
      return [finding, time === 1 ? id : `${id}-${time}`] as const;
    }),
  );
  return findings.map((finding) => {
    const followsFrom = (causes.get(finding) ?? []).flatMap((cause) => ids.get(cause) ?? []);
    return { ...finding, id: ids.get(finding) as string, ...(followsFrom.length > 0 && { followsFrom }) };
  });
}

function idOf(finding: Finding): string {
  const digest = createHash('sha256').update(identityOf(finding)).digest('hex').slice(0, DIGITS);
  return `${finding.requirement ?? 'run'}-${digest}`;
}

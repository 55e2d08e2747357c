import { matchesGlob } from '../../bounds/glob';
import { brokenOffIn, verdictOf } from '../verdict';
import {
  OUTCOMES,
  type Finding,
  type InteractionResult,
  type Outcome,
  type Report,
  type RequirementResult,
  type WaivedBy,
  type WaiverResult,
} from '../report';
import { verdictBehind } from '../put-back';
import { identityOf, interactionIdentityOf } from './identity';
import type { Waiver } from './waivers';

/** What is let through, and as of when. */
export interface LetThrough {
  waivers?: readonly Waiver[];
  /** An earlier report, whose findings are let through, and the name of its file. */
  baseline?: { report: Report; file: string };
  now: Date;
}

/** How long before its end a waiver is warned of, in days. */
const WARNED = 14;
const DAY = 24 * 60 * 60 * 1000;

/** What breaks a row; nothing else needs a waiver. */
const BREAKS: readonly Outcome[] = ['violates', 'deviates'];

/**
 * Lets violations through that somebody answers for, or that an earlier report has already, and judges the gate
 * again. With `strict`, a waiver that nothing matches any more fails it.
 */
export function letThrough(report: Report, { waivers, baseline, now }: LetThrough): Report {
  if (!waivers && !baseline) return report;
  const day = dayOf(now);
  const here = (waivers ?? []).map((waiver) => ({ waiver, matched: 0 }));
  const old = baseline && knownIn(baseline.report);
  const since: WaivedBy | undefined = baseline && {
    by: 'baseline',
    reason: `accepted by the baseline ${baseline.file} of ${baseline.report.provenance.startedAt.slice(0, 10)}`,
  };

  const findings = report.findings.map((finding): Finding => {
    if (!BREAKS.includes(finding.outcome)) return finding;
    const by = waivedBy(finding) ?? (old?.findings.has(identityOf(finding)) ? since : undefined);
    return by ? { ...finding, outcome: 'waived', waived: by } : finding;
  });
  const interactions = report.interactions.map((interaction): InteractionResult => {
    if (interaction.outcome !== 'violates') return interaction;
    const rows = interaction.requirements.map((requirement) => waivedBy({ requirement, check: null }));
    const covered = rows.length > 0 && rows.every((by) => by !== undefined) ? rows[0] : undefined;
    const by = covered ?? (old?.interactions.has(interactionIdentityOf(interaction)) ? since : undefined);
    return by ? { ...interaction, outcome: 'waived', waived: by } : interaction;
  });
  const requirements = report.requirements.map((row) => ({ ...row, outcome: outcomeOf(row, findings) }));
  const counts = Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, requirements.filter((row) => row.outcome === outcome).length]),
  ) as Report['counts'];
  const results = here.map(({ waiver, matched }) => resultOf(waiver, matched, report, now));
  return {
    ...report,
    ...verdictWith({ ...report, requirements, findings, interactions }, results),
    counts,
    requirements,
    findings: [...findings].sort((one, other) => rank(one.outcome) - rank(other.outcome)),
    interactions,
    ...(waivers && { waivers: results }),
  };

  function waivedBy(finding: Pick<Finding, 'requirement' | 'check'>): WaivedBy | undefined {
    const matching = here.filter(({ waiver }) => isFor(waiver, report) && names(waiver, finding));
    for (const each of matching) each.matched += 1;
    const valid = matching.find(({ waiver }) => waiver.expires >= day);
    return valid && asWaivedBy(valid.waiver);
  }
}

/**
 * Lets through in the reports of several operations. A waiver that matches in one of them is not stale in another.
 * @param givenFor what is let through in a report
 */
export function letAllThrough(
  reports: readonly Report[],
  givenFor: (report: Report) => LetThrough,
): Report[] {
  const first = reports.map((report) => letThrough(report, givenFor(report)));
  const used = new Set(
    first.flatMap(({ waivers = [] }) => waivers.flatMap(({ by, matched }) => (matched > 0 ? by : []))),
  );
  return first.map((judged, at) => {
    const isDone = (by: string): boolean =>
      used.has(by) && judged.waivers?.some((each) => each.by === by && each.state === 'stale') === true;
    if (!judged.waivers?.some(({ by }) => isDone(by))) return judged;
    const report = reports[at] as Report;
    const { waivers = [], ...given } = givenFor(report);
    return letThrough(report, { ...given, waivers: waivers.filter(({ place }) => !isDone(place)) });
  });
}

/** Whether one of the waivers lets a breach through at a target. */
export function waives(
  waivers: readonly Waiver[],
  breach: Pick<Finding, 'requirement' | 'check'>,
  { target, now }: { target: string; now: Date },
): boolean {
  const subject = { target };
  return waivers.some(
    (waiver) => isFor(waiver, { subject }) && names(waiver, breach) && waiver.expires >= dayOf(now),
  );
}

/** The verdict on what is left; nobody can answer for a policy that is left changed. */
function verdictWith(report: Report, waivers: readonly WaiverResult[]): Pick<Report, 'verdict' | 'reason'> {
  return verdictBehind({ ...report, ...judgedWith(report, waivers) }, report.putBack);
}

function judgedWith(report: Report, waivers: readonly WaiverResult[]): Pick<Report, 'verdict' | 'reason'> {
  const { requirements, findings, interactions, strict } = report;
  const brokenOff = brokenOffIn(findings);
  const judged = verdictOf({ requirements, findings, interactions, strict, brokenOff });
  const stale = waivers.filter(({ state }) => state === 'stale');
  if (!strict || stale.length === 0 || judged.verdict === 'violates') return judged;
  return {
    verdict: 'violates',
    reason: `nothing matches ${stale.map(({ by, names: what }) => `${by} (${what})`).join(', ')} any more, and --strict counts it`,
  };
}

function knownIn({ findings, interactions }: Report): { findings: Set<string>; interactions: Set<string> } {
  // What an earlier baseline let through is old; what a waiver did is not: that may have expired.
  const isOld = ({ outcome, waived }: Pick<Finding, 'outcome' | 'waived'>): boolean =>
    BREAKS.includes(outcome) || waived?.by === 'baseline';
  return {
    findings: new Set(findings.filter(isOld).map(identityOf)),
    interactions: new Set(interactions.filter(isOld).map(interactionIdentityOf)),
  };
}

const asWaivedBy = ({ place, reason, owner, expires, link }: Waiver): WaivedBy => ({
  by: place,
  reason,
  owner,
  expires,
  ...(link !== undefined && { link }),
});

const isFor = ({ target }: Waiver, { subject }: { subject: Pick<Report['subject'], 'target'> }): boolean =>
  target === undefined || matchesGlob(target, subject.target);

const names = (
  { names: pattern }: Waiver,
  { requirement, check }: Pick<Finding, 'requirement' | 'check'>,
): boolean =>
  (requirement !== null && matchesGlob(pattern, requirement)) ||
  (check !== null && matchesGlob(pattern, check));

function resultOf(waiver: Waiver, matched: number, report: Report, now: Date): WaiverResult {
  const { names: pattern, target = null, expires } = waiver;
  const judged = report.requirements.some(
    (row) => row.judged > 0 && [row.id, ...row.checks].some((name) => matchesGlob(pattern, name)),
  );
  const left = (Date.parse(expires) - Date.parse(dayOf(now))) / DAY;
  const state = (): WaiverResult['state'] => {
    if (!isFor(waiver, report) || (matched === 0 && !judged)) return 'elsewhere';
    if (matched === 0) return 'stale';
    if (left < 0) return 'expired';
    return left <= WARNED ? 'expiring' : 'used';
  };
  return { ...asWaivedBy(waiver), names: pattern, target, state: state(), matched };
}

/** In UTC. */
const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** A row is at the worst of what is left of it. */
function outcomeOf(row: RequirementResult, findings: readonly Finding[]): Outcome {
  if (!BREAKS.includes(row.outcome)) return row.outcome;
  const of = findings.filter(({ requirement }) => requirement === row.id).map(({ outcome }) => outcome);
  const [worst] = of
    .filter((outcome) => BREAKS.includes(outcome))
    .sort((one, other) => rank(one) - rank(other));
  return worst ?? (of.includes('waived') ? 'waived' : row.outcome);
}

const rank = (outcome: Outcome): number => OUTCOMES.indexOf(outcome);

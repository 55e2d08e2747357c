import type { Register } from '../../contract/register/register';
import { exitCodeOf } from '../../results/exit-code';
import type { Outcome, Report } from '../../results/report';
import { visible } from '../../results/visible';
import { operationText } from '../head';
import { LONGEST, message, type Json } from './log';

/** How many notifications of the run are given. */
const NOTIFICATIONS = 100;

/**
 * How the run ended, and what is of the run itself.
 * @param omitted how many results the log has no room for
 */
export function invocation(report: Report, omitted: number): Json {
  const { verdict, reason } = report;
  const ofRun = report.findings.filter(({ requirement }) => requirement === null);
  const notifications = [
    ...(omitted === 0 ? [] : [note('warning', `${omitted} more results are in report.json`)]),
    ...ofRun
      .slice(0, NOTIFICATIONS)
      .map(({ outcome, message: text }) => note(NOTIFIES[outcome] ?? 'warning', visible(text, LONGEST))),
  ];
  return {
    executionSuccessful: verdict !== 'incomplete',
    exitCode: exitCodeOf(verdict),
    exitCodeDescription: reason === null ? verdict : `${verdict}: ${visible(reason, LONGEST)}`,
    ...times(report),
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  };
}

const NOTIFIES: Partial<Record<Outcome, string>> = {
  error: 'error',
  violates: 'error',
  informational: 'note',
};

const note = (level: string, text: string): Json => ({ level, message: { text: message([text]) } });

function times({ provenance: { startedAt, durationMs } }: Report): Json {
  const start = new Date(startedAt);
  if (Number.isNaN(start.getTime())) return {};
  return {
    startTimeUtc: start.toISOString(),
    endTimeUtc: new Date(start.getTime() + durationMs).toISOString(),
  };
}

/** SARIF 3.17.3: a category that is the same in every run of this operation on this target, and the run. */
export function automationId(report: Report, register: Register): string {
  const { tool, contract, subject, provenance } = report;
  const local = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]):\d+/i;
  const target = subject.target.replace(local, 'local').replace(/^https?:\/\//i, '');
  const operation = operationText(contract.operation, register);
  return [tool.name, operation, subject.kind, target, provenance.startedAt]
    .map((part) => part.slice(0, 100).replace(/[^A-Za-z0-9.:_-]+/g, '-'))
    .join('/');
}

/** Which repository the commit is of, only GitHub's variables say. */
export function versionControl({ provenance: { ci, commit } }: Report): Json | undefined {
  const [, repositoryUri] =
    /^(https:\/\/[\w.-]+\/[\w.-]+\/[\w.-]+)\/actions\/runs\/\d+$/.exec(ci?.url ?? '') ?? [];
  return repositoryUri === undefined || commit === null
    ? undefined
    : { repositoryUri, revisionId: visible(commit) };
}

/** What the verdict stands on. */
export function provenance(report: Report): Json {
  const { tool, contract, subject, provenance: of, verdict, reason, strict, counts } = report;
  const texts = (members: Record<string, string | undefined>): Json =>
    Object.fromEntries(
      Object.entries(members).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, visible(value)]],
      ),
    );
  return {
    verdict,
    reason: reason === null ? null : visible(reason, LONGEST),
    strict,
    counts,
    tool: texts(tool),
    contract: texts(contract),
    subject: texts({ kind: subject.kind, target: subject.target }),
    commit: of.commit === null ? null : visible(of.commit),
    ...(of.ci && { ci: texts(of.ci) }),
    evidence: of.evidence && texts(of.evidence),
    ...texts({ startedAt: of.startedAt, judgedAt: of.judgedAt }),
  };
}

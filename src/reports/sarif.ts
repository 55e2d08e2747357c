import type { Register } from '../contract/register/register';
import type { Report } from '../results/report';
import { headText } from './head';
import { LONGEST, renderLog, RESULTS, type Run } from './sarif/log';
import { resultsOf } from './sarif/results';
import { rulesOf } from './sarif/rules';
import { automationId, invocation, provenance, versionControl } from './sarif/run';

const SEMANTIC = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;

/**
 * The report as a SARIF 2.1.0 log of one run: its rules are the rows, its results what doesn't conform.
 * A result stands in the file that shows it, where there is one, else at its row in the register.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const renderSarif = (report: Report, register: Register): string =>
  renderLog([sarifRun(report, register)]);

/** A report as a run of a log. */
export function sarifRun(report: Report, register: Register): Run {
  const { name, version } = report.tool;
  const results = resultsOf(report, register);
  const from = versionControl(report);
  return {
    tool: { name, version, ...(SEMANTIC.test(version) && { semanticVersion: version }) },
    rules: rulesOf(report, register),
    invocation: invocation(report, Math.max(0, results.length - RESULTS)),
    automationDetails: {
      description: { text: `${report.verdict}: ${headText(report, register, LONGEST)}` },
      id: automationId(report, register),
    },
    ...(from && { versionControl: from }),
    results: results.slice(0, RESULTS),
    properties: provenance(report),
  };
}

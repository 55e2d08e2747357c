/** A report of several operations, in each of the formats: a section of each, one behind the other. */
import { operationOf } from '../../contract/operation';
import { registerOf, type Register } from '../../contract/register/register';
import { ordered } from '../../results/ordered';
import type { Report } from '../../results/report';
import { exitCodeOfAny, type Several } from '../../results/several';
import { visible, visibleJson } from '../../results/visible';
import { renderAnnotations } from '../annotations';
import { renderConsole, type ConsoleOptions } from '../console';
import { operationText } from '../head';
import { renderSuites } from '../junit';
import { renderMarkdown } from '../markdown';
import { table } from '../markdown-table';
import { code } from '../markdown-text';
import { sarifRun } from '../sarif';
import { renderLog } from '../sarif/log';
import { terminalOf } from '../terminal';

/** A report with the register that it was judged by, and the name of its operation. */
export interface Section {
  report: Report;
  register: Register;
  name: string;
}

/** The sections of a report. @throws Error where one is of an operation that is not known */
export const sectionsOf = ({ operations }: Several): Section[] =>
  operations.map((report) => {
    const operation = operationOf(report.contract.operation);
    if (!operation) throw new Error(`no operation is ${visible(report.contract.operation)}`);
    const register = registerOf(operation);
    return { report, register, name: operationText(report.contract.operation, register) };
  });

const headOf = ({ verdict, operations }: Several): string =>
  `${verdict}, ${operations.length} operations, ${visible(operations[0]?.subject.kind ?? '')} ${visible(operations[0]?.subject.target ?? '')}`;

/** The same as of one report, behind a line for each operation; a shell sees the verdict of all in the last. */
export function renderSeveralConsole(several: Several, options: ConsoleOptions): string {
  const { paint } = terminalOf(options);
  const { files = [], exitCode = exitCodeOfAny(several), ...each } = options;
  const sections = sectionsOf(several);
  const width = Math.max(...sections.map(({ name }) => name.length));
  const lines = sections.map(
    ({ name, report: { verdict } }) => `  ${name.padEnd(width)}  ${paint(verdict, verdict)}`,
  );
  return [
    `${paint(several.verdict.toUpperCase(), several.verdict)}  ${headOf(several).replace(/^\w+, /, '')}`,
    ...lines,
    '',
    ...sections.map(({ report, register }) => renderConsole(report, register, each)),
    ...(options.quiet ? [] : files.map((file) => `wrote ${visible(file)}`)),
    `verdict of ${sections.length} operations: ${paint(several.verdict, several.verdict)} (exit ${exitCode})\n`,
  ].join('\n');
}

/** report.json. */
export const renderSeveralJson = (several: Several): string =>
  `${visibleJson(JSON.stringify({ ...several, operations: several.operations.map((report) => ordered(report)) }, null, 2))}\n`;

/** Suites whose names begin with the operation: `sms/request`. */
export const renderSeveralJunit = (several: Several, reportFile?: string): string =>
  renderSuites(
    headOf(several),
    sectionsOf(several).map(({ name, ...section }) => ({ ...section, reportFile, prefix: `${name}/` })),
  );

/** A log with a run of each operation, whose automation id names it. */
export const renderSeveralSarif = (several: Several): string =>
  renderLog(sectionsOf(several).map(({ report, register }) => sarifRun(report, register)));

export function renderSeveralMarkdown(several: Several): string {
  const sections = sectionsOf(several);
  return [
    `# graph-contract: ${headOf(several)}`,
    '',
    ...table(
      ['Operation', 'Verdict'],
      sections.map(({ name, report }) => [code(name), report.verdict]),
    ),
    '',
    ...sections.map(({ report, register }) => renderMarkdown(report, register)),
  ].join('\n');
}

export const renderSeveralAnnotations = (several: Several): string =>
  sectionsOf(several)
    .map(({ report, register }) => renderAnnotations(report, register))
    .join('');

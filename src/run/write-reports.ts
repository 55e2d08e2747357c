import path from 'node:path';
import { driftSection } from '../drift/render/html';
import type { Drift } from '../drift/result';
import { shortName } from '../files/short-name';
import { writeAll, type Written } from '../files/written';
import { FILE_NAMES, type FileFormat } from '../reports/formats';
import { renderHtml } from '../reports/html';
import { renderJson } from '../reports/json';
import { renderJunit } from '../reports/junit';
import { renderMarkdown } from '../reports/markdown';
import type { Report } from '../results/report';
import { isSeveral, type AnyReport, type Several } from '../results/several';
import { renderSarif } from '../reports/sarif';
import { renderSeveralHtml } from '../reports/html/several';
import {
  renderSeveralJson,
  renderSeveralJunit,
  renderSeveralMarkdown,
  renderSeveralSarif,
} from '../reports/several';
import type { Register } from '../contract/register/register';

export type { FileFormat };

/** What the files of a report say beside it. */
interface Beside {
  /** What the contract's sources say of it, for the HTML. */
  drift?: Drift | undefined;
  /** The report as JSON, as it is named from the folder of work; undefined where it is not written. */
  reportFile?: string | undefined;
}

const RENDERERS: Record<FileFormat, (report: Report, register: Register, beside: Beside) => string> = {
  json: renderJson,
  junit: (report, register, { reportFile }) => renderJunit(report, register, reportFile),
  html: (report, register, { drift, reportFile }) =>
    renderHtml(report, register, drift ? [driftSection(drift)] : [], reportFile),
  sarif: renderSarif,
  markdown: renderMarkdown,
};

const OF_SEVERAL: Record<FileFormat, (report: Several, reportFile: string | undefined) => string> = {
  json: renderSeveralJson,
  junit: renderSeveralJunit,
  html: renderSeveralHtml,
  sarif: renderSeveralSarif,
  markdown: renderSeveralMarkdown,
};

/**
 * Writes a report into a folder, in each of the formats.
 * @param register of a report of one operation; one of several has its own
 * @param cwd the folder of work, from which files are named
 */
export function writeReports(
  report: AnyReport,
  register: Register,
  folder: string,
  formats: readonly FileFormat[],
  { drift, cwd = process.cwd() }: { drift?: Drift | undefined; cwd?: string | undefined } = {},
): Written {
  const reportFile = formats.includes('json')
    ? shortName(path.join(folder, FILE_NAMES.json), cwd)
    : undefined;
  return writeAll(
    folder,
    formats.map((format) => [
      FILE_NAMES[format],
      () =>
        isSeveral(report)
          ? OF_SEVERAL[format](report, reportFile)
          : RENDERERS[format](report, register, { drift, reportFile }),
    ]),
  );
}

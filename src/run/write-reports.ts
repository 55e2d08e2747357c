import { driftSection } from '../drift/render/html';
import type { Drift } from '../drift/result';
import { writeAll, type Written } from '../files/written';
import { FILE_NAMES, type FileFormat } from '../reports/formats';
import { renderHtml } from '../reports/html';
import { renderJson } from '../reports/json';
import { renderJunit } from '../reports/junit';
import { renderMarkdown } from '../reports/markdown';
import type { Report } from '../results/report';
import { renderSarif } from '../reports/sarif';
import type { Register } from '../contract/register/register';

export type { FileFormat };

const RENDERERS: Record<FileFormat, (report: Report, register: Register, drift?: Drift) => string> = {
  json: renderJson,
  junit: renderJunit,
  html: (report, register, drift) => renderHtml(report, register, drift ? [driftSection(drift)] : []),
  sarif: renderSarif,
  markdown: renderMarkdown,
};

/**
 * Writes a report into a folder, in each of the formats.
 * @param drift what the contract's sources say of it, for the HTML
 */
export const writeReports = (
  report: Report,
  register: Register,
  folder: string,
  formats: readonly FileFormat[],
  drift?: Drift,
): Written =>
  writeAll(
    folder,
    formats.map((format) => [FILE_NAMES[format], () => RENDERERS[format](report, register, drift)]),
  );

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { driftSection } from '../drift/render/html';
import type { Drift } from '../drift/result';
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
 * @returns the files
 */
export function writeReports(
  report: Report,
  register: Register,
  folder: string,
  formats: readonly FileFormat[],
  drift?: Drift,
): string[] {
  mkdirSync(folder, { recursive: true });
  return formats.map((format) => {
    const place = path.join(folder, FILE_NAMES[format]);
    writeFileSync(place, RENDERERS[format](report, register, drift), { mode: 0o600 });
    return place;
  });
}

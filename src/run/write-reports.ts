import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderJson } from '../reports/json';
import { renderJunit } from '../reports/junit';
import type { Report } from '../reports/report';
import type { Register } from '../requirements/register';

/** The files that a report can be written as. */
export const FILE_FORMATS = {
  json: { file: 'report.json', render: (report: Report): string => renderJson(report) },
  junit: {
    file: 'junit.xml',
    render: (report: Report, register: Register): string => renderJunit(report, register),
  },
} as const;

export type FileFormat = keyof typeof FILE_FORMATS;

/** Writes a report into a folder, in each of the formats. @returns the files */
export function writeReports(
  report: Report,
  register: Register,
  folder: string,
  formats: readonly FileFormat[],
): string[] {
  mkdirSync(folder, { recursive: true });
  return formats.map((format) => {
    const { file, render } = FILE_FORMATS[format];
    const place = path.join(folder, file);
    writeFileSync(place, render(report, register), { mode: 0o600 });
    return place;
  });
}

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderMatrixHtml } from '../reports/html';
import { renderMatrixMarkdown } from '../reports/matrix-markdown';
import { renderMergedJson, type Merged } from '../results/merge';
import { MERGED_FILE_NAMES, type MergedFormat } from '../reports/merged-formats';
import type { Register } from '../contract/register/register';

const RENDERERS: Record<MergedFormat, (merged: Merged, register: Register) => string> = {
  json: renderMergedJson,
  markdown: renderMatrixMarkdown,
  html: renderMatrixHtml,
};

/** Writes what was merged into a folder, in each of the formats. @returns the files */
export function writeMerged(
  merged: Merged,
  register: Register,
  folder: string,
  formats: readonly MergedFormat[],
): string[] {
  mkdirSync(folder, { recursive: true });
  return formats.map((format) => {
    const place = path.join(folder, MERGED_FILE_NAMES[format]);
    writeFileSync(place, RENDERERS[format](merged, register), { mode: 0o600 });
    return place;
  });
}

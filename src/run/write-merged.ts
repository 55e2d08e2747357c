import { writeAll, type Written } from '../files/written';
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

/** Writes what was merged into a folder, in each of the formats. */
export const writeMerged = (
  merged: Merged,
  register: Register,
  folder: string,
  formats: readonly MergedFormat[],
): Written =>
  writeAll(
    folder,
    formats.map((format) => [MERGED_FILE_NAMES[format], () => RENDERERS[format](merged, register)]),
  );

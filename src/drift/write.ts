import { writeAll, type Written } from '../files/written';
import { DRIFT_FILE_NAMES, type DriftFormat } from './formats';
import { renderDriftHtml } from './render/html';
import { renderDriftJson } from './render/json';
import { renderDriftMarkdown } from './render/markdown';
import { renderDriftSarif } from './render/sarif';
import type { Drift } from './result';
import { renderWording } from './wording/record';

const RENDERERS: Record<DriftFormat, (drift: Drift) => string> = {
  json: renderDriftJson,
  markdown: renderDriftMarkdown,
  sarif: renderDriftSarif,
  html: renderDriftHtml,
  wording: renderWording,
};

/** Writes a comparison into a folder in each of the formats. */
export const writeDrift = (drift: Drift, folder: string, formats: readonly DriftFormat[]): Written =>
  writeAll(
    folder,
    formats.map((format) => [DRIFT_FILE_NAMES[format], () => RENDERERS[format](drift)]),
  );

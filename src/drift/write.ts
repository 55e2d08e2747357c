import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DRIFT_FILE_NAMES, type DriftFormat } from './formats';
import { renderDriftHtml } from './render/html';
import { renderDriftJson } from './render/json';
import { renderDriftMarkdown } from './render/markdown';
import { renderDriftSarif } from './render/sarif';
import type { Drift } from './result';

const RENDERERS: Record<DriftFormat, (drift: Drift) => string> = {
  json: renderDriftJson,
  markdown: renderDriftMarkdown,
  sarif: renderDriftSarif,
  html: renderDriftHtml,
};

/** Writes a comparison into a folder, in each of the formats. @returns the files */
export function writeDrift(drift: Drift, folder: string, formats: readonly DriftFormat[]): string[] {
  if (formats.length > 0) mkdirSync(folder, { recursive: true });
  return formats.map((format) => {
    const place = path.join(folder, DRIFT_FILE_NAMES[format]);
    writeFileSync(place, RENDERERS[format](drift), { mode: 0o600 });
    return place;
  });
}

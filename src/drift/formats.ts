/** The output files of a comparison, by their name for `--format`. */
export const DRIFT_FILE_NAMES = {
  json: 'drift.json',
  markdown: 'drift.md',
  sarif: 'drift.sarif',
  html: 'drift.html',
  wording: 'wording.yaml',
} as const;

export type DriftFormat = keyof typeof DRIFT_FILE_NAMES;

export const DRIFT_FORMATS = Object.keys(DRIFT_FILE_NAMES) as DriftFormat[];

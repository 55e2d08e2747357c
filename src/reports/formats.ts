/** The files that a report can be written as, by the name that `--format` takes. */
export const FILE_NAMES = {
  json: 'report.json',
  junit: 'junit.xml',
  html: 'report.html',
  sarif: 'report.sarif',
  markdown: 'report.md',
} as const;

export type FileFormat = keyof typeof FILE_NAMES;

export const FORMATS = Object.keys(FILE_NAMES) as FileFormat[];

/** Those that are written where none is named. */
export const DEFAULT_FORMATS: readonly FileFormat[] = ['json', 'junit', 'html'];

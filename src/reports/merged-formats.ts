/** The files that merged reports can be written as, by the name that `--format` takes. */
export const MERGED_FILE_NAMES = {
  json: 'merged.json',
  markdown: 'merged.md',
  html: 'merged.html',
} as const;

export type MergedFormat = keyof typeof MERGED_FILE_NAMES;

export const MERGED_FORMATS = Object.keys(MERGED_FILE_NAMES) as MergedFormat[];

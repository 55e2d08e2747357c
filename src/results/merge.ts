import { UsageError } from '../usage-error';
import { ordered } from './ordered';
import type { Report } from './report';
import { visible, visibleJson } from './visible';

/** Version of merged.json; its schema is `spec/merged.schema.json`. */
export const MERGED_VERSION = 1;

/** Many reports as one: of several providers, or of several shards of one run. */
export interface Merged {
  schemaVersion: typeof MERGED_VERSION;
  kind: 'merged';
  /** What merged them; each part says what made it. */
  tool: { name: string; version: string };
  contract: { operation: string };
  /** By target, start and text, each once. */
  parts: Report[];
}

/**
 * Folds reports, and what was merged of reports before, into one document. The parts are a set: whatever order and
 * grouping they come in, and however often one comes, the result is the same.
 * @param tool what merges
 * @throws UsageError in one line where they are of different operations
 */
export function merge(documents: readonly (Report | Merged)[], tool: Merged['tool']): Merged {
  const parts = documents.flatMap((document) => ('kind' in document ? document.parts : [document]));
  const [first] = parts;
  if (!first) throw new UsageError('there is nothing to merge: name at least one report');
  const { operation } = first.contract;
  const other = parts.find(({ contract }) => contract.operation !== operation);
  if (other)
    throw new UsageError(
      `reports of different operations cannot be merged: ${visible(operation)}, and ${visible(other.contract.operation)}`,
    );
  const byText = new Map(
    parts.map((part) => {
      const canonical = ordered(part);
      return [JSON.stringify(canonical), canonical] as const;
    }),
  );
  return {
    schemaVersion: MERGED_VERSION,
    kind: 'merged',
    tool: { name: tool.name, version: tool.version },
    contract: { operation },
    parts: [...byText]
      .sort(
        ([text, one], [otherText, another]) =>
          compare(one.subject.target, another.subject.target) ||
          compare(one.provenance.startedAt, another.provenance.startedAt) ||
          compare(text, otherText),
      )
      .map(([, part]) => part),
  };
}

/** By code units, which no locale changes. */
const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);

/** merged.json. */
export const renderMergedJson = (merged: Merged): string =>
  `${visibleJson(JSON.stringify(merged, null, 2))}\n`;

import type { Operation } from '../contract/operation';
import type { Source } from '../exchanges/readers/source';
import { compare } from './compare/compare';
import type { Disagreement } from './ledger';
import type { Drift } from './result';
import { csdlStatements } from './sources/csdl';
import type { Document, Resolve } from './sources/documents';
import { docsStatements } from './sources/docs';
import { evidenceStatements } from './sources/evidence';
import { openapiStatements } from './sources/openapi';
import { ownStatements } from './sources/slice';
import type { Reading } from './statements';
import type { WordingRecord } from './wording/record';

/** The inputs of a comparison. */
export interface DriftInput {
  /** The operation whose slice is compared. */
  operation: Operation;
  docs: readonly Document[];
  csdl: AsyncIterable<Document> | Iterable<Document>;
  openapi: AsyncIterable<Document> | Iterable<Document>;
  evidence: readonly Source[];
  ledger: readonly Disagreement[];
  /** The wording of the pages that the slice was written from; by default it is not compared. */
  wording?: WordingRecord;
  strict: boolean;
  tool: { name: string; version: string };
  /** Reads the files that a page includes. */
  resolve: Resolve;
}

/**
 * Compares the slice with pages, schemas, descriptions and records. Large documents are read one at a time, so that
 * no two are in memory together.
 * @throws UsageError for a document that is not of the given kind
 */
export async function drift(input: DriftInput): Promise<Drift> {
  const { operation, ledger, strict, tool, wording = { pages: [] } } = input;
  const { subject, statements } = ownStatements(operation);
  const readings: Reading[] = await docsStatements(input.docs, subject, input.resolve);
  for await (const document of input.csdl) readings.push(csdlStatements(document, subject));
  for await (const document of input.openapi) readings.push(openapiStatements(document, subject));
  for (const source of input.evidence) readings.push(await evidenceStatements(source, subject));
  return {
    schemaVersion: 1,
    tool,
    contract: {
      operation: operation.signature,
      revision: operation.slice.info.version,
      digest: operation.digest,
    },
    ...compare({ subject, statements, readings, ledger, wording, strict }),
  };
}

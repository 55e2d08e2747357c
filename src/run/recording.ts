import path from 'node:path';
import { EvidenceWriter, type EvidenceLine } from '../results/evidence';
import { reasonOf } from '../files/reason';
import type { Report } from '../results/report';

/**
 * The record of a run that puts something back at its end. A failed write ends the run, but no method throws, so
 * that the policy can still be restored.
 */
export class Recording {
  private readonly writer: EvidenceWriter | undefined;
  private failure: string | undefined;
  /** The exchanges that are not on record. */
  private readonly lost: string[] = [];

  /**
   * @param out a folder, or a record that others close; absent: nothing is recorded
   * @throws what the file system says, before anything was sent
   */
  constructor(private readonly out: string | EvidenceWriter | undefined) {
    this.writer = typeof out === 'string' ? new EvidenceWriter(path.join(out, 'evidence.ndjson')) : out;
  }

  /** Appends a line; behind one that could not be written there is none, so that the record has no gap. */
  append(line: EvidenceLine): void {
    if (this.failure === undefined) {
      try {
        this.writer?.append(line);
        return;
      } catch (error) {
        this.failure = reasonOf(error);
      }
    }
    if (line.kind === 'exchange') this.lost.push(line.id);
  }

  /** Why the record is not whole, and what is missing in it; undefined where it is. */
  get trouble(): string | undefined {
    if (this.failure === undefined) return undefined;
    const { lost } = this;
    const [first] = lost;
    const missing =
      first === undefined
        ? 'the end of the run is'
        : lost.length === 1
          ? `${first} is`
          : `${first} and ${lost.length - 1} after it are`;
    return `evidence.ndjson could not be written (${this.failure}): ${missing} not on record`;
  }

  /** Ends the record. @returns what the report says of it; null where nothing is recorded */
  close(): Report['provenance']['evidence'] {
    const { writer } = this;
    if (!writer) return null;
    if (writer !== this.out) {
      writer.close();
      this.failure ??= writer.kept.unwritten[0]?.why;
    }
    return { file: path.basename(writer.file), digest: writer.digest };
  }
}

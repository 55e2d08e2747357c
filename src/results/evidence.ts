import { ftruncateSync } from 'node:fs';
import { createHash, type Hash } from 'node:crypto';
import path from 'node:path';
import { openAside, writeFully, type Aside } from '../files/aside';
import { makeFolder } from '../files/folder';
import { reasonOf } from '../files/reason';
import { ofFile, type Written } from '../files/written';
import type { EvidenceHeader, SeveralHeader } from '../exchanges/run-header';
import type { Finding, InteractionResult, PutBack } from './report';
import type { Exchange } from '../exchanges/exchange';

/** The last line of a record; a record without one was broken off. */
export interface EvidenceEnd {
  kind: 'end';
  brokenOff?: string;
  /** True where the run ended before anything was judged. */
  unjudged?: true;
  /** Of a run that wrote to a policy that could be read: how it left it. */
  putBack?: PutBack;
  durationMs: number;
}

/** A note about the run that no exchange shows. */
export interface EvidenceNote {
  kind: 'note';
  outcome: 'informational' | 'error';
  message: string;
  expected: string;
  actual: string;
}

/** A sequence of an exploration that shows a difference, each time that it is sent. */
export interface EvidenceSequence {
  kind: 'sequence';
  /** Ids of its exchanges, which stand before it. */
  exchanges: string[];
  /** What is judged of them by themselves, and how the report tells it. */
  shown: readonly Pick<Finding, 'check' | 'requirement' | 'pointer'>[];
  findings: readonly Finding[];
}

/**
 * One exchange on a line of its own. One that is `aside` was sent in search of a difference, and is judged only
 * where a sequence names it. What others recorded is in no record of ours.
 */
export type EvidenceExchange = {
  kind: 'exchange';
  aside?: true;
  /** In a record of several operations: the signatures of those that it is of. */
  contracts?: readonly string[];
} & Omit<Exchange, 'notShown' | 'masked'>;

/** What Pact's verifier made of an interaction whose replay is among the exchanges. */
export type EvidenceInteraction = { kind: 'interaction' } & InteractionResult;

export type EvidenceLine =
  | EvidenceHeader
  | SeveralHeader
  | EvidenceExchange
  | EvidenceInteraction
  | EvidenceNote
  | EvidenceSequence
  | EvidenceEnd;

/**
 * Appends to `evidence.ndjson` as exchanges happen: each line is handed to the operating system before
 * the next request is sent, so that a killed run leaves all that it saw. An earlier record stays in its place until the
 * first line of this one is written.
 */
export class EvidenceWriter {
  private readonly aside: Aside;
  private readonly hash: Hash = createHash('sha256');
  /** How much is, in bytes. */
  private written = 0;
  /** What is not yet written, while several are appended together. */
  private held: string | undefined;
  /** Why the file is not whole, or not in its place. */
  private failure: string | undefined;

  /** Starts the file anew, readable by its owner alone; throws what the file system says. */
  constructor(readonly file: string) {
    makeFolder(path.dirname(file));
    try {
      this.aside = openAside(file);
    } catch (error) {
      throw ofFile(path.basename(file), error);
    }
  }

  append(line: EvidenceLine): void {
    this.write(`${JSON.stringify(line)}\n`);
  }

  /**
   * Appends an exchange whose text is at hand.
   * @param rest the exchange without its id, as JSON
   * @param contracts those that it is of, in a record of several
   */
  appendExchange(id: string, rest: string, contracts?: readonly string[]): void {
    const named = contracts === undefined ? '' : `"contracts":${JSON.stringify(contracts)},`;
    this.write(`{"kind":"exchange","id":${JSON.stringify(id)},${named}${rest.slice(1)}\n`);
  }

  /** What is appended meanwhile is handed to the operating system at once, in the end. */
  together(append: () => void): void {
    this.held = '';
    try {
      append();
    } finally {
      const text = this.held;
      this.held = undefined;
      if (text !== '') this.write(text);
    }
  }

  private write(text: string): void {
    if (this.held !== undefined) {
      this.held += text;
      return;
    }
    const bytes = Buffer.from(text, 'utf8');
    try {
      writeFully(this.aside.descriptor, bytes);
      this.aside.put();
    } catch (error) {
      this.failure ??= reasonOf(error);
      this.takeBack();
      throw error;
    }
    this.hash.update(bytes);
    this.written += bytes.length;
  }

  /** Leaves whole lines alone; what is no file, such as a pipe, has nothing that could be taken back. */
  private takeBack(): void {
    try {
      ftruncateSync(this.aside.descriptor, this.written);
    } catch {
      // What is cut off is a line that no reader takes for one.
    }
  }

  /** `sha256:…` of all that was written. */
  get digest(): string {
    return `sha256:${this.hash.copy().digest('hex')}`;
  }

  /** Closes the file, and puts it in its place again where it was taken away meanwhile. @returns its digest */
  close(): string {
    for (const step of ['recall', 'drop'] as const) {
      try {
        this.aside[step]();
      } catch (error) {
        // A network file system may report only at the close that it is full.
        this.failure ??= reasonOf(error);
      }
    }
    return this.digest;
  }

  /** What became of the file, once it is closed. */
  get kept(): Written {
    const { file, failure } = this;
    if (failure !== undefined) return { files: [], unwritten: [{ file, why: failure }] };
    return { files: this.written > 0 ? [file] : [], unwritten: [] };
  }
}

import type { Exchange } from '../exchange';
import type { EvidenceHeader, SeveralHeader } from '../run-header';

/** How a source, or a part of it, holds exchanges. */
export type Format = 'har' | 'pact' | 'lines';

/** What a reader hands on, in the order in which it stands in the file. */
export interface Sink {
  exchange(exchange: Exchange): void;
  /**
   * Something that cannot be read; `line` counts from 1. What follows is read all the same.
   * @param times how many lines, entries or interactions it stands for; 1 where it is not said
   */
  problem(message: string, line?: number, times?: number): void;
  /** Something that is none of the contract's business; with its URL where it is of another operation. */
  passedOver(reason: string, url?: string): void;
  /** Whether a line, as it stands there, need not be read, since one like it was. */
  alike?(line: string): boolean;
  /** The head of a record of ours. */
  header(header: EvidenceHeader | SeveralHeader): void;
}

/** Why what is not of the operation is passed over. */
export const ANOTHER = 'another operation';

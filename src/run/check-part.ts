import type { Operation } from '../contract/operation';
import type { Sink } from '../exchanges/readers';
import type { Alike } from '../judge/alike';
import type { Judge } from '../judge/judge';
import type { CheckedTally, sinkOf } from './check-source';

export type OwnSink = ReturnType<typeof sinkOf>;

/** The exchanges of one operation: who judges them, and what came of each source. */
export interface Part {
  operation: Operation;
  judge: Judge;
  alike: Alike<CheckedTally>;
  sinks: OwnSink[];
  /** Exchanges that were handed to it. */
  taken: number;
}

/** What is counted for a source, whatever the operation. */
export interface Common {
  name: string;
  read: number;
  problems: Parameters<Sink['problem']>[];
  passedOver: Map<string, number>;
}

import type { Selection } from '../contract/selection';
import type { Showing } from '../exchanges/redact';
import type { RunPlace } from '../exchanges/run-header';

/** What is judged of traffic and where it is kept; plain data, so that another thread can be handed it. */
export interface WitnessOptions extends Selection {
  /** Scheme, host and port of the target. */
  target: string;
  /** The name of the operation; absent: whichever an exchange is of. */
  operation?: string;
  /** Path of an overlay. */
  overlay?: string;
  strict: boolean;
  /** Folder that `evidence.ndjson` is written to. */
  out: string;
  /** The Pact file that conforming exchanges are recorded in. */
  record?: { file: string; consumer: string; provider: string };
  /** Whether a line is wanted for every exchange. */
  lines: boolean;
  /** What is shown of the exchanges though nothing makes it harmless. */
  showing?: Showing;
  /** Where and for what the run is. */
  place: RunPlace;
}

import { type Written } from '../files/written';
import { type ChaosOptions } from '../chaos/chaos';
import type { Register } from '../contract/register/register';
import type { Drift } from '../drift/result';
import type { Report } from '../results/report';
import type { AnyReport } from '../results/several';
import type { WitnessOptions } from '../proxy/witness-options';
import { type FileFormat } from './write-reports';

export interface ProxyRunOptions extends Omit<WitnessOptions, 'target' | 'place' | 'operation'> {
  /** API root of the target; absent: the embedded provider, started for the run. */
  target?: string;
  /** What stands before the version root of the embedded provider. */
  basePath?: string;
  /** An address of this machine to listen on; by default 127.0.0.1. */
  host?: string;
  /** Traffic to hosts that are not this machine. */
  allowWrites: boolean;
  /** 0 takes any free port. */
  port: number;
  /** Certificates to trust beside Node's own, in PEM. */
  ca?: string;
  /** TLS towards clients: PEM of a key and a certificate, or `made` for a certificate made for the run. */
  tls?: { key: string; cert: string } | 'made';
  /** The number of exchanges after which the run ends. */
  max?: number;
  /** The disturbances of chaos. */
  chaos?: ChaosOptions;
  /** That of the operation that is judged, as the overlay makes it; absent: whichever an exchange is of. */
  register?: Register;
  formats: readonly FileFormat[];
  /** What the contract's sources say of it, for the HTML. */
  drift?: Drift;
  /** What becomes of the reports before they are written. */
  letThrough: (reports: readonly Report[]) => readonly Report[];
  signal: AbortSignal;
  env: Readonly<Record<string, string | undefined>>;
  onListening(at: Listening): void;
  onLine(line: string): void;
  /** Called for a request that cannot be forwarded. */
  onRefused(why: string): void;
}

/** The address for clients. */
export interface Listening {
  /** The API root at the proxy. */
  url: string;
  target: string;
  /** Those that the embedded provider takes. */
  tokens?: { write: string; read: string };
  /** The file that clients have to trust, where a certificate was made. */
  caFile?: string;
}

/** What came of a run, and of its files. */
export interface ProxyOutcome {
  report: AnyReport;
  written: Written;
  /** How many interactions the Pact has. */
  recorded: number;
  /** How many kinds of exchanges it leaves out, since a value of theirs is hidden. */
  hidden: number;
}

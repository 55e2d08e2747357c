import type { Exchange, HeaderPair } from '../exchanges/exchange';
import { tool } from '../contract/version';
import type { Showing } from '../exchanges/redact';
import type { ExploreRun } from '../explore/exploration';
import type { JudgeOptions } from '../judge/options';
import type { Effect } from '../live/effects';
import type { LiveOptions } from '../live/session';
import type { Strength } from '../scenarios/contexts';
import type { EvidenceWriter } from '../results/evidence';
import type { Plan } from '../scenarios/plan';
import type { Permit } from '../wire/gate';
import type { SenderOptions } from '../wire/sender';
import type { Target } from '../wire/target';
import type { PactRun } from './pact';

export interface VerifyOptions extends Omit<JudgeOptions, 'subject' | 'planned' | 'brokenOff'> {
  /** The API root, such as `https://host/v1.0`. */
  provider: string;
  token: string;
  /** A token that may read but not write. */
  tokenReadOnly?: string;
  /** Headers for every request. */
  headers?: readonly HeaderPair[];
  /** Values that are shown although they are not known to be harmless. */
  showing?: Showing;
  /** Certificates to trust beside Node's own, in PEM. */
  ca?: string;
  /** The certificate of the client and its key, in PEM. */
  client?: { cert: string; key: string };
  /** The HTTP proxy that stands between. */
  proxy?: URL;
  /** Most requests a second; absent: each request follows the answer before it. */
  rate?: number;
  /** How long an answer may take, in milliseconds. */
  timeout?: number;
  /** How long a read may lag behind a write, in milliseconds. */
  settle?: number;
  /** Writes to hosts that are not this machine. */
  allowWrites?: boolean;
  /** Groups that the provider knows, for the target collections; at least three. */
  groups?: readonly string[];
  /** Users that the provider knows, for a target of that type. */
  users?: readonly string[];
  /** Pacts to replay behind the scenarios. */
  pact?: PactRun;
  /** Random sequences, sent last, that search for faults which depend on history. */
  explore?: ExploreRun;
  /** For a live policy: it is saved first, changed within limits, and restored. */
  live?: LiveRun;
  /** How many contexts of a row are tried together: 2 for all pairs, 3 for all triples; absent: plain requests alone. */
  contexts?: Strength;
  /** Whether what shows the findings is shortened, by sending it again with something left out. */
  minimise?: boolean;
  /** Whether the contexts are left out where plain requests fail the gate already; by default they are not. */
  contextsUnlessBroken?: boolean;
  /** Scenarios that replace those of the rows. */
  plan?: Plan;
  /** Is told of each exchange, in order. */
  onExchange?: (exchange: Exchange) => void;
  /** The provider was started for the run. */
  embedded?: boolean;
  /** Folder that `evidence.ndjson` is written to, or a record that several runs share; absent: nothing is written. */
  out?: string | EvidenceWriter;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  env?: Readonly<Record<string, string | undefined>>;
}

/** What a run may do to a policy that people live with. */
export interface LiveRun extends Omit<LiveOptions, 'settle'> {
  allowed: ReadonlySet<Effect>;
}

/** The progress of a run. */
export interface Progress {
  done: number;
  total: number;
  scenario: string;
  /** Requests sent so far. */
  sent: number;
}

/** The default timeout of an answer, in milliseconds. */
export const TIMEOUT = 10_000;
/** The default time that a read may lag behind a write, in milliseconds. */
export const SETTLE = 2000;

/** The permissions of a run to send. */
export const permitOf = ({ allowWrites, live }: Pick<VerifyOptions, 'allowWrites' | 'live'>): Permit => ({
  allowWrites: allowWrites ?? false,
  live: live !== undefined,
  readOnly: live !== undefined && !live.allowed.has('write'),
});

/** How the requests of a run are sent. */
export function senderOptions(options: VerifyOptions, target: Target): SenderOptions {
  const { token, tokenReadOnly, ca, client, proxy, rate, showing } = options;
  return {
    tokens: { full: token, ...(tokenReadOnly === undefined ? {} : { readOnly: tokenReadOnly }) },
    headers: options.headers ?? [],
    userAgent: `${tool().name}/${tool().version}`,
    timeout: options.timeout ?? TIMEOUT,
    longestWait: 30_000,
    // Only a provider across a network has a limit of requests a second.
    backoff: ['127.0.0.1', 'localhost', '[::1]'].includes(target.root.hostname) ? 20 : 500,
    ...(showing && { showing }),
    ...(ca === undefined ? {} : { ca }),
    ...(client && { client }),
    ...(proxy && { proxy }),
    ...(rate !== undefined && { rate }),
    signal: options.signal,
  };
}

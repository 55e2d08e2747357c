/** One header as it stood in the message: name in its own letter case, and value. Repeated headers are repeated pairs. */
export type HeaderPair = readonly [name: string, value: string];

/** The bytes of a body: as text where they are UTF-8, else in base64. */
export interface Body {
  encoding: 'utf8' | 'base64';
  data: string;
  /** Number of bytes that were left out at the end because the body exceeded the limit of the reader. */
  truncated?: number;
}

export interface HttpRequest {
  method: string;
  /** Absolute. */
  url: string;
  headers: readonly HeaderPair[];
  /** Absent where the request had none. */
  body?: Body;
}

export interface HttpResponse {
  status: number;
  statusText?: string;
  httpVersion?: string;
  headers: readonly HeaderPair[];
  body?: Body;
}

/** What a source of exchanges could see. A check names what it needs, and judges nothing that was not observed. */
export interface Observed {
  /** The Authorization header, or its absence. */
  authorization: boolean;
  /** How the response said where it ends: Content-Length, Transfer-Encoding, connection. */
  framing: boolean;
  /** The bytes behind the head of a response that has no content. */
  trailing: boolean;
  /** The headers of the request beside Authorization; absent: they were. */
  requestHeaders?: boolean;
  requestBody: boolean;
  responseBody: boolean;
  /** The headers of the response beside its framing; absent: they were. */
  responseHeaders?: boolean;
  /** HTTP and TLS versions. */
  protocol: boolean;
}

export type Observation = keyof Observed;

/** All of them, in an order that stays. */
export const OBSERVATIONS = [
  'authorization',
  'framing',
  'trailing',
  'requestHeaders',
  'requestBody',
  'responseHeaders',
  'responseBody',
  'protocol',
] as const satisfies readonly Observation[];

/** What of a recorded exchange is masked: headers by name, in lower case, and whether values in bodies are. */
export interface Masked {
  requestHeaders: readonly string[];
  responseHeaders: readonly string[];
  requestBody: boolean;
  responseBody: boolean;
}

/** What came over the wire and what no HTTP client shows. */
export interface Wire {
  /** Head of the response as it came, status line included, line ends as they were. */
  head: string;
  /** Bytes behind the head of a response without content (204, 304), or of one that ends HTTP/1.1 (101), up to the end of the watch. */
  after?: { bytes: number; sample: string };
  /** Bytes that stood on the connection before this response and after that of exchange `behind`, whose status is said. */
  before?: { bytes: number; sample: string; behind: string; behindStatus: number };
  /** How the watch for bytes behind the head ended. */
  watched?: { ms: number; until: 'response' | 'close' | 'hold' | 'timeout' };
  tls?: string;
  /** Statuses of the interim answers before it, where they were looked for. */
  interim?: number[];
  /** What made a request that expected to be told to go on send its content: an answer of any kind, or that none came. */
  contentSent?: 'answered' | 'unanswered';
}

/** How a request is written where it is HTTP itself that is tried; what is left out is as usual. */
export interface HttpForm {
  version?: '1.0';
  /** The values of its Host lines; `$HOST` stands for the right one. */
  hosts?: readonly string[];
  target?: 'absolute';
  /** The value of Expect; its content is held back until something is answered. */
  expect?: string;
  /** The value of Connection by which its connection has to be closed, which is waited for. */
  closes?: string;
  /** The same request follows at once. */
  twice?: true;
}

/** Why no response came. */
export interface Failure {
  kind:
    | 'refused'
    | 'unresolved'
    | 'timeout'
    | 'reset'
    | 'tls'
    | 'protocol'
    | 'too-large'
    /** The client, or the run, ended before an answer was whole. */
    | 'aborted'
    | 'other';
  message: string;
}

/** Which credentials a request of the suite's own carried. */
export type Credentials =
  | 'full'
  | 'read-only'
  | 'none'
  | 'malformed'
  /** What has the form of a token and is nobody's. */
  | 'unknown'
  | 'lower-case-scheme'
  /** Whatever the request that was replayed had. */
  | 'as-written';

/** A demand on one place of a response. */
export interface Demand {
  /** JSON pointer into the body; the name of a header; empty where the whole is meant. */
  place: string;
  value: unknown;
  /** True where the value itself is demanded; false where one of its kind will do (a matching rule). */
  fixed: boolean;
}

/** What a consumer expects of a response, as a Pact holds it: nobody gave that response. */
export interface Expectation {
  status: Demand;
  headers: Demand[];
  /** One for each value in the body that is no object or list, or is an empty one; none where nothing is demanded of it. */
  body: Demand[];
}

/** Where in a planned run an exchange belongs. Recorded traffic has none. */
export interface Context {
  /** The address of the scenario. */
  scenario: string;
  /** The step of the scenario that sent it. */
  step: string;
  /** The rows that the scenario makes observable. */
  rows: readonly string[];
  credentials: Credentials;
  /** How the suite writes Authorization where not as `Bearer` and a token: `$GRAPH_TOKEN` stands for the run's own. */
  authorization?: string;
  /** The row that is broken if the provider refuses this request though it conforms; absent: nothing is demanded. */
  accept?: string;
  /**
   * For reads: the last one of a poll. `satisfied` says whether it showed what the poll waited for, and `late` that
   * it did only after the time that reads may lag.
   */
  settled?: { satisfied: boolean; waitedMs: number; late?: true };
  /** True where the answer was a throttle or a server error and the same request was sent again. */
  superseded?: true;
  /** True where it was sent to what is no resource of the operation. */
  elsewhere?: true;
  /** How it was written, where it is HTTP itself that is tried. */
  http?: HttpForm;
  /** The same number for requests that were under way at the same time. */
  together?: number;
  /** How often the scenario had been sent before; absent: never. */
  again?: number;
  /** In what the request differs from the plain one of its row, by dimension: `path: percent-encoded letters`. */
  contexts?: readonly string[];
}

/** What stands in the place of a file's name where exchanges are piped in. */
export const STANDARD_INPUT = 'standard input';

/** One HTTP request and what came of it. The one thing that every source is turned into and every check reads. */
export interface Exchange {
  /** Unique within a record. */
  id: string;
  source: { kind: 'verify' | 'har' | 'ndjson' | 'pact' | 'proxy' | 'object'; file?: string; line?: number };
  observed: Observed;
  /** What a record of somebody else's does not show, and why, in words: it is counted, and not judged. */
  notShown?: readonly string[];
  /** Values that a recorder masked: they show that there was one, and no more. */
  masked?: Masked;
  request: HttpRequest;
  response?: HttpResponse;
  /** In the place of a response, what a Pact expects of one. */
  expected?: Expectation;
  failure?: Failure;
  /** What was answered, or done, in the provider's place, to see what the client does: nothing of the provider's. */
  injected?: string;
  wire?: Wire;
  /** ISO 8601, when the request was sent; and how long until the response was whole, in milliseconds. */
  timing?: { startedAt: string; durationMs: number };
  /** Secrets of the request that the response repeats: their alias and where they stood. */
  echoes?: { alias: string; where: string }[];
  context?: Context;
  /** For a request that travelled inside `$batch`: the exchange that carried it, and its id in there. */
  batch?: {
    parent: string;
    id: string;
    /** True where the batch was refused as a whole. */
    refused?: true;
  };
}

import type { Credentials, HeaderPair, HttpForm } from '../exchanges/exchange';
import type { Capability } from '../contract/register/capabilities';

/** How a text becomes bytes. */
export type Encoding = 'utf8' | 'latin1' | 'utf16le';

/** What a request carries. */
export type Payload =
  /** A JSON value, members in the order in which they are written here. */
  | { json: unknown }
  /** Text as it is, JSON or not; in UTF-8 where nothing else is said. */
  | { text: string; as?: Encoding }
  /** The body of the scenario's last read, as the provider wrote it. */
  | { lastRead: true };

/** One request of a scenario. */
export interface Send {
  kind: 'send';
  /** What it is for, in a few words; unique in its scenario. */
  name: string;
  method: 'PATCH' | 'GET' | 'HEAD' | 'DELETE' | 'PUT' | 'POST';
  /** How the path is spelt; absent: with the key as the provider is known to take it. */
  path?: 'returned-key' | 'example-key' | 'lower-case' | 'batch';
  /** The path below the API root as it is written, in the place of that. */
  at?: string;
  payload?: Payload;
  /** Absent for `application/json`; `null` sends no Content-Type. */
  contentType?: string | null;
  /** Absent for `full`. */
  credentials?: Credentials;
  /** The value of Authorization where the credentials are `malformed`; `$GRAPH_TOKEN` stands for the token. */
  authorization?: string;
  headers?: readonly HeaderPair[];
  /** Headers that every request has else, and this one has not. */
  without?: readonly string[];
  /** The letter case of the names of headers, where it is another than usual. */
  headerCase?: 'lower';
  /** To what is no resource of the operation: `at` says where. */
  elsewhere?: true;
  /** How it is written, where it is HTTP itself that is tried: it has a connection of its own, and HTTP's checks judge it alone. */
  http?: HttpForm;
  /** Members of its body that are sound, beside what is wrong in it. */
  beside?: readonly string[];
  /** It is sent only if the step of this name before it in the scenario was carried out. */
  behind?: string;
  /** It must be refused, though the requests in it may conform. */
  refused?: true;
  /** Over a connection that nothing went over before. */
  connection?: 'new';
  /** In what it differs from the plain request of its row, by dimension: `path: percent-encoded letters`. */
  contexts?: readonly string[];
  /** The row that is broken if this request is refused though it conforms. */
  accept?: string;
  /** How the connection is watched for bytes behind the answer. */
  watch?: 'close';
  /** A read in another form, or a batch of reads, that is sent again until it shows what was written, as a `Read` is. */
  polled?: true;
}

/** A read that is polled until it shows what was written, or the deadline has passed. */
export interface Read {
  kind: 'read';
  name: string;
  /** Absent for `full`. */
  credentials?: Credentials;
  /** The policy was taken away: it must find none. */
  gone?: true;
}

/** Requests that are under way at the same time, each on a connection of its own. */
export interface Together {
  kind: 'together';
  sends: readonly Send[];
}

export type Step = Send | Read | Together;

/** The requests of a step, each with a name of its own. */
export const requestsIn = (step: Step): readonly (Send | Read)[] =>
  step.kind === 'together' ? step.sends : [step];

/** What to send so that rows of the register become observable. Data, so that a plan can be shown without a provider. */
export interface Scenario {
  /** Named after what it makes observable; unique. */
  address: string;
  rows: readonly string[];
  /** What the provider must offer; a scenario whose needs are declared absent is left out. */
  needs: readonly Capability[];
  /** The state that the policy is brought into first; absent: any will do. */
  from?: 'A' | 'B';
  steps: readonly Step[];
  /** What a user can do where the provider refused and the rows stayed unjudged. */
  hint?: string;
  /** It asks in other contexts what plain requests ask too. */
  inContexts?: true;
  /** No policy may be there behind it, and no update makes it anew: all else is sent before. */
  takesAway?: true;
}

export const send = (name: string, method: Send['method'], rest: Partial<Send> = {}): Send => ({
  kind: 'send',
  name,
  method,
  ...rest,
});

/** An update with a JSON body. */
export const update = (name: string, json: unknown, rest: Partial<Send> = {}): Send =>
  send(name, 'PATCH', { payload: { json }, ...rest });

export const read = (name = 'read', rest: Pick<Read, 'credentials' | 'gone'> = {}): Read => ({
  kind: 'read',
  name,
  ...rest,
});

/** Requests that are sent at the same time. */
export const together = (...sends: Send[]): Together => ({ kind: 'together', sends });

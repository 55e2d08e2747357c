import type { Body, HeaderPair, HttpForm } from '../exchanges/exchange';

/** The shortest known sequence of requests that shows a finding, from a known state, and what to expect of it. */
export interface Reproduction {
  steps: ReproductionStep[];
  expect: ReproductionExpectation;
}

/** One request of a reproduction. Its secrets are variables: `$GRAPH_TOKEN`, `$GRAPH_TOKEN_READONLY`, `$SECRET`. */
export interface ReproductionStep {
  /** What it is for; unique in its sequence. */
  name: string;
  method: string;
  /** Below the API root, with a slash in front. */
  path: string;
  headers: HeaderPair[];
  body: Body | null;
  /** In the place of a body: what the answer to an earlier read held, without the members of these names. */
  sendsBack?: { /** Which step the read is, from 0. */ step: number; without: string[] };
  /** The row that is broken where this request is refused. */
  accept?: string;
  /** A read that is sent again until it shows what was written, or the time for that is over. */
  settles?: true;
  /** How the connection is watched for bytes behind the answer: until it is closed, or while it is held open. */
  watch?: 'close' | 'hold';
  /** Steps in a row with the same number are under way at the same time. */
  together?: number;
  /** Its form of HTTP, on a connection of its own; absent: as any client writes it. */
  http?: HttpForm;
}

/** What shows the fault: the same check breaks the same row at the same place again. */
export interface ReproductionExpectation {
  check: string;
  requirement: string;
  pointer: string | null;
  /** Which step's answer shows it, from 0. */
  step: number;
  expected: string;
  actual: string;
  /** The same for a shell; null where no simple comparison tells. */
  test: ReproductionTest | null;
  /** While what it shows alone, where no request brings that about: such as a throttle. */
  onlyWhile?: string;
}

/** A comparison of one answer that holds where the fault does not show. */
export type ReproductionTest =
  | { kind: 'status'; /** Statuses that conform, `4xx` for a class. */ anyOf: string[] }
  | { kind: 'header'; name: string; /** Null: it must be absent; `*`: any value. */ value: string | null }
  | { kind: 'member'; name: string; /** JSON of its value; `*`: any value. */ value: string }
  | {
      kind: 'type';
      name: string;
      /** What each member of this name is, wherever it stands. */ type: 'boolean' | 'string' | 'number';
    }
  | {
      kind: 'items';
      /** The list. */
      name: string;
      /** What is compared of each item. */
      keys: string[];
      /** A line for each item, such as `id="a" targettype="group"`, in lower case and sorted. */
      items: string[];
    }
  | { kind: 'no-bytes-behind' };

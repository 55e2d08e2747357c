import type { JournalEntry } from '../live/journal';
import { restore, type Restored } from '../live/restore';
import type { HeaderPair } from '../exchanges/exchange';
import { operationNamed } from '../contract/operation';
import { Gate } from '../wire/gate';
import { Sender } from '../wire/sender';
import { Target } from '../wire/target';
import { tool } from '../contract/version';

export interface RestoreRun {
  file: string;
  entry: JournalEntry;
  token: string;
  headers?: readonly HeaderPair[];
  ca?: string;
  client?: { cert: string; key: string };
  proxy?: URL;
  timeout: number;
  settle: number;
  force: boolean;
  signal?: AbortSignal | undefined;
}

/** Longest wait that a Retry-After is granted, in milliseconds; and the first wait where there is none. */
const LONGEST_WAIT = 120_000;
const BACKOFF = 500;

/** Puts one policy back. Nothing is recorded but what became of it. */
export async function runRestore({
  file,
  entry,
  token,
  headers = [],
  ca,
  client,
  proxy,
  timeout,
  settle,
  force,
  signal,
}: RestoreRun): Promise<Restored> {
  const operation = operationNamed(entry.operation);
  const target = new Target(entry.target, operation);
  target.key = entry.key;
  const gate = new Gate({ allowWrites: true, live: true });
  const sender = new Sender(
    target,
    gate,
    {
      tokens: { full: token },
      headers,
      userAgent: `${tool().name}/${tool().version}`,
      timeout,
      longestWait: LONGEST_WAIT,
      backoff: BACKOFF,
      signal,
      ...(ca !== undefined && { ca }),
      ...(client && { client }),
      ...(proxy && { proxy }),
    },
    () => undefined,
  );
  try {
    return await restore(sender, operation, { file, entry, force, settle, signal });
  } finally {
    sender.close();
  }
}

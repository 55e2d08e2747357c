import type { Readable } from 'node:stream';

/** What `--quiet` means, of every command that has it. */
export const QUIET = 'short output: no details, hints, progress or file names';

/** What a command needs of the world, so that it can be run in a test without a process of its own. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  /** What is piped in. */
  stdin(): Readable;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Whether stdout, and stderr, is a terminal; and how wide that is. */
  terminal: { stdout: boolean; stderr: boolean; width: number };
  /** Fires when the user wants the command to end. */
  signal: AbortSignal;
  /** Is told that the command comes to its end in time: what to say to a user who is impatient with that. */
  endsInTime?(line: string): void;
}

import type { Readable } from 'node:stream';

/** The meaning of `--quiet`, the same for every command. */
export const QUIET = 'short output: no details, hints, progress or file names';

/** The environment of a command, as arguments: a test can run a command without a new process. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Standard input. */
  stdin(): Readable;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Whether stdout, and stderr, is a terminal; and how wide that is. */
  terminal: { stdout: boolean; stderr: boolean; width: number };
  /** Fires when the user wants the command to end. */
  signal: AbortSignal;
  /** Called when the command is about to end. The text is printed if the user presses Ctrl-C again. */
  endsInTime?(line: string): void;
}

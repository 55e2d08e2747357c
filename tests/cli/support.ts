import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { run } from '../../src/cli/run';
import type { Io } from '../../src/cli/io';

/** What a command did. */
export interface Ran {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs the command line in this process, in a folder of its own. */
export function commandLine(folder: string) {
  return async (args: readonly string[], options: Partial<Io> = {}): Promise<Ran> => {
    const ran: Ran = { exitCode: -1, stdout: '', stderr: '' };
    ran.exitCode = await run(args, {
      stdout: (text) => void (ran.stdout += text),
      stderr: (text) => void (ran.stderr += text),
      stdin: () => Readable.from([]),
      env: {},
      cwd: folder,
      terminal: { stdout: false, stderr: false, width: 80 },
      signal: new AbortController().signal,
      ...options,
    });
    return ran;
  };
}

/** A folder that is gone when the tests of a file are through. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'graph-contract-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

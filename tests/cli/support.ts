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

/** A command that listens. */
export interface Running {
  url: string;
  ended: Promise<Ran>;
  end: AbortController;
}

/** Starts commands that listen, in this process and in a folder of their own, and says where. */
export function starter(folder: string) {
  return (...args: string[]): Promise<Running> => {
    const end = new AbortController();
    return new Promise((resolve, reject) => {
      const said = { stdout: '', stderr: '' };
      const hear = (stream: keyof typeof said) => (text: string) => {
        said[stream] += text;
        const [, url] = /^(https?:\/\/\S+)\n/m.exec(said[stream]) ?? [];
        if (url !== undefined) resolve({ url, ended, end });
      };
      const ended = commandLine(folder)([...args, '--port', '0'], {
        stdout: hear('stdout'),
        stderr: hear('stderr'),
        signal: end.signal,
      }).then((ran) => ({ ...ran, ...said }));
      ended.then(({ stderr }) => reject(new Error(stderr)), reject);
    });
  };
}

/** A folder that is gone when the tests of a file are through. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'graph-contract-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

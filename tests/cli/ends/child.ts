/** Commands of the built package in processes of their own, and whether they keep their word about how they end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageFile } from '../../../src/contract/package-root';
import { exitCodeOf } from '../../../src/results/exit-code';
import type { Report } from '../../../src/results/report';

const CLI = packageFile('dist', 'bundle', 'cli', 'main.mjs');
/** Far more than any of these commands takes before whatever it meets, in milliseconds. */
const LONGEST = 60_000;

/** Where an output leads: into the test, to a disk that is full, or to a reader that leaves, at once or at the first byte. */
export type Output = 'read' | 'full' | 'closed' | 'first';

export interface Command {
  args: readonly string[];
  stdout?: Output;
  stderr?: Output;
  /** What stands at the standard input, which then ends; `open` is one that never says anything. */
  stdin?: string | 'open';
  env?: Readonly<Record<string, string>>;
  /** Is called once the process is there: for signals, and for clients of what listens. */
  meanwhile?: (running: Running) => Promise<unknown> | void;
}

export interface Running {
  child: ChildProcess;
  /** The URL of what listens. */
  url: Promise<string>;
  /** Waits until so much was said. */
  said(what: RegExp): Promise<void>;
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** How long it ran, in milliseconds. */
  ms: number;
  /** How long it went on behind its last signal. */
  msBehindSignal: number;
  killed: boolean;
}

/** Runs a command to its end; one that finds none is killed. */
export function toItsEnd(command: Command, cwd: string): Promise<Ended> {
  const { stdout = 'read', stderr = 'read', stdin = '', env } = command;
  const full = stdout === 'full' || stderr === 'full' ? openSync('/dev/full', 'w') : undefined;
  const started = Date.now();
  const child = spawn(process.execPath, [CLI, ...command.args], {
    cwd,
    env: { ...process.env, GITHUB_SHA: '0'.repeat(40), GITHUB_ACTIONS: '', ...env },
    stdio: ['pipe', stdout === 'full' ? full : 'pipe', stderr === 'full' ? full : 'pipe'],
  });
  if (full !== undefined) closeSync(full);
  child.stdin?.on('error', () => undefined);
  if (stdin !== 'open') child.stdin?.end(stdin);
  const said = { stdout: '', stderr: '' };
  for (const [name, how] of [['stdout', stdout] as const, ['stderr', stderr] as const]) {
    const stream = child[name];
    if (how === 'closed') stream?.destroy();
    stream
      ?.on('error', () => undefined)
      .on('data', (bytes: Buffer) => {
        said[name] += String(bytes);
        if (how === 'first') stream.destroy();
      });
  }
  const until = async (what: RegExp): Promise<void> => {
    while (!what.test(said.stdout + said.stderr) && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const url = async (): Promise<string> => {
    const line = /^https?:\/\/\S+$/m;
    await until(line);
    return line.exec(said.stdout + said.stderr)?.[0] ?? 'http://127.0.0.1:1';
  };
  let killed = false;
  let signalled = started;
  const kill = child.kill.bind(child);
  child.kill = (name) => {
    signalled = Date.now();
    return kill(name);
  };
  const timer = setTimeout(() => {
    killed = true;
    kill('SIGKILL');
  }, LONGEST);
  void command.meanwhile?.({ child, url: url(), said: until })?.catch(() => undefined);
  return new Promise((resolve) =>
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const now = Date.now();
      resolve({ code, signal, ...said, ms: now - started, msBehindSignal: now - signalled, killed });
    }),
  );
}

/** What an end is held to. */
export interface Held {
  /** The exit codes that the pages allow. */
  codes: readonly number[];
  /** The folder of its reports, where the command writes some. */
  out?: string;
  /** Whether standard error can be read. */
  heard: boolean;
}

/** What a command does not keep of its word; nothing where it keeps all of it. */
export function complaintsOf(ended: Ended, { codes, out, heard }: Held): string[] {
  const { code, stdout, stderr } = ended;
  const complaints: string[] = [];
  if (ended.killed) complaints.push(`has no end within ${LONGEST} ms`);
  else if (code === null) complaints.push(`ended by ${ended.signal}`);
  else if (!codes.includes(code)) complaints.push(`exit code ${code}, not ${codes.join(' or ')}`);
  if (/^\s+at .+[:(].+:\d+/m.test(stdout + stderr)) complaints.push('a stack trace');
  const report = out === undefined ? undefined : reportIn(out);
  if (report && code !== null && code !== 2) {
    const own = exitCodeOf(report.verdict);
    // What could not be written makes any verdict incomplete.
    if (own !== code && code !== 3) complaints.push(`exit code ${code} beside a report of ${own}`);
  }
  if (out !== undefined && !report && (code === 0 || code === 1))
    complaints.push(`exit code ${code} without a report`);
  const spoke = (stdout + stderr).trim() !== '';
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  if (heard && !report && code === 3 && !spoke) complaints.push('neither a report nor a line');
  if (heard && code === 2 && lines.length !== 1) complaints.push(`${lines.length} lines for bad usage`);
  return complaints;
}

function reportIn(out: string): Report | undefined {
  const file = path.join(out, 'report.json');
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

/** Runs all of them, so many at a time. @returns what becomes of each, in their order */
export function together<T>(runs: readonly (() => Promise<T>)[], atATime = 4): Promise<T>[] {
  const done = runs.map(() => resolvers<T>());
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < runs.length) {
      const at = next++;
      await (runs[at] as () => Promise<T>)().then(done[at]?.resolve, done[at]?.reject);
    }
  };
  for (let worker = 0; worker < atATime; worker += 1) void work();
  for (const { promise } of done) promise.catch(() => undefined);
  return done.map(({ promise }) => promise);
}

function resolvers<T>() {
  let resolve = (_value: T): void => undefined;
  let reject = (_error: unknown): void => undefined;
  const promise = new Promise<T>((one, other) => ([resolve, reject] = [one, other]));
  return { promise, resolve, reject };
}

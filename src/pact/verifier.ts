import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { VerifierOptions } from '@pact-foundation/pact-core';
import { Interrupted, onInterruption } from '../interrupted';
import { packageFile } from '../contract/package-root';
import { pathOutside } from '../files/program';
import { END, type VerifierAnswer } from './verifier-messages';

/** One difference between an answer and the expectation of an interaction. */
export interface Mismatch {
  type: string;
  mismatch: string;
  expected?: unknown;
  actual?: unknown;
  /** JSON path in a body. */
  path?: string;
  /** Name of a header. */
  key?: string;
}

/** An error that the verifier reports for an interaction or for a whole source. */
export interface VerifierError {
  /** The names of both parties, the states and the description, in one text. */
  interaction: string;
  mismatch: { type: string; interactionId?: string; message?: string; mismatches?: Mismatch[] };
}

/** The verifier's result for one interaction. */
export interface VerifierResult {
  description: string;
  result: 'OK' | 'Error';
  /** The `_id` of the interaction, if it has one. */
  interactionId?: string;
}

/** The verifier's result of a verification. */
export interface VerifierOutput {
  errors: VerifierError[];
  /** Errors of pending interactions, which do not count. */
  pendingErrors: VerifierError[];
  /** In the order of the replay. */
  interactionResults: VerifierResult[];
  /** The printed output, with colours. */
  output: string[];
}

/** The verifier failed for a reason that is not the provider's. */
export class VerifierFailure extends Error {}

/** Longest wait for one answer of the provider. The sender behind the tap has shorter limits of its own. */
const LONGEST_ANSWER = 600_000;

/** The verifier has no time limit for a broker, so the caller sets one. */
export interface Waiting {
  /** Milliseconds since the last sign of activity. */
  quietFor(): number;
  /** The time limit, in milliseconds. */
  limit: number;
}

/** Interval at which the limit is checked, in milliseconds. */
const LOOK = 250;

/** Longest wait for the printed output, in milliseconds. */
const LONGEST_PRINT = 2000;

/**
 * The verifier of Pact's native core in a separate process: it prints to the standard output, and environment
 * variables would change what it does.
 */
export class PactVerifier {
  private readonly process: ChildProcess;
  private log = '';

  /**
   * @param env the environment of this process; Pact's variables are withheld from the verifier, which gets every
   *   option explicitly
   */
  constructor(env: Readonly<Record<string, string | undefined>>) {
    // The compiled file, wherever this module runs from: a separate process runs JavaScript.
    this.process = fork(packageFile('dist', 'src', 'pact', 'verifier-process.js'), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: cleanEnvironment(env),
      execArgv: [],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    // Rejects the pending request.
    this.process.on('error', () => undefined);
  }

  /**
   * Verifies a source.
   * @param waiting the time limit for a source that has to be fetched
   * @returns the result, and the printed output, which alone reports a failed publication
   * @throws VerifierFailure if the process ended or rejected the options; Interrupted if the user ends the run
   */
  async verify(
    options: VerifierOptions,
    signal?: AbortSignal,
    waiting?: Waiting,
  ): Promise<{ account: VerifierOutput; log: string }> {
    this.log = '';
    let forget = (): void => undefined;
    let look: NodeJS.Timeout | undefined;
    const answer = await new Promise<VerifierAnswer>((resolve, reject) => {
      const ended = (): void => resolve({ problem: `the Pact verifier ended: ${lastLine(this.log)}` });
      if (this.process.exitCode !== null || !this.process.connected) return ended();
      if (waiting)
        look = setInterval(() => {
          if (waiting.quietFor() <= waiting.limit) return;
          this.close();
          resolve({ problem: `the broker did not answer for ${waiting.limit} ms; --timeout allows more` });
        }, LOOK);
      forget = onInterruption(signal, () => reject(new Interrupted()));
      this.process.once('exit', ended);
      this.process.once('error', ended);
      this.process.once('message', (message) => {
        this.process.off('exit', ended);
        this.process.off('error', ended);
        resolve(message as VerifierAnswer);
      });
      this.process.send({ timeout: LONGEST_ANSWER, logLevel: 'error', ...options });
    }).finally(() => {
      clearInterval(look);
      forget();
    });
    if ('problem' in answer) throw new VerifierFailure(answer.problem);
    await this.printed();
    return {
      account: JSON.parse(answer.json) as VerifierOutput,
      log: stripVTControlCharacters(this.log),
    };
  }

  close(): void {
    this.process.kill();
  }

  /** The result and the printed output arrive over different channels; waits for the output too, up to a limit. */
  private async printed(): Promise<void> {
    const deadline = performance.now() + LONGEST_PRINT;
    while (!this.log.includes(END) && performance.now() < deadline) await sleep(1);
  }
}

const lastLine = (log: string): string =>
  stripVTControlCharacters(log).trim().split('\n').at(-1)?.trim() || 'without a word';

/** The environment of the verifier, without Pact's variables and secrets. */
export function cleanEnvironment(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const own = Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(PACT_|NODE_OPTIONS$|GRAPH_TOKEN)/i.test(name)),
  );
  const direct = [env['NO_PROXY'] ?? env['no_proxy'], '127.0.0.1'].filter(Boolean).join(',');
  // The tap is on this machine, so the proxy for a broker must not apply to it.
  const way = { NO_PROXY: direct, no_proxy: direct };
  return { ...own, ...way, ...withoutPrograms(env), PACT_DO_NOT_TRACK: 'true' };
}

/**
 * A broker's Pact may name plugins, which Pact's core would fetch and start. The plugin folder is set to a path below
 * a file, where nothing can exist. The core also runs a program to identify the system; programs in the working
 * directory are excluded.
 */
function withoutPrograms(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const [key, folders] = pathOutside(env, process.cwd());
  return {
    PACT_PLUGIN_DIR: packageFile('package.json', 'plugins'),
    ...(env[key] !== undefined && { [key]: folders.join(path.delimiter) }),
  };
}

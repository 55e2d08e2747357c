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

/** One way in which an answer is not what an interaction expects. */
export interface Mismatch {
  type: string;
  mismatch: string;
  expected?: unknown;
  actual?: unknown;
  /** JSON path of a body. */
  path?: string;
  /** Name of a header. */
  key?: string;
}

/** What the verifier has against an interaction, or against a whole source. */
export interface VerifierError {
  /** The names of both parties, the states and the description, in one text. */
  interaction: string;
  mismatch: { type: string; interactionId?: string; message?: string; mismatches?: Mismatch[] };
}

/** What became of one interaction, by the verifier's own account. */
export interface VerifierResult {
  description: string;
  result: 'OK' | 'Error';
  /** The `_id` of the interaction, where it has one. */
  interactionId?: string;
}

/** The verifier's own account of a verification. */
export interface VerifierOutput {
  errors: VerifierError[];
  /** Of interactions that are pending, whose failure does not count. */
  pendingErrors: VerifierError[];
  /** In the order in which they were replayed. */
  interactionResults: VerifierResult[];
  /** What it printed, with colours. */
  output: string[];
}

/** The verifier could not do its work, for a reason that is not the provider's. */
export class VerifierFailure extends Error {}

/** Longest wait for one answer of the provider; the sender behind the tap has limits of its own, and gives up before. */
const LONGEST_ANSWER = 600_000;

/** Who the verifier waits for, and has no limit of its own: a broker. */
export interface Waiting {
  /** How long nothing has been heard of it, in milliseconds. */
  quietFor(): number;
  /** How long that may be, in milliseconds. */
  limit: number;
}

/** How often it is looked whether that is over, in milliseconds. */
const LOOK = 250;

/** Longest wait for what it printed, in milliseconds. */
const LONGEST_PRINT = 2000;

/**
 * The verifier of Pact's own native core, in a process of its own: it prints to the standard output
 * whatever it is told, and its environment would change what it does.
 */
export class PactVerifier {
  private readonly process: ChildProcess;
  private log = '';

  /** @param env of this process; what is Pact's in it is kept from the verifier, which is told everything */
  constructor(env: Readonly<Record<string, string | undefined>>) {
    // The compiled file, wherever this one runs from: a process of its own runs JavaScript.
    this.process = fork(packageFile('dist', 'src', 'pact', 'verifier-process.js'), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: cleanEnvironment(env),
      execArgv: [],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    // Whoever waits for an answer is told.
    this.process.on('error', () => undefined);
  }

  /**
   * Has a source verified.
   * @param waiting for a source that is not at hand
   * @returns its account, and whatever it printed: publishing that failed stands nowhere else
   * @throws VerifierFailure where it ended, or would not take the options; Interrupted where the user ends the run
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

  /** The answer and what was printed come by two ways; waits until the second has arrived too, within reason. */
  private async printed(): Promise<void> {
    const deadline = performance.now() + LONGEST_PRINT;
    while (!this.log.includes(END) && performance.now() < deadline) await sleep(1);
  }
}

const lastLine = (log: string): string =>
  stripVTControlCharacters(log).trim().split('\n').at(-1)?.trim() || 'without a word';

/** The environment of the verifier: what is Pact's in it, and what is secret, is left out. */
export function cleanEnvironment(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const own = Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(PACT_|NODE_OPTIONS$|GRAPH_TOKEN)/i.test(name)),
  );
  const direct = [env['NO_PROXY'] ?? env['no_proxy'], '127.0.0.1'].filter(Boolean).join(',');
  // The tap is on this machine, whatever proxy the way to a broker needs.
  const way = { NO_PROXY: direct, no_proxy: direct };
  return { ...own, ...way, ...withoutPrograms(env), PACT_DO_NOT_TRACK: 'true' };
}

/**
 * A Pact of a broker may name plugins, which Pact's core would fetch and start: their folder lies below a file, where nothing
 * can be. It asks the system what it is by a program, too, which is none of the working directory.
 */
function withoutPrograms(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const [key, folders] = pathOutside(env, process.cwd());
  return {
    PACT_PLUGIN_DIR: packageFile('package.json', 'plugins'),
    ...(env[key] !== undefined && { [key]: folders.join(path.delimiter) }),
  };
}

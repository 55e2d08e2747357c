import { fork, type ChildProcess } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import type { VerifierOptions } from '@pact-foundation/pact-core';
import { packageFile } from '../schema/package-root';
import type { VerifierAnswer } from './verifier-process';

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
  interaction: string;
  mismatch: { type: string; message?: string; mismatches?: Mismatch[] };
}

/** The verifier's own account of a verification. */
export interface VerifierOutput {
  errors: VerifierError[];
  /** Of interactions that are pending, whose failure does not count. */
  pendingErrors: VerifierError[];
  /** In the order in which they were replayed. */
  interactionResults: { description: string; result: string }[];
  /** What it printed, with colours. */
  output: string[];
}

/** An interaction as the verifier printed it. */
export interface PrintedInteraction {
  consumer: string;
  description: string;
  states: string[];
}

/** The verifier could not do its work, for a reason that is not the provider's. */
export class VerifierFailure extends Error {}

/** Longest wait for one answer of the provider; the sender behind the tap has limits of its own, and gives up before. */
const LONGEST_ANSWER = 600_000;

/**
 * The verifier of Pact's own native core, in a process of its own: it prints to the standard output
 * whatever it is told, and its environment would change what it does.
 */
export class PactVerifier {
  private readonly process: ChildProcess;
  private log = '';

  /**
   * @param env of this process; what is Pact's in it is kept from the verifier, which is told everything
   * @param redact takes secrets out of what it says: an answer that is not as expected is quoted in it
   */
  constructor(
    env: Readonly<Record<string, string | undefined>>,
    private readonly redact: (text: string) => string,
  ) {
    // The compiled file, wherever this one runs from: a process of its own runs JavaScript.
    this.process = fork(packageFile('dist', 'src', 'pact', 'verifier-process.js'), {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: cleanEnvironment(env),
      execArgv: [],
    });
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    // Whoever waits for an answer sees it exit.
    this.process.on('error', () => undefined);
  }

  /** What it complained of since the last call: publishing that failed stands nowhere else. */
  takeLog(): string {
    const { log } = this;
    this.log = '';
    return this.redact(stripVTControlCharacters(log));
  }

  /** @throws VerifierFailure where it ended, or would not take the options */
  async verify(options: VerifierOptions): Promise<VerifierOutput> {
    const answer = await new Promise<VerifierAnswer>((resolve) => {
      const ended = (): void => resolve({ problem: `the Pact verifier ended: ${lastLine(this.log)}` });
      if (this.process.exitCode !== null || !this.process.connected) return ended();
      this.process.once('exit', ended);
      this.process.once('message', (message) => {
        this.process.off('exit', ended);
        resolve(message as VerifierAnswer);
      });
      this.process.send({ timeout: LONGEST_ANSWER, logLevel: 'error', ...options });
    });
    if ('problem' in answer) throw new VerifierFailure(this.redact(answer.problem));
    return JSON.parse(this.redact(answer.json)) as VerifierOutput;
  }

  close(): void {
    this.process.kill();
  }
}

const lastLine = (log: string): string =>
  stripVTControlCharacters(log).trim().split('\n').at(-1)?.trim() || 'without a word';

function cleanEnvironment(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const own = Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(PACT_|NODE_OPTIONS$|GRAPH_TOKEN)/i.test(name)),
  );
  const direct = [env['NO_PROXY'] ?? env['no_proxy'], '127.0.0.1'].filter(Boolean).join(',');
  // The tap is on this machine, whatever proxy the way to a broker needs.
  return { ...own, NO_PROXY: direct, no_proxy: direct, PACT_DO_NOT_TRACK: 'true' };
}

/**
 * The interactions of an account, with what only its printed part says of them; for sources that nobody but
 * the verifier has read.
 */
export function printedInteractions({ interactionResults, output }: VerifierOutput): PrintedInteraction[] {
  let consumer = '';
  let line = 0;
  return interactionResults.map(({ description }) => {
    const heading = `  ${description} (`;
    while (line < output.length && !plain(output[line]).startsWith(heading)) {
      consumer = consumerIn(output[line] as string) ?? consumer;
      line += 1;
    }
    const states: string[] = [];
    line += 1;
    for (; line < output.length; line += 1) {
      const [, state] = /^ {5}(?:Given|And) (.+)$/s.exec(plain(output[line])) ?? [];
      if (state === undefined) break;
      states.push(state);
    }
    return { consumer, description, states };
  });
}

const plain = (line = ''): string => stripVTControlCharacters(line);

/** Both names are in bold; a name may itself hold an "and". */
function consumerIn(line: string): string | undefined {
  const [, names] = /^\n?Verifying a pact between (.+)$/s.exec(line) ?? [];
  if (names === undefined) return undefined;
  const escape = String.fromCharCode(27);
  const [first = '', ...rest] = names.split(`${escape}[0m and ${escape}[1m`);
  return plain(rest.length > 0 ? first : names.replace(/ and .*$/s, ''));
}

/** How the verifier calls an interaction in its errors. */
export function nameInErrors({
  consumer,
  provider,
  description,
  states,
}: PrintedInteraction & { provider: string }): string {
  const given = states.length === 0 ? '' : ` Given ${states.join(' And ')}`;
  return `Verifying a pact between ${consumer} and ${provider}${given} - ${description}`;
}

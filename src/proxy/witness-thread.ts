import { getPriority, setPriority } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageFile } from '../contract/package-root';
import type { Passage } from './passage';
import type { Written } from '../files/written';
import type { Report } from '../results/report';
import { Witness } from './witness';
import type { WitnessOptions } from './witness-options';

/** Keeps the record beside the forwarding, which waits only if the record lags too far behind. */
export interface Watching {
  take(passage: Passage): void;
  /** Takes note of what was said, and not forwarded. */
  refused(why: string): void;
  /** A promise while the record lags too far behind what passes. */
  room(): Promise<void> | undefined;
  /** Is kept when the record cannot go on: with the reason where nothing is left of it but what is on disk. */
  broken: Promise<Error | undefined>;
  end(): Promise<Witnessed>;
}

/** The result of a witness. */
export interface Witnessed {
  /** Of each operation that something was judged of. */
  reports: readonly Report[];
  /** How many interactions the Pact has. */
  recorded: number;
  /** How many kinds of exchanges it leaves out, since a value of theirs is hidden. */
  hidden: number;
  /** Files that could not be written to their end. */
  unwritten: Written['unwritten'];
}

export function outcomeOf(witness: Witness): Witnessed {
  const reports = witness.end();
  const { recorded, hidden, unwritten } = witness;
  return { reports, recorded, hidden, unwritten };
}

/** The messages to and from the thread. */
export type WitnessTask = { passages: Passage[] } | { refused: string } | { end: true };
export type WitnessAnswer =
  | { ready: true; thread: number | undefined }
  | { taken: number; weight: number; lines: string[]; stuck: boolean }
  | Witnessed;

/**
 * What may wait for the record before clients have to: exchanges, and characters of their bodies. Whoever ends the run
 * waits for as many.
 */
const MANY = 4000;
const MUCH = 64 * 1024 * 1024;
/**
 * How long exchanges are gathered before they are handed over, in milliseconds, and how many at most: more of them
 * at a time would keep a request waiting.
 */
const GATHERED_FOR = 20;
const GATHERED = 16;

/**
 * Starts a witness: in a thread of its own, so that judging takes no time from forwarding.
 * @param onLine is called with a line for each exchange, where lines are wanted
 * @throws what the file system says of the folders
 */
export async function startWitness(
  options: WitnessOptions,
  onLine: (line: string) => void,
): Promise<Watching> {
  // A thread runs JavaScript: sources that run as they are, in a test, judge in this one.
  if (path.extname(__filename) === '.ts') return new Here(new Witness(options), onLine);
  return startThread(packageFile('dist', 'src', 'proxy', 'witness-worker.js'), options, onLine);
}

/** What a passage takes of memory, in characters of its bodies. */
export const weightOf = ({ requestBody, responseBody }: Passage): number =>
  requestBody.data.length + responseBody.data.length;

/** Judges in this thread, one exchange each time that nothing else is to be done. */
class Here implements Watching {
  private readonly waiting: Passage[] = [];
  private fail = (_error: Error | undefined): void => undefined;
  readonly broken = new Promise<Error | undefined>((resolve) => (this.fail = resolve));

  constructor(
    private readonly witness: Witness,
    private readonly onLine: (line: string) => void,
  ) {}

  take(passage: Passage): void {
    this.waiting.push(passage);
    setImmediate(() => this.next());
  }

  refused(why: string): void {
    this.witness.refused(why);
    if (this.witness.stuck) this.fail(undefined);
  }

  room(): Promise<void> | undefined {
    if (this.waiting.length < MANY) return undefined;
    while (this.waiting.length > 0) this.next();
    return undefined;
  }

  async end(): Promise<Witnessed> {
    while (this.waiting.length > 0) this.next();
    return outcomeOf(this.witness);
  }

  private next(): void {
    const passage = this.waiting.shift();
    if (!passage) return;
    try {
      for (const line of this.witness.takeAll([passage])) this.onLine(line);
      if (this.witness.stuck) this.fail(undefined);
    } catch (error) {
      this.fail(error as Error);
    }
  }
}

const ENDING = 'the thread that keeps the record has ended';

/** Exported for tests, which have the compiled file elsewhere. */
export async function startThread(
  file: string,
  options: WitnessOptions,
  onLine: (line: string) => void,
): Promise<Watching> {
  const worker = new Worker(file, { workerData: options });
  const thread = new Thread(worker, onLine);
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error(ENDING)));
    worker.on('message', (answer: WitnessAnswer) => {
      if (!('ready' in answer)) return thread.hear(answer);
      thread.number = answer.thread;
      worker.off('error', reject);
      resolve();
    });
  });
  worker.once('error', (error) => thread.die(error));
  worker.once('exit', () => thread.die(new Error(ENDING)));
  return thread;
}

/** Judges in a thread of its own. */
class Thread implements Watching {
  /** What the system calls it, where it has stepped back behind what forwards. */
  number: number | undefined;
  private waiting: Passage[] = [];
  private handOver: NodeJS.Timeout | undefined;
  /** What was handed over and is not on record yet: exchanges, and characters of their bodies. */
  private behind = 0;
  private heavy = 0;
  private caughtUp: (() => void) | undefined;
  private whenCaughtUp: Promise<void> | undefined;
  private ended: ((result: Witnessed) => void) | undefined;
  private fail = (_error: Error | undefined): void => undefined;
  readonly broken = new Promise<Error | undefined>((resolve) => (this.fail = resolve));
  private died = (_error: Error): void => undefined;
  private readonly death = new Promise<Error>((resolve) => (this.died = resolve));

  constructor(
    private readonly worker: Worker,
    private readonly onLine: (line: string) => void,
  ) {}

  take(passage: Passage): void {
    this.behind += 1;
    this.heavy += weightOf(passage);
    // A message costs forwarding more than most of what is in it.
    if (this.waiting.push(passage) >= GATHERED) this.flush();
    else this.handOver ??= setTimeout(() => this.flush(), GATHERED_FOR);
  }

  refused(why: string): void {
    this.flush();
    this.say({ refused: why });
  }

  room(): Promise<void> | undefined {
    if (this.behind < MANY && this.heavy < MUCH) return undefined;
    return (this.whenCaughtUp ??= new Promise((resolve) => {
      this.caughtUp = () => {
        this.caughtUp = this.whenCaughtUp = undefined;
        resolve();
      };
    }));
  }

  async end(): Promise<Witnessed> {
    this.flush();
    const result = new Promise<Witnessed>((resolve) => (this.ended = resolve));
    this.say({ end: true });
    this.stepForward();
    const outcome = await Promise.race([result, this.death]);
    await this.worker.terminate();
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  /** Forwarding has ended, so that the thread may take its normal priority. */
  private stepForward(): void {
    try {
      if (this.number !== undefined) setPriority(this.number, getPriority());
    } catch {
      // The process may lack the right to do this.
    }
  }

  /** Takes what the thread says of what it has on record. */
  hear(answer: Exclude<WitnessAnswer, { ready: true }>): void {
    if ('reports' in answer) return this.ended?.(answer);
    this.behind -= answer.taken;
    this.heavy -= answer.weight;
    for (const line of answer.lines) this.onLine(line);
    if (answer.stuck) this.fail(undefined);
    if (this.behind < MANY / 2 && this.heavy < MUCH / 2) this.caughtUp?.();
  }

  die(error: Error): void {
    this.died(error);
    this.fail(error);
    this.caughtUp?.();
  }

  private say(task: WitnessTask): void {
    this.worker.postMessage(task);
  }

  private flush(): void {
    clearTimeout(this.handOver);
    this.handOver = undefined;
    if (this.waiting.length > 0) this.say({ passages: this.waiting });
    this.waiting = [];
  }
}

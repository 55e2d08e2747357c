import type { Bench, View } from '../checks/view';
import type { Exchange } from '../exchanges/exchange';
import { curlLine } from '../exchanges/curl';
import type { Finding } from '../results/report';
import type { Scenario } from '../scenarios/scenario';
import { read, update } from '../scenarios/scenario';
import type { Operation } from '../contract/operation';
import { sequencesOf } from './generate';
import { SHRINKING, STARTS } from './limits';
import { describeStep, knownStep, legible, requestsOf } from './sequence';
import type { Sequence } from './step';
import { shrink } from './shrink';
import { viewOfBody } from './sound';

/** What is explored, and how far. */
export interface Exploring {
  sequences: number;
  seed: number;
  /** Groups for the target collections, and whether the provider is known to have them. */
  groups: readonly string[];
  knownGroups: boolean;
  canDelete: boolean;
  bench: Bench;
}

/** How a scenario is sent. */
export interface Manner {
  /** Whether every difference is waited for as long as a read may lag. */
  patient?: boolean;
}

/** What the run lends to its exploration. */
export interface Surroundings {
  /** Sends a scenario; `attempts` are all exchanges of it, `views` one for each step. */
  run(scenario: Scenario, manner: Manner): Promise<{ views: readonly View[]; attempts: readonly Exchange[] }>;
  /** Judges exchanges by themselves, with nothing recorded. */
  judge(exchanges: readonly Exchange[]): readonly Finding[];
  /** Requests sent so far. */
  sent(): number;
  /** Is called before each sequence, and before one is shrunk. */
  onSequence(at: number, what: string): void;
  /** Takes a sequence that was confirmed. */
  confirm(confirmed: Confirmed): void;
  /** Takes what should be known and was not confirmed. */
  note(message: string): void;
}

/** A sequence that shows a difference, each time it is sent. */
export interface Confirmed {
  sequence: Sequence;
  /** From the first read in the known state to the last. */
  exchanges: readonly Exchange[];
  /** All that they show. */
  shown: readonly Finding[];
  /** What of it no sequence before has shown, told of this one. */
  findings: readonly Finding[];
}

/** How many sequences ended how. */
export interface Explored {
  sent: number;
  /** Those that were cut short by a throttle, a server error or a lost answer. */
  unjudged: number;
  /** Those that showed a difference. */
  differing: number;
}

/** How often a row is looked into in vain before it is left. */
const DOUBTS = 3;
/** How often a sequence must show a difference in a row to count. */
const TIMES = 2;
/** Sequences before one that are sent too where it shows nothing by itself: what has a history may have begun in them. */
const BEFORE = [0, 1, 3];

/** What became of a sequence once it was sent. */
type Trial = { end: 'kept' | 'unjudged' } | Difference;

/** A sequence that showed something else than is promised. */
interface Difference {
  end: 'differs';
  /** The update that brought the policy into the known state. */
  known: Exchange;
  exchanges: readonly Exchange[];
  findings: readonly Finding[];
  /** The steps that the first finding is told of. */
  involved: Sequence;
}

/**
 * Sends sequences of updates, refusals, reads and deletes, and looks for what a read shows otherwise than
 * the state checks promise. A difference is shrunk and sent once more; only what is then shown again is
 * handed on.
 */
export class Explorer {
  /** Rows of which a sequence was confirmed. */
  private readonly told = new Set<string>();
  /** Rows of which none was, so far, with how often that was tried and what was seen. */
  private readonly doubted = new Map<string, { times: number; seen: string }>();
  private readonly explored: Explored = { sent: 0, unjudged: 0, differing: 0 };
  /** Requests that were sent to shrink and confirm. */
  private spent = 0;

  constructor(
    private readonly options: Exploring,
    private readonly surroundings: Surroundings,
  ) {}

  private get operation(): Operation {
    return this.options.bench.operation;
  }

  /** How far it came; to be asked also when it was broken off. */
  get soFar(): Readonly<Explored> {
    return this.explored;
  }

  async explore(): Promise<void> {
    const sequences = sequencesOf(this.options).map((sequence) => legible(this.operation, sequence));
    try {
      for (const at of sequences.keys()) await this.exploreOne(sequences, at);
    } finally {
      for (const [row, { seen }] of this.doubted) if (!this.told.has(row)) this.surroundings.note(seen);
    }
  }

  private async exploreOne(sequences: readonly Sequence[], at: number): Promise<void> {
    const address = `explore/${at + 1}`;
    this.surroundings.onSequence(at, address);
    const trial = await this.try(sequences[at] as Sequence, address);
    this.explored.sent += 1;
    if (trial.end === 'unjudged') this.explored.unjudged += 1;
    if (trial.end !== 'differs') return;
    this.explored.differing += 1;
    if (this.untold(trial.findings).length === 0) return;
    this.surroundings.onSequence(at, `${address}, shrinking`);
    await this.lookInto(sequences.slice(0, at + 1), trial, address);
  }

  /**
   * Shrinks what was found, and hands it on where it is confirmed. It is looked for first in the steps that
   * the findings name, then in the whole sequence, then together with those before it, in which a history
   * may have begun.
   */
  private async lookInto(
    sequences: readonly Sequence[],
    { findings, involved }: Difference,
    address: string,
  ) {
    let trials = 0;
    const next = (): string => `${address}/${(trials += 1)}`;
    const shows = async (candidate: Sequence, patient = false): Promise<boolean> => {
      if (!this.isSendable(candidate)) return false;
      for (let time = 0; time < TIMES; time += 1) {
        if (!this.affords(candidate)) return false;
        const again = await this.spending(() => this.tryTwice(candidate, next, patient));
        if (!again || this.untold(again.findings).length === 0) return false;
      }
      return true;
    };
    const wholes = BEFORE.filter((before) => before < sequences.length).map((before) =>
      joined(this.operation, sequences.slice(-1 - before)),
    );
    for (const found of [involved, ...wholes].map((sequence) => legible(this.operation, sequence))) {
      if (!(await shows(found, true))) continue;
      if (await this.confirm(await shrink(this.operation, found, (candidate) => shows(candidate)), next))
        return;
    }
    this.doubt(this.untold(findings), sequences.at(-1) as Sequence);
  }

  private doubt(findings: readonly Finding[], sequence: Sequence): void {
    const { sequences, seed } = this.options;
    const why = this.affords(sequence)
      ? 'that did not show again, or not each time'
      : `that could not be looked into to the end: the ${SHRINKING} requests for that are used up`;
    for (const { requirement, message } of findings) {
      const times = this.timesDoubted(requirement) + 1;
      const seen = `a sequence showed a difference ${why}: ${requirement}: ${message}; ${stepsOf(sequence)} (--explore ${sequences} --seed ${seed})`;
      this.doubted.set(requirement as string, { times, seen });
    }
  }

  private timesDoubted(requirement: string | null): number {
    return this.doubted.get(requirement as string)?.times ?? 0;
  }

  /** Sends the shortest sequence that showed a difference once more; where it does not again, the one before it. */
  private async confirm(shown: readonly Sequence[], next: () => string): Promise<boolean> {
    for (const sequence of [...shown].reverse()) {
      const trial = await this.spending(() => this.tryTwice(sequence, next, true));
      if (trial && this.untold(trial.findings).length > 0) {
        const { exchanges, findings: shown } = trial;
        const findings = this.untold(shown).map((finding) => this.retold(finding, sequence, trial));
        for (const { requirement } of shown) this.told.add(requirement as string);
        this.surroundings.confirm({ sequence, exchanges, shown, findings });
        return true;
      }
      if (!this.affords(sequence)) return false;
    }
    return false;
  }

  /** A finding that says what it takes to see it, and sends all of it again. */
  private retold(finding: Finding, sequence: Sequence, { known, exchanges }: Difference): Finding {
    const { sequences, seed } = this.options;
    const count = sequence.length === 1 ? '1 step' : `${sequence.length} steps`;
    return {
      ...finding,
      message: `${finding.message}; in ${count} from a known state: ${stepsOf(sequence)} (--explore ${sequences} --seed ${seed})`,
      // The read before them tells the judge where they start, and whoever replays them nothing.
      curl: [known, ...exchanges.slice(1)].map(curlLine).join(' && '),
    };
  }

  /** A throttle or a lost answer says nothing of a sequence that is being looked into: it gets another chance. */
  private async tryTwice(
    sequence: Sequence,
    next: () => string,
    patient: boolean,
  ): Promise<Difference | undefined> {
    const first = await this.try(sequence, next(), patient);
    const trial = first.end === 'unjudged' ? await this.try(sequence, next(), patient) : first;
    return trial.end === 'differs' ? trial : undefined;
  }

  /** Sends a sequence from the known state, and judges it. */
  private async try(sequence: Sequence, address: string, patient = false): Promise<Trial> {
    const known = await this.start(`${address}/start`);
    if (!known) return { end: 'unjudged' };
    const { views, attempts } = await this.surroundings.run(
      {
        ...scenario(address),
        steps: [read('0: read'), ...requestsOf(this.operation, sequence, this.options.knownGroups)],
      },
      { patient },
    );
    if (attempts.some(isPassing) || !isAsMeant(sequence, views.slice(1))) return { end: 'unjudged' };
    const exchanges = untilUnknown(views).map(({ exchange }) => exchange);
    const findings = this.surroundings.judge(exchanges).filter(isDifference);
    const [first] = this.untold(findings);
    if (findings.length === 0) return { end: 'kept' };
    const involved = sequence.filter((_, at) => first?.exchanges.includes(exchanges[at + 1]?.id ?? ''));
    return { end: 'differs', known, exchanges, findings, involved };
  }

  /**
   * Brings the policy into the known state. What a provider remembers of the sequence before may spoil that
   * once or twice; where it is never taken, the sequence starts from what there is.
   * @returns the update that did it; undefined where something came in between
   */
  private async start(address: string): Promise<Exchange | undefined> {
    for (let time = 1; ; time += 1) {
      const { views, attempts } = await this.surroundings.run(
        {
          ...scenario(address),
          steps: [update('the known state', this.operation.bodyOf(this.operation.states.A)), read()],
        },
        {},
      );
      if (attempts.some(isPassing)) return undefined;
      const settled = views.at(-1)?.exchange.context?.settled;
      if (settled?.satisfied || time === STARTS) return views[0]?.exchange;
    }
  }

  /** Whether the client's checks take each step for what it is meant to be; asked before anything is sent. */
  private isSendable(sequence: Sequence): boolean {
    const { bench } = this.options;
    return sequence.every((step) => step.kind !== 'refused' || !viewOfBody(step.body, bench).sound);
  }

  /** Findings of rows that are still to be looked into. */
  private untold(findings: readonly Finding[]): readonly Finding[] {
    return findings.filter(
      ({ requirement }) => !this.told.has(requirement as string) && this.timesDoubted(requirement) < DOUBTS,
    );
  }

  /** Whether a sequence may be tried for the sake of shrinking, and enough is left to confirm it. */
  private affords(sequence: Sequence): boolean {
    return this.spent + 2 * (sequence.length + 3) <= SHRINKING;
  }

  private async spending<T>(trial: () => Promise<T>): Promise<T> {
    const before = this.surroundings.sent();
    try {
      return await trial();
    } finally {
      this.spent += this.surroundings.sent() - before;
    }
  }
}

const scenario = (address: string) => ({ address, rows: [], needs: [] });

/** One sequence behind the other, each from the known state. */
const joined = (operation: Operation, sequences: readonly Sequence[]): Sequence =>
  sequences.flatMap((sequence, at) => (at === 0 ? sequence : [knownStep(operation), ...sequence]));

const stepsOf = (sequence: Sequence): string => sequence.map(describeStep).join('; ');

/** A throttle, a server error, a token that is no longer taken, or no answer: nobody knows what it did to the policy. */
const isPassing = ({ response, failure }: Exchange): boolean =>
  failure !== undefined ||
  response === undefined ||
  response.status >= 500 ||
  [401, 403, 429].includes(response.status);

/** Whether each request is what its step was meant to be, judged by the bytes that were sent. */
const isAsMeant = (sequence: Sequence, views: readonly View[]): boolean =>
  sequence.every((step, at) => {
    const view = views[at];
    if (step.kind === 'update') return view?.intent === 'update' && view.sound && view.conforms;
    if (step.kind === 'refused') return view?.intent === 'update' && !view.sound;
    return view?.intent === (step.kind === 'read' ? 'read' : 'reset');
  });

/** What a provider makes of a request that it should have refused, nobody has written down: what follows is not judged. */
function untilUnknown(views: readonly View[]): readonly View[] {
  const taken = views.findIndex((view) => view.intent === 'update' && view.succeeded && !view.sound);
  return taken < 0 ? views : views.slice(0, taken + 1);
}

/** Checks that compare an answer, and not a read, with what the model says of it. */
const OF_ANSWERS = ['response/acceptance', 'errors/range', 'errors/wrong-type', 'errors/missing-type'];

/** How an answer is written, and what only should be refused, is no matter of a history: the scenarios have judged it. */
const isDifference = ({ check, requirement, outcome }: Finding): boolean => {
  if (requirement === null || check === null) return false;
  if (outcome === 'violates') return check.startsWith('state/') || OF_ANSWERS.includes(check);
  return outcome === 'deviates' && check.startsWith('state/');
};

import { curlLine } from '../exchanges/curl';
import { View } from '../checks/view';
import type { Operation } from '../contract/operation';
import type { Exchange } from '../exchanges/exchange';
import { reproduction } from '../judge/reproduction/reproductions';
import type { Finding } from '../results/report';
import type { Exploring, Surroundings } from './exploring';
import { sequencesOf } from './generate';
import { SHRINKING } from './limits';
import { describeStep, knownStep, legible } from './sequence';
import type { Sequence } from './step';
import { shrink } from './shrink';
import { shrinkingOf } from './shrinking';
import { Trials, type Difference } from './trial';

/** The number of sequences by result. */
export interface Explored {
  sent: number;
  /** Sequences that were cut short by a throttle, a server error or a lost answer. */
  unjudged: number;
  /** Sequences that showed a difference. */
  differing: number;
}

/** Number of failed attempts to confirm a row before it is given up. */
const DOUBTS = 3;
/** Number of times in a row that a sequence must show a difference to count. */
const TIMES = 2;
/**
 * Numbers of earlier sequences that are sent along if a sequence alone shows nothing, because the cause may be in the
 * history.
 */
const BEFORE = [0, 1, 3];

/**
 * Sends sequences of updates, refusals, reads and deletes, and looks for differences between reads and the
 * expectations of the state checks. A difference is shrunk and sent once more; it is reported only if it appears
 * again.
 */
export class Explorer {
  /** Rows with a confirmed sequence. */
  private readonly told = new Set<string>();
  /** Rows without a confirmed sequence so far, with the number of attempts and what was seen. */
  private readonly doubted = new Map<string, { times: number; seen: string }>();
  private readonly explored: Explored = { sent: 0, unjudged: 0, differing: 0 };
  private readonly trials: Trials;

  constructor(
    private readonly options: Exploring,
    private readonly surroundings: Surroundings,
  ) {
    this.trials = new Trials(options, surroundings);
  }

  private get operation(): Operation {
    return this.options.bench.operation;
  }

  /** The progress, also after an interruption. */
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
    const trial = await this.trials.try(sequences[at] as Sequence, address);
    this.explored.sent += 1;
    if (trial.end === 'unjudged') this.explored.unjudged += 1;
    if (trial.end !== 'differs') return;
    this.explored.differing += 1;
    if (this.untold(trial.findings).length === 0) return;
    this.surroundings.onSequence(at, `${address}, shrinking`);
    await this.lookInto(sequences.slice(0, at + 1), trial, address);
  }

  /**
   * Shrinks a difference, and reports it if it is confirmed. It first tries the steps that the findings name, then
   * the whole sequence, then the sequence with earlier ones, because the cause may be in the history.
   */
  private async lookInto(
    sequences: readonly Sequence[],
    { findings, exchanges }: Difference,
    address: string,
  ) {
    let trials = 0;
    const next = (): string => `${address}/${(trials += 1)}`;
    const shows = async (candidate: Sequence, patient = false): Promise<boolean> => {
      if (!this.trials.isSendable(candidate)) return false;
      for (let time = 0; time < TIMES; time += 1) {
        if (!this.trials.affords(candidate)) return false;
        const again = await this.trials.look(candidate, next, patient);
        if (!again || this.untold(again.findings).length === 0) return false;
      }
      return true;
    };
    const wholes = BEFORE.filter((before) => before < sequences.length).map((before) =>
      joined(this.operation, sequences.slice(-1 - before)),
    );
    const [first] = this.untold(findings);
    const involved = (sequences.at(-1) as Sequence).filter((_, at) =>
      first?.exchanges.includes(exchanges[at + 1]?.id ?? ''),
    );
    for (const found of [involved, ...wholes].map((sequence) => legible(this.operation, sequence))) {
      if (!(await shows(found, true))) continue;
      const shown = await shrink(
        found,
        shrinkingOf(this.operation, (candidate) => shows(candidate)),
      );
      if (await this.confirm(shown, next)) return;
    }
    this.doubt(this.untold(findings), sequences.at(-1) as Sequence);
  }

  private doubt(findings: readonly Finding[], sequence: Sequence): void {
    const { sequences, seed } = this.options;
    const why = this.trials.affords(sequence)
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

  /**
   * Sends the shortest sequence that showed the difference once more; if it no longer does, tries the next longer
   * one.
   */
  private async confirm(shown: readonly Sequence[], next: () => string): Promise<boolean> {
    for (const sequence of [...shown].reverse()) {
      const trial = await this.trials.look(sequence, next, true);
      if (trial && this.untold(trial.findings).length > 0) {
        const { exchanges, findings: shown } = trial;
        const findings = this.untold(shown).map((finding) => this.retold(finding, sequence, trial));
        for (const { requirement } of shown) this.told.add(requirement as string);
        this.surroundings.confirm({ sequence, exchanges, shown, findings });
        return true;
      }
      if (!this.trials.affords(sequence)) return false;
    }
    return false;
  }

  /** A finding that describes the steps needed to see it, and sends all of them again. */
  private retold(finding: Finding, sequence: Sequence, { known, exchanges }: Difference): Finding {
    const { sequences, seed } = this.options;
    const count = sequence.length === 1 ? '1 step' : `${sequence.length} steps`;
    return {
      ...finding,
      message: `${finding.message}; in ${count} from a known state: ${stepsOf(sequence)} (--explore ${sequences} --seed ${seed})`,
      // The first read tells the judge the starting state; a replay does not need it.
      curl: [known, ...exchanges.slice(1)].map(curlLine).join(' && '),
      ...sentAgain(finding, [known, ...exchanges], this.options),
    };
  }

  /** Findings of rows that still have to be examined. */
  private untold(findings: readonly Finding[]): readonly Finding[] {
    return findings.filter(
      ({ requirement }) => !this.told.has(requirement as string) && this.timesDoubted(requirement) < DOUBTS,
    );
  }
}

/** Joins sequences, each starting from the known state. */
const joined = (operation: Operation, sequences: readonly Sequence[]): Sequence =>
  sequences.flatMap((sequence, at) => (at === 0 ? sequence : [knownStep(operation), ...sequence]));

const stepsOf = (sequence: Sequence): string => sequence.map(describeStep).join('; ');

/** The steps that reproduce a finding, if its exchanges can be expressed as steps. */
function sentAgain(
  { check, requirement, pointer, expected, actual, exchanges: named }: Finding,
  exchanges: readonly Exchange[],
  { bench, target }: Exploring,
): Pick<Finding, 'reproduction'> {
  if (check === null || requirement === null) return {};
  const breach = { holds: false as const, message: '', expected, actual, exchanges: named };
  const views = exchanges.map((exchange) => View.of(exchange, bench));
  const steps = reproduction({ views, breach: { ...breach, ...(pointer !== null && { pointer }) } }, target, {
    address: check,
    requirement,
  });
  return steps ? { reproduction: steps } : {};
}

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
   * Shrinks what was found, and hands it on where it is confirmed. It is looked for first in the steps that
   * the findings name, then in the whole sequence, then together with those before it, in which a history
   * may have begun.
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

  /** Sends the shortest sequence that showed a difference once more; where it does not again, the one before it. */
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

  /** A finding that says what it takes to see it, and sends all of it again. */
  private retold(finding: Finding, sequence: Sequence, { known, exchanges }: Difference): Finding {
    const { sequences, seed } = this.options;
    const count = sequence.length === 1 ? '1 step' : `${sequence.length} steps`;
    return {
      ...finding,
      message: `${finding.message}; in ${count} from a known state: ${stepsOf(sequence)} (--explore ${sequences} --seed ${seed})`,
      // The read before them tells the judge where they start, and whoever replays them nothing.
      curl: [known, ...exchanges.slice(1)].map(curlLine).join(' && '),
      ...sentAgain(finding, [known, ...exchanges], this.options),
    };
  }

  /** Findings of rows that are still to be looked into. */
  private untold(findings: readonly Finding[]): readonly Finding[] {
    return findings.filter(
      ({ requirement }) => !this.told.has(requirement as string) && this.timesDoubted(requirement) < DOUBTS,
    );
  }
}

/** One sequence behind the other, each from the known state. */
const joined = (operation: Operation, sequences: readonly Sequence[]): Sequence =>
  sequences.flatMap((sequence, at) => (at === 0 ? sequence : [knownStep(operation), ...sequence]));

const stepsOf = (sequence: Sequence): string => sequence.map(describeStep).join('; ');

/** What sends a finding again, where the exchanges that show it can be written down as steps. */
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

import { randomInt } from 'node:crypto';
import type { Bench, View } from '../checks/view';
import type { EvidenceSequence } from '../results/evidence';
import type { Exchange } from '../exchanges/exchange';
import type { Explorer } from './explore';
import type { Confirmed, Manner } from './exploring';
import { requestsAtMost as atMost } from './limits';
import { retold } from '../judge/retold';
import type { Finding } from '../results/report';
import type { Capability } from '../contract/register/capabilities';
import type { Scenario } from '../scenarios/scenario';
import { INVENTED_GROUPS } from '../scenarios/invented-groups';
import { UsageError } from '../usage-error';

/** Sequences that are sent after the scenarios of a run. */
export interface ExploreRun {
  sequences: number;
  /** The same seed gives the same sequences; absent: a new seed. */
  seed?: number;
  /** Whether to skip the exploration if the run has already found a broken row; the default is no. */
  unlessBroken?: boolean;
}

/** What an exploration needs from its run. */
export interface ExploreContext {
  run(scenario: Scenario, manner: Manner): Promise<readonly View[]>;
  /** Judges exchanges on their own. */
  judge(exchanges: readonly Exchange[]): readonly Finding[];
  /** Adds a confirmed sequence and its exchanges to the run. */
  admit(sequence: EvidenceSequence, exchanges: readonly Exchange[]): void;
  note(message: string, expected: string, actual: string): void;
  bench: Bench;
  /** The API root that requests are sent to. */
  target: string;
  groups: readonly string[] | undefined;
  lacks: readonly Capability[];
  /** Is called before each sequence with its number and the current action. */
  onSequence(at: number, what: string): void;
}

/** Maximum number of requests of an exploration, without further reads of a poll and retries. */
export const requestsAtMost = ({ sequences }: ExploreRun): number => atMost(sequences);

/** fast-check takes whole numbers of 31 bits as seeds. */
const SEEDS = 2 ** 31;

/** @throws UsageError if the effects of a sequence cannot be observed */
export function admitExploration(run: ExploreRun | undefined, lacks: readonly Capability[]): void {
  if (run && lacks.includes('read'))
    throw new UsageError(
      '--explore needs reads to see what its updates do, and --lacks says that there are none: remove one of the two options',
    );
}

/** The exploration of a run. The run's judge sees only the exchanges of confirmed sequences. */
export class Exploration {
  readonly seed: number;
  private readonly confirmed: EvidenceSequence[] = [];
  /** The exchanges of the current scenario. */
  private taken: Exchange[] | undefined;
  private sent = 0;
  private admitted = 0;

  constructor(private readonly options: ExploreRun) {
    this.seed = options.seed ?? randomInt(SEEDS);
  }

  /** Takes an exchange of the exploration; returns false for one of another part of the run. */
  take(exchange: Exchange): boolean {
    if (!this.taken) return false;
    this.sent += 1;
    this.taken.push(exchange);
    return true;
  }

  /** The number of exchanges that the run did not judge. */
  get passedOver(): number {
    return this.sent - this.admitted;
  }

  /** Sends the sequences. At the end, also after an interruption, it notes how to send them again. */
  async explore(context: ExploreContext): Promise<void> {
    // fast-check is slow to load, and not every run explores.
    const { Explorer } = await import('./explore.js');
    const { sequences } = this.options;
    const { groups, lacks, bench, target, onSequence } = context;
    const explorer = new Explorer(
      {
        ...{ sequences, seed: this.seed, bench, target },
        groups: groups ?? INVENTED_GROUPS,
        knownGroups: groups !== undefined,
        // If the policy may be gone, this sequence and all later ones end.
        canDelete: !lacks.includes('delete') && bench.operation.reset?.effect === 'reverts',
      },
      {
        run: (scenario, manner) => this.sendAside(scenario, manner, context),
        judge: context.judge,
        sent: () => this.sent,
        onSequence,
        confirm: (confirmed) => this.keep(confirmed, context),
        note: (message) => context.note(message, 'the same each time', 'not the same each time'),
      },
    );
    try {
      await explorer.explore();
    } finally {
      this.summarize(explorer, context);
    }
  }

  /** The findings of the run; those of confirmed sequences describe the sequence. */
  retold(findings: readonly Finding[]): Finding[] {
    return retold(findings, this.confirmed);
  }

  private async sendAside(scenario: Scenario, manner: Manner, context: ExploreContext) {
    const attempts: Exchange[] = (this.taken = []);
    try {
      return { views: await context.run(scenario, manner), attempts };
    } finally {
      this.taken = undefined;
    }
  }

  private keep({ exchanges, shown, findings }: Confirmed, { admit }: ExploreContext): void {
    const sequence: EvidenceSequence = {
      kind: 'sequence',
      exchanges: exchanges.map(({ id }) => id),
      shown: shown.map(({ check, requirement, pointer }) => ({ check, requirement, pointer })),
      findings,
    };
    this.confirmed.push(sequence);
    this.admitted += exchanges.length;
    admit(sequence, exchanges);
  }

  private summarize(explorer: Explorer, { note }: ExploreContext): void {
    const { sent, unjudged, differing } = explorer.soFar;
    const { sequences } = this.options;
    const cut = unjudged === 0 ? '' : `, ${unjudged} of them cut short by a throttle, an error or no answer`;
    note(
      `explored ${sent} of ${sequences} sequences in ${this.sent} further requests${cut}; again with --explore ${sequences} --seed ${this.seed}`,
      'no sequence that shows a difference',
      differing === 0 ? 'none' : `${differing}, ${this.confirmed.length} shortest ones confirmed`,
    );
  }
}

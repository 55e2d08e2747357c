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

/** Sequences that are sent behind the scenarios of a run. */
export interface ExploreRun {
  sequences: number;
  /** The same seed makes the same sequences; absent: a new one. */
  seed?: number;
  /** Whether none are sent where the run shows already that a row is broken; by default they are. */
  unlessBroken?: boolean;
}

/** What the run lends to its exploration. */
export interface ExploreContext {
  run(scenario: Scenario, manner: Manner): Promise<readonly View[]>;
  /** Findings of exchanges by themselves. */
  judge(exchanges: readonly Exchange[]): readonly Finding[];
  /** Takes a sequence that was confirmed, and its exchanges, into the run. */
  admit(sequence: EvidenceSequence, exchanges: readonly Exchange[]): void;
  note(message: string, expected: string, actual: string): void;
  bench: Bench;
  /** The API root that requests are sent to. */
  target: string;
  groups: readonly string[] | undefined;
  lacks: readonly Capability[];
  /** Is called before each sequence with its place and what is done with it. */
  onSequence(at: number, what: string): void;
}

/** Requests of an exploration at most, further reads of a poll and repeats aside. */
export const requestsAtMost = ({ sequences }: ExploreRun): number => atMost(sequences);

/** Seeds are what fast-check takes: whole numbers of 31 bits. */
const SEEDS = 2 ** 31;

/** @throws UsageError where nothing that a sequence does can be seen */
export function admitExploration(run: ExploreRun | undefined, lacks: readonly Capability[]): void {
  if (run && lacks.includes('read'))
    throw new UsageError(
      '--explore needs reads to see what its updates do, and --lacks says that there are none: remove one of the two options',
    );
}

/** The exploration of a run: its exchanges go past the judge of the run, but for what is confirmed. */
export class Exploration {
  readonly seed: number;
  private readonly confirmed: EvidenceSequence[] = [];
  /** The exchanges of the scenario that is being sent. */
  private taken: Exchange[] | undefined;
  private sent = 0;
  private admitted = 0;

  constructor(private readonly options: ExploreRun) {
    this.seed = options.seed ?? randomInt(SEEDS);
  }

  /** Takes an exchange of the exploration; false for one of another part of the run. */
  take(exchange: Exchange): boolean {
    if (!this.taken) return false;
    this.sent += 1;
    this.taken.push(exchange);
    return true;
  }

  /** Exchanges that reached no judgement of the run. */
  get passedOver(): number {
    return this.sent - this.admitted;
  }

  /** Sends the sequences; says at the end, and also where it is broken off, how to send them again. */
  async explore(context: ExploreContext): Promise<void> {
    // fast-check is heavy, and not each run explores.
    const { Explorer } = await import('./explore.js');
    const { sequences } = this.options;
    const { groups, lacks, bench, target, onSequence } = context;
    const explorer = new Explorer(
      {
        ...{ sequences, seed: this.seed, bench, target },
        groups: groups ?? INVENTED_GROUPS,
        knownGroups: groups !== undefined,
        // A policy that may be gone ends the sequence, and all others.
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

  /** The findings of the run, those of confirmed sequences told as what they are. */
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
      `explored ${sent} of ${sequences} sequences in ${this.sent} requests${cut}; again with --explore ${sequences} --seed ${this.seed}`,
      'no sequence that shows a difference',
      differing === 0 ? 'none' : `${differing}, ${this.confirmed.length} shortest ones confirmed`,
    );
  }
}

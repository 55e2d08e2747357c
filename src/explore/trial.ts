import type { View } from '../checks/view';
import type { Operation } from '../contract/operation';
import type { Exchange } from '../exchanges/exchange';
import type { Finding } from '../results/report';
import { read, update } from '../scenarios/scenario';
import type { Exploring, Surroundings } from './exploring';
import { SHRINKING, STARTS } from './limits';
import { requestsOf } from './sequence';
import { viewOfBody } from './sound';
import type { Sequence } from './step';

/** What became of a sequence once it was sent. */
export type Trial = { end: 'kept' | 'unjudged' } | Difference;

/** A sequence that showed something else than is promised. */
export interface Difference {
  end: 'differs';
  /** The update that brought the policy into the known state. */
  known: Exchange;
  exchanges: readonly Exchange[];
  findings: readonly Finding[];
}

/** Sends sequences, each from the known state, and counts what it takes to look into one. */
export class Trials {
  /** Requests that were sent to shrink and confirm. */
  private spent = 0;

  constructor(
    private readonly options: Exploring,
    private readonly surroundings: Surroundings,
  ) {}

  private get operation(): Operation {
    return this.options.bench.operation;
  }

  /**
   * Sends a sequence that is being looked into. A throttle or a lost answer says nothing of it: it gets another chance.
   * @returns the difference that it shows, if it shows one
   */
  async look(sequence: Sequence, next: () => string, patient: boolean): Promise<Difference | undefined> {
    const before = this.surroundings.sent();
    try {
      const first = await this.try(sequence, next(), patient);
      const trial = first.end === 'unjudged' ? await this.try(sequence, next(), patient) : first;
      return trial.end === 'differs' ? trial : undefined;
    } finally {
      this.spent += this.surroundings.sent() - before;
    }
  }

  /** Sends a sequence from the known state, and judges it. */
  async try(sequence: Sequence, address: string, patient = false): Promise<Trial> {
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
    if (findings.length === 0) return { end: 'kept' };
    return { end: 'differs', known, exchanges, findings };
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
  isSendable(sequence: Sequence): boolean {
    const { bench } = this.options;
    return sequence.every((step) => step.kind !== 'refused' || !viewOfBody(step.body, bench).sound);
  }

  /** Whether a sequence may be tried for the sake of shrinking, and enough is left to confirm it. */
  affords(sequence: Sequence): boolean {
    return this.spent + 2 * (sequence.length + 3) <= SHRINKING;
  }
}

const scenario = (address: string) => ({ address, rows: [], needs: [] });

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

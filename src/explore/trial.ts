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

/** The result of a sequence after it was sent. */
export type Trial = { end: 'kept' | 'unjudged' } | Difference;

/** A sequence with a difference from the expected state. */
export interface Difference {
  end: 'differs';
  /** The update that brought the policy into the known state. */
  known: Exchange;
  exchanges: readonly Exchange[];
  findings: readonly Finding[];
}

/** Sends sequences, each from the known state, and counts the requests for shrinking. */
export class Trials {
  /** Requests that were sent for shrinking and confirming. */
  private spent = 0;

  constructor(
    private readonly options: Exploring,
    private readonly surroundings: Surroundings,
  ) {}

  private get operation(): Operation {
    return this.options.bench.operation;
  }

  /**
   * Sends a sequence that is being shrunk or confirmed. After a throttle or a lost answer, it is sent again.
   * @returns the difference that it shows, if any
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
   * Brings the policy into the known state. Effects of the previous sequence may prevent that once or twice; if the
   * state is never reached, the sequence starts from the current one.
   * @returns the update that did it; undefined after a passing failure
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

  /** Whether the client's checks agree with the purpose of each step; checked before anything is sent. */
  isSendable(sequence: Sequence): boolean {
    const { bench } = this.options;
    return sequence.every((step) => step.kind !== 'refused' || !viewOfBody(step.body, bench).sound);
  }

  /** Whether a sequence may be sent for shrinking, with enough requests left to confirm it. */
  affords(sequence: Sequence): boolean {
    return this.spent + 2 * (sequence.length + 3) <= SHRINKING;
  }
}

const scenario = (address: string) => ({ address, rows: [], needs: [] });

/** A throttle, a server error, a rejected token, or no answer: the effect on the policy is unknown. */
const isPassing = ({ response, failure }: Exchange): boolean =>
  failure !== undefined ||
  response === undefined ||
  response.status >= 500 ||
  [401, 403, 429].includes(response.status);

/** Whether each request matches the purpose of its step, judged by the bytes that were sent. */
const isAsMeant = (sequence: Sequence, views: readonly View[]): boolean =>
  sequence.every((step, at) => {
    const view = views[at];
    if (step.kind === 'update') return view?.intent === 'update' && view.sound && view.conforms;
    if (step.kind === 'refused') return view?.intent === 'update' && !view.sound;
    return view?.intent === (step.kind === 'read' ? 'read' : 'reset');
  });

/**
 * Cuts the views after an invalid update that was accepted: its effect is not documented, so later steps are not
 * judged.
 */
function untilUnknown(views: readonly View[]): readonly View[] {
  const taken = views.findIndex((view) => view.intent === 'update' && view.succeeded && !view.sound);
  return taken < 0 ? views : views.slice(0, taken + 1);
}

/** Checks that compare an answer, and not a read, with the model. */
const OF_ANSWERS = ['response/acceptance', 'errors/range', 'errors/wrong-type', 'errors/missing-type'];

/**
 * The form of an answer, and refusals that are only recommended, do not depend on the history; the scenarios judge
 * them.
 */
const isDifference = ({ check, requirement, outcome }: Finding): boolean => {
  if (requirement === null || check === null) return false;
  if (outcome === 'violates') return check.startsWith('state/') || OF_ANSWERS.includes(check);
  return outcome === 'deviates' && check.startsWith('state/');
};

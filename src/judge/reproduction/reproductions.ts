import type { Check } from '../../checks/check';
import type { Breaks } from '../../checks/judgement';
import type { View } from '../../checks/view';
import type { Finding } from '../../results/report';
import type { Reproduction } from '../../results/reproduction';
import { stepThatShows, testOf } from './expectation';
import { Sent } from './sent';
import { sequenceOf, type Sequence } from './sequence';
import { stepAt, stepsOf } from './steps';

/** How much of reproductions there is in all, in characters of their bodies. */
const MOST = 2 * 1024 * 1024;

/** Makes the reproductions of what a planned run found, once it has ended: until then what was sent is gathered. */
export class Reproductions {
  private readonly sent = new Sent();
  private readonly broken = new Map<Finding, { check: Check; breach: Breaks }>();

  /** @param root the API root that the run sends to */
  constructor(private readonly root: string) {}

  /** Is told of each exchange of the plan, in order. */
  saw(view: View): void {
    this.sent.add(view);
  }

  /** Is told of what shows a finding; the first time counts. */
  broke(finding: Finding, check: Check, breach: Breaks): void {
    if (!this.broken.has(finding)) this.broken.set(finding, { check, breach });
  }

  /** Adds to findings against the provider what sends them again. */
  addTo(findings: readonly Finding[]): void {
    let room = MOST;
    for (const finding of findings) {
      const found = this.broken.get(finding);
      if (!found || finding.blame !== 'provider' || !COUNTING.has(finding.outcome) || room <= 0) continue;
      const reproduction = this.reproductionOf(found.check, found.breach);
      if (!reproduction) continue;
      finding.reproduction = reproduction;
      room -= reproduction.steps.reduce((sum, { body }) => sum + (body?.data.length ?? 0) + 200, 0);
    }
  }

  private reproductionOf(check: Check, breach: Breaks): Reproduction | undefined {
    try {
      const sequence = sequenceOf(this.sent, check, breach);
      return reproduction(sequence, this.root, check);
    } catch {
      // A finding without one is still a finding; what failed at an exchange has been told of.
      return undefined;
    }
  }
}

const COUNTING = new Set(['violates', 'deviates']);

/** @returns undefined where the exchanges cannot be written down as steps */
export function reproduction(
  { views, breach, held }: Sequence,
  root: string,
  { address, requirement }: { address: string; requirement: string },
): Reproduction | undefined {
  const steps = views.length > 0 ? stepsOf(views, root) : undefined;
  if (!steps) return undefined;
  if (held && steps[0]) steps[0].watch = 'hold';
  const { pointer = null, expected, actual, exchanges } = breach;
  const onlyWhile = passingOf(breach, views);
  const test = onlyWhile === undefined ? testOf(breach, views) : null;
  const places = exchanges.map((id) => stepAt(views, id)).filter((at) => at >= 0);
  const step = stepThatShows(test, places);
  return {
    steps,
    expect: {
      ...{ check: address, requirement, pointer, step, expected, actual, test },
      ...(onlyWhile !== undefined && { onlyWhile }),
    },
  };
}

/** What is found of a throttle, or of an answer in the provider's place, shows only while such answers come. */
function passingOf({ exchanges }: Breaks, views: readonly View[]): string | undefined {
  const shown = views.find(({ exchange }) => exchange.id === exchanges.at(-1));
  return shown?.inPassing ? `the provider answers ${shown.status}` : undefined;
}

import type { ScenarioCheck } from '../checks/check';
import { breachesIn, judgementsIn, settle } from '../checks/judgement';
import { sees } from '../checks/kind';
import { intervals, type Interval } from '../checks/state/history';
import type { View } from '../checks/view';
import type { Context } from '../exchanges/exchange';
import type { Asked } from './asked';
import { reasonOf, type Outcomes } from './outcomes';
import { differencesOf, weighed, type Difference, type Judgements } from './passes';

/** The scenarios of a planned run, each judged as a whole once the run has ended. */
export class Scenarios {
  /** By their address, and by how often they had been sent before. */
  private readonly open = new Map<string, View[][]>();
  private readonly trusted = new Set<string>();

  constructor(private readonly checks: readonly Asked<ScenarioCheck>[]) {}

  /** Takes what a scenario sent, in the order in which it was. */
  add({ scenario, again = 0 }: Pick<Context, 'scenario' | 'again'>, views: readonly View[]): void {
    let passes = this.open.get(scenario);
    if (!passes) this.open.set(scenario, (passes = []));
    (passes[again] ??= []).push(...views);
  }

  /** Is told of a scenario that was seen to show the same each time that it is sent. */
  trust(scenario: string): void {
    this.trusted.add(scenario);
  }

  /**
   * What the reads of a scenario show otherwise than is promised.
   * @returns by a name that is the same each time that the scenario is sent
   */
  differencesIn(views: readonly View[]): ReadonlyMap<string, Difference> {
    return differencesOf(this.judge('', 0, views, toldLater));
  }

  /** What lies between the settled reads of those that are open. */
  intervals(): Interval[] {
    return [...this.open.values()].flatMap((passes) => passes.flatMap((views) => intervals(views)));
  }

  /** Judges what is open. */
  end(outcomes: Outcomes, brokenOff: string | undefined): void {
    const all = this.weigh(brokenOff, (views) => (asked, error) => {
      outcomes.unjudged(views, reasonOf(error), asked);
    });
    for (const { asked, judgements, views } of all) outcomes.take(asked, judgements, views);
    this.open.clear();
  }

  /** Whether what is open fails the gate. */
  isRed(outcomes: Outcomes, brokenOff: string | undefined): boolean {
    return this.weigh(brokenOff, () => toldLater).some(({ asked, judgements }) =>
      breachesIn(judgements).some((breach) => outcomes.fails(asked, breach)),
    );
  }

  private weigh(brokenOff: string | undefined, failed: (views: readonly View[]) => Failed): Judgements[] {
    const all = [...this.open].flatMap(([scenario, passes]) =>
      passes.flatMap((views, pass) => this.judge(scenario, pass, views, failed(views))),
    );
    return weighed(all, { brokenOff, trusted: this.trusted });
  }

  /** @param failed is told of a check that fails */
  private judge(scenario: string, pass: number, views: readonly View[], failed: Failed): Judgements[] {
    const judged: Judgements[] = [];
    for (const asked of this.checks) {
      if (!views.every(({ kind }) => sees(asked.check, kind))) continue;
      try {
        const judgements = judgementsIn(settle(asked.check.judge(views)));
        judged.push({ scenario, pass, asked, views, judgements });
      } catch (error) {
        failed(asked, error);
      }
    }
    return judged;
  }
}

type Failed = (asked: Asked<ScenarioCheck>, error: unknown) => void;
/** The check fails again at the end of the run, and is reported then. */
const toldLater: Failed = () => undefined;

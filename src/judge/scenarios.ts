import type { ScenarioCheck } from '../checks/check';
import { sees } from '../checks/kind';
import type { View } from '../checks/view';
import type { Asked } from './asked';
import type { Outcomes } from './outcomes';

/** The scenarios of a planned run, each judged as a whole once the run has ended. */
export class Scenarios {
  private readonly open = new Map<string, View[]>();

  constructor(private readonly checks: readonly Asked<ScenarioCheck>[]) {}

  /** Takes what a scenario sent, in the order in which it was. */
  add(address: string, views: readonly View[]): void {
    const known = this.open.get(address);
    if (known) known.push(...views);
    else this.open.set(address, [...views]);
  }

  /** Judges what is open. */
  end(outcomes: Outcomes): void {
    for (const views of this.open.values()) {
      for (const asked of this.checks) {
        if (views.every(({ kind }) => sees(asked.check, kind)))
          outcomes.ask(asked, () => asked.check.judge(views), views);
      }
    }
    this.open.clear();
  }
}

import type { View } from '../checks/view';
import type { Members } from '../exchanges/body';
import type { Judge } from '../judge/judge';
import type { Difference } from '../judge/passes';
import type { ScenarioRunner } from '../runner/scenario-runner';
import type { Scenario } from '../scenarios/scenario';

/** In how many scenarios a difference is looked at again that does not show again, and how often in each of them. */
const SCENARIOS = 2;
const TIMES = 2;

/** A scenario whose reads showed differences, and the policy that it met. */
interface Seen {
  scenario: Scenario;
  found: ReadonlyMap<string, Difference>;
  met: Members | undefined;
}

/** What the reads of scenarios showed otherwise than is promised, until they were sent once more. */
export class Differences {
  private readonly seen: Seen[] = [];
  private readonly confirmed = new Set<string>();
  private readonly tried = new Map<string, number>();

  constructor(
    private readonly runner: ScenarioRunner,
    private readonly judge: Judge,
  ) {}

  /** Takes what came of a scenario. */
  take(scenario: Scenario, views: readonly View[]): void {
    const found = this.judge.differencesIn(views);
    if (found.size === 0) return;
    const met = views.find(({ policy, exchange }) => policy && exchange.context?.settled)?.policy;
    this.seen.push({ scenario, found, met });
  }

  /**
   * Sends scenarios once more that showed a difference, from their known state, until each difference was looked at
   * again: what shows again is told, and what another read alone told is else no more than named.
   * @param onScenario is called before each with its address
   */
  async lookAgain(onScenario: (address: string) => void): Promise<void> {
    // What was waited for in vain the first time is waited for once more.
    let patient = true;
    for (const { scenario, found, met } of this.seen) {
      let open = new Map([...found].filter(([difference]) => this.isOpen(difference)));
      for (let again = 1; again <= TIMES && open.size > 0; again += 1) {
        onScenario(scenario.address);
        for (const difference of open.keys())
          this.tried.set(difference, (this.tried.get(difference) ?? 0) + 1);
        const careful = [...open.values()].some(({ needsRepeat }) => needsRepeat);
        const views = await this.runner.run(scenario, { again, careful, patient, met });
        patient = false;
        const shown = this.judge.differencesIn(views);
        for (const difference of open.keys()) if (shown.has(difference)) this.confirmed.add(difference);
        // What only shows now has to show again in its turn.
        open = new Map([...shown].filter(([difference]) => this.isOpen(difference) && !open.has(difference)));
      }
    }
  }

  private isOpen(difference: string): boolean {
    return !this.confirmed.has(difference) && (this.tried.get(difference) ?? 0) < SCENARIOS;
  }
}

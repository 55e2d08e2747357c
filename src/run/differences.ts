import type { View } from '../checks/view';
import { asCame } from '../exchanges/as-came';
import { isMembers, jsonOf, type Members } from '../exchanges/body';
import type { Exchange } from '../exchanges/exchange';
import type { Judge } from '../judge/judge';
import type { Difference } from '../judge/passes';
import type { ScenarioRunner } from '../runner/scenario-runner';
import type { Scenario } from '../scenarios/scenario';

/** How many scenarios are sent again for a difference that does not repeat, and how often each. */
const SCENARIOS = 2;
const TIMES = 2;

/** A scenario whose reads showed differences, and the policy that it met. */
interface Seen {
  scenario: Scenario;
  /** The names of the differences that count only if they repeat. */
  found: readonly string[];
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
    const found = doubtful(this.judge.differencesIn(views));
    if (found.length === 0) return;
    const read = views.find(({ policy, exchange }) => policy && exchange.context?.settled)?.exchange;
    this.seen.push({ scenario, found, met: read && policyAsItCame(read) });
  }

  /**
   * Sends scenarios once more, from their known state, that showed a difference which another read alone tells, until
   * each was looked at again: what shows again is told, and what does not is no more than named.
   * @param onScenario is called before each with its address
   */
  async lookAgain(onScenario: (address: string) => void): Promise<void> {
    // The repeat waits again for reads that lagged the first time.
    let patient = true;
    for (const { scenario, found, met } of this.seen) {
      let open = found.filter((difference) => this.isOpen(difference));
      for (let again = 1; again <= TIMES && open.length > 0; again += 1) {
        onScenario(scenario.address);
        for (const difference of open) this.tried.set(difference, (this.tried.get(difference) ?? 0) + 1);
        const views = await this.runner.run(scenario, { again, careful: true, patient, met });
        patient = false;
        const shown = this.judge.differencesIn(views);
        for (const difference of open) if (shown.has(difference)) this.confirmed.add(difference);
        // A difference that first shows in the repeat must itself repeat.
        open = doubtful(shown).filter((each) => this.isOpen(each) && !open.includes(each));
      }
    }
  }

  private isOpen(difference: string): boolean {
    return !this.confirmed.has(difference) && (this.tried.get(difference) ?? 0) < SCENARIOS;
  }
}

/** A difference that contradicts the writes counts at once, without a repeat. */
const doubtful = (found: ReadonlyMap<string, Difference>): string[] =>
  [...found].flatMap(([name, { needsRepeat }]) => (needsRepeat ? [name] : []));

/** The policy that a read showed, with what its record hides: it is sent again. */
function policyAsItCame(read: Exchange): Members | undefined {
  const { response } = asCame(read);
  const json = response && jsonOf(response);
  return json?.ok && isMembers(json.value) ? json.value : undefined;
}

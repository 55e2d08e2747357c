import type { ScenarioCheck } from '../checks/check';
import { breachesIn, type Breaks, type Judgement } from '../checks/judgement';
import type { View } from '../checks/view';
import type { Asked } from './asked';

/** What a check says of a scenario, each time that it was sent. */
export interface Judgements {
  /** The address of the scenario, and how often it had been sent before. */
  scenario: string;
  pass: number;
  asked: Asked<ScenarioCheck>;
  views: readonly View[];
  judgements: readonly Judgement[];
}

/** A difference between what the reads of a scenario show and what is promised. */
export interface Difference {
  /** Whether it counts only where it shows again when the scenario is sent once more. */
  needsRepeat: boolean;
}

/** The facts of a run that decide on differences that were seen once. */
export interface Circumstances {
  /** Why it ended before its plan was through; undefined where it did not. */
  brokenOff: string | undefined;
  /** Scenarios that were seen to show the same each time that they are sent. */
  trusted: ReadonlySet<string>;
}

/** Breaches of one check and place are the same difference, whatever the values. */
const nameOf = ({ check }: Asked<ScenarioCheck>, { pointer = '' }: Breaks): string =>
  `${check.address} ${pointer}`;

/** The breaches, without notes. */
const countingIn = (judgements: readonly Judgement[]): Breaks[] =>
  breachesIn(judgements).filter(({ weight }) => weight !== 'INFO');

/** The differences that one pass of a scenario shows, by their names; notes are none. */
export function differencesOf(pass: readonly Judgements[]): Map<string, Difference> {
  const found = new Map<string, Difference>();
  for (const { asked, judgements } of pass) {
    for (const breach of countingIn(judgements)) {
      const name = nameOf(asked, breach);
      const needsRepeat = breach.needsRepeat === true && found.get(name)?.needsRepeat !== false;
      found.set(name, { needsRepeat });
    }
  }
  return found;
}

/**
 * Weighs what counts only where it shows again: a difference that did not show when its scenario was sent once more,
 * or that nobody could look at again, is named and breaks nothing.
 */
export function weighed(all: readonly Judgements[], { brokenOff, trusted }: Circumstances): Judgements[] {
  const { lookedAt, shownAgain } = repeatsIn(all);
  const weigh = (breach: Breaks, name: string, scenario: string): Breaks => {
    if (!breach.needsRepeat || shownAgain.has(name) || trusted.has(scenario)) return breach;
    if (!lookedAt.has(name) && brokenOff === undefined) return breach;
    const why = lookedAt.has(name)
      ? 'and not when the scenario was sent once more'
      : 'and the run ended before it was looked at again';
    return { ...breach, weight: 'INFO', message: `seen once, ${why}: ${breach.message}` };
  };
  return all.map((each) => ({
    ...each,
    judgements: each.judgements.map((judgement) =>
      judgement.holds ? judgement : weigh(judgement, nameOf(each.asked, judgement), each.scenario),
    ),
  }));
}

/** The differences of scenarios that were sent more than once, and those of them that more than one pass shows. */
function repeatsIn(all: readonly Judgements[]): { lookedAt: Set<string>; shownAgain: Set<string> } {
  const sentAgain = new Set(all.filter(({ pass }) => pass > 0).map(({ scenario }) => scenario));
  const [lookedAt, shownAgain] = [new Set<string>(), new Set<string>()];
  const passOf = new Map<string, number>();
  for (const { scenario, pass, asked, judgements } of all) {
    if (!sentAgain.has(scenario)) continue;
    for (const breach of countingIn(judgements)) {
      const name = nameOf(asked, breach);
      const known = passOf.get(`${scenario} ${name}`);
      if (known !== undefined && known !== pass) shownAgain.add(name);
      passOf.set(`${scenario} ${name}`, pass);
      lookedAt.add(name);
    }
  }
  return { lookedAt, shownAgain };
}

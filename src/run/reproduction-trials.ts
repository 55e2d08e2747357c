import type { Requirement } from '../contract/register/row';
import type { Finding } from '../results/report';
import type { Scenario } from '../scenarios/scenario';
import type { Target } from '../wire/target';
import { isHeld, scenarioOf } from './reproduction-plan';
import { Unsendable } from './unsendable';

/** A sequence that is to be sent, and the findings that it shows. */
export interface Trial {
  scenario: Scenario;
  findings: Finding[];
  isHeld: boolean;
}

/** The sequences of findings, each once. */
export function trialsOf(
  findings: readonly Finding[],
  how: { target: Target; readOnlyToken: boolean; isLive: boolean; rows: readonly Requirement[] },
  untried: (finding: Finding, why: string) => void,
): Trial[] {
  const trials = new Map<string, Trial>();
  for (const finding of findings) {
    const { reproduction } = finding;
    if (!reproduction) {
      untried(finding, 'the report has no requests that show it');
      continue;
    }
    const { check, requirement } = reproduction.expect;
    if (!how.rows.find(({ id }) => id === requirement)?.checks.includes(check)) {
      untried(finding, `no check ${check} judges ${requirement}`);
      continue;
    }
    const key = JSON.stringify(reproduction.steps);
    const known = trials.get(key);
    if (known) known.findings.push(finding);
    else
      try {
        const scenario = scenarioOf(reproduction, `reproduce/${trials.size + 1}`, how);
        trials.set(key, { scenario, findings: [finding], isHeld: isHeld(reproduction) });
      } catch (error) {
        if (!(error instanceof Unsendable)) throw error;
        untried(finding, error.message);
      }
  }
  return [...trials.values()];
}

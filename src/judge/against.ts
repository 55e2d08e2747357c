import type { Check, ExchangeCheck } from '../checks/check';
import { providerChecks, requestChecks } from '../checks';
import { breachesIn, settle, type Settled } from '../checks/judgement';
import { reaches } from '../checks/kind';
import type { View } from '../checks/view';
import type { Register } from '../contract/register/register';
import type { Actor } from '../contract/register/row';
import { CheckFailed, guarded } from './guarded';

/** A MUST that an exchange breaks. */
export interface BrokenMust {
  requirement: string;
  message: string;
}

/** The judgements of a check. A failure of a user's own check is reported where the exchange is judged. */
function saidBy(check: ExchangeCheck, view: View): Settled {
  try {
    return settle(check.judge(view));
  } catch (error) {
    if (error instanceof CheckFailed) return undefined;
    throw error;
  }
}

/**
 * The MUSTs that an exchange breaks by itself, by who answers for them, whatever rows a run selected.
 * @param checks beside the suite's own, for rows of an overlay
 */
export function brokenMusts(
  view: View,
  register: Register,
  checks: readonly Check[],
): Record<Actor, BrokenMust[]> {
  const isMust = ({ requirement }: Check, actor: Actor): boolean => {
    const row = register.byId.get(requirement);
    return row?.level === 'MUST' && row.actor === actor;
  };
  const broken = (actor: Actor, asked: readonly Check[]): BrokenMust[] =>
    asked.flatMap((check) =>
      check.scope === 'exchange' && isMust(check, actor) && reaches(check, view.kind)
        ? breachesIn(saidBy(check, view))
            .filter(({ weight }) => weight === undefined)
            .map(({ message }) => ({ requirement: check.requirement, message }))
        : [],
    );
  return {
    provider: broken('provider', [
      ...providerChecks(register.operation),
      ...checks.map((check) => guarded(check)),
    ]),
    client: broken('client', requestChecks(register.operation)),
  };
}

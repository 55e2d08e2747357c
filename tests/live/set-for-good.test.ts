/** What a live run must not set, since nothing takes it away again. */
import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import type { Effect } from '../../src/live/effects';
import { setForGood } from '../../src/live/policy';
import { liveBaseline, withoutSetting } from '../../src/live/restrict';
import type { LiveSession } from '../../src/live/session';
import { fido2 as model } from '../../src/provider/policies/fido2';
import { approachOf } from '../../src/run/approach';
import type { LiveRun } from '../../src/run/verify-options';
import { makePlan } from '../../src/scenarios/plan';
import { requestsIn, type Send } from '../../src/scenarios/scenario';
import type { Sender } from '../../src/wire/sender';
import { Target } from '../../src/wire/target';

const fido2 = operationNamed('fido2');
const PROFILES = 'passkeyProfiles';
const unmigrated = Object.fromEntries(
  Object.entries(model.defaults()).filter(([name]) => !name.includes('asskeyProfile')),
);

test('a tenant without profiles of passkeys is given none, and one that has them is', () => {
  expect(setForGood(fido2, { ...model.defaults() })).toEqual([]);
  expect(setForGood(fido2, unmigrated)).toEqual(['defaultPasskeyProfile', PROFILES]);
});

test('a known state is sent without them', () => {
  const textOf = ({ payload }: Send): string => JSON.stringify(payload);
  const state = (left: readonly string[]): string => textOf(liveBaseline(fido2, new Set(), left)('A'));
  expect(state([])).toContain(`"${PROFILES}"`);
  expect(state([PROFILES])).not.toContain(`"${PROFILES}"`);
  expect(state([PROFILES])).toContain('"keyRestrictions"');
});

describe('a plan without them', () => {
  const plan = makePlan({ register: registerOf(fido2), lacks: [], readOnlyToken: true, contexts: 2 });
  const left = withoutSetting(plan, [PROFILES]);
  /** What the requests of a plan carry, with escapes as they are read. */
  const payloads = ({ scenarios }: typeof plan): string[] =>
    scenarios
      .flatMap(({ steps }) => steps.flatMap(requestsIn))
      .flatMap((step) => (step.kind === 'send' && step.payload ? [JSON.stringify(step.payload)] : []))
      .map((text) =>
        text.replace(/\\+u([0-9a-f]{4})/gi, (_all, digits: string) =>
          String.fromCharCode(parseInt(digits, 16)),
        ),
      );
  const setting = (of: typeof plan): string[] =>
    payloads(of).filter((text) => /"passkeyProfiles\\*"/i.test(text));

  test('has no request that sets one, in a batch, in another letter case or with escapes either', () => {
    expect(setting(plan).some((text) => text.includes('requests'))).toBe(true);
    expect(setting(left)).toEqual([]);
  });

  test('keeps the requests about other members, and the targets that name a profile', () => {
    expect(payloads(left)).toHaveLength(payloads(plan).length - setting(plan).length);
    expect(payloads(left).some((text) => text.includes('allowedPasskeyProfiles'))).toBe(true);
    const addresses = left.scenarios.map(({ address }) => address);
    expect(addresses).not.toContain(`state/member/${PROFILES}`);
    expect(addresses).toContain('state/member/keyRestrictions');
  });

  test('is the plan itself where there is nothing to leave out', () =>
    expect(withoutSetting(plan, [])).toBe(plan));
});

test('a live run approaches a tenant without profiles by a plan and known states without them', async () => {
  const register = registerOf(fido2);
  const wanted = makePlan({ register, lacks: [], readOnlyToken: true });
  const live = { allowed: new Set<Effect>(['write', 'refusal', 'foreign-type']) } as unknown as LiveRun;
  const approach = async (original: object) => {
    const session = { readFirst: () => Promise.resolve(original) } as unknown as LiveSession;
    const target = new Target('https://graph.microsoft.com/v1.0', fido2);
    const { plan, baseline } = await approachOf(wanted, {
      ...{ register, target, live, session },
      sender: {} as Sender,
    });
    return JSON.stringify([plan.scenarios, baseline('B')]);
  };
  const without = await approach(unmigrated);
  expect(without).not.toContain(`"${PROFILES}":`);
  // A target names none of them then, and is sent all the same.
  expect(without).not.toContain('"allowedPasskeyProfiles":[');
  expect(without).toContain('"includeTargets":[{');
  expect(await approach({ ...model.defaults() })).toContain(`"${PROFILES}":`);
});

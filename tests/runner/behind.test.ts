import { operationNamed } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { startFaulty } from '../../src/fleet/faults';
import type { Behaviour } from '../../src/fleet/faults/behaviour';
import { Judge } from '../../src/judge/judge';
import { testToken, WRITE_SCOPE } from '../../src/provider';
import { ScenarioRunner } from '../../src/runner/scenario-runner';
import { batchScenarios } from '../../src/scenarios/batch';
import { baselineOf } from '../../src/scenarios/plan';
import { Gate } from '../../src/wire/gate';
import { Sender } from '../../src/wire/sender';
import { Target } from '../../src/wire/target';

const operation = operationNamed('voice');
const scenario = batchScenarios(operation).find(({ address }) => address === 'batch/undocumented');

/** The steps that are sent to a provider which differs from the embedded one. */
async function sentTo(behaviour: Behaviour): Promise<string[]> {
  const { bench } = new Judge({ register: registerOf(operation), lacks: [], subject: 'provider' });
  const provider = await startFaulty(behaviour, { operation: operation.name });
  const limits = { headers: [], userAgent: 'test', timeout: 2000, longestWait: 2000, backoff: 5 };
  const sender = new Sender(
    new Target(provider.url, operation),
    new Gate({ allowWrites: false }),
    { ...limits, tokens: { full: testToken(WRITE_SCOPE) } },
    () => undefined,
  );
  const runner = new ScenarioRunner(sender, bench, 30, undefined, true, baselineOf(operation));
  try {
    const views = await runner.run(scenario as NonNullable<typeof scenario>);
    return views.flatMap(({ exchange }) => exchange.context?.step ?? []);
  } finally {
    sender.close();
    await provider.close();
  }
}

const INSIDE = /^undocumented members behind a read inside \$batch$/;

test('members that an update page does not list are sent inside $batch where they were taken before', async () => {
  expect(await sentTo({})).toContainEqual(expect.stringMatching(INSIDE));
});

test('they are not sent inside $batch where they were refused before, and the reads are', async () => {
  const steps = await sentTo({
    request: ({ method, json }) =>
      method === 'PATCH' && operation.setsSilent(json) ? { body: JSON.stringify({ state: 5 }) } : {},
  });
  expect(steps).not.toContainEqual(expect.stringMatching(INSIDE));
  expect(steps).toContain('read undocumented members');
});

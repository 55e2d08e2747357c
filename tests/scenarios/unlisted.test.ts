import { operationNamed, operationNames, type Operation } from '../../src/contract/operation';
import { authorizationScenarios } from '../../src/scenarios/authorization';
import { batchScenarios } from '../../src/scenarios/batch';
import { marked, wrongTypes } from '../../src/scenarios/from-slice';
import { INVENTED_GROUPS } from '../../src/scenarios/invented-groups';
import { eachMemberAlone } from '../../src/scenarios/state/members';
import type { Send } from '../../src/scenarios/scenario';
import { settingOf } from '../../src/scenarios/state/setting';
import { keyIn, silentIn } from '../../src/scenarios/samples';

const namesOf = (operation: Operation): string[] => silentIn(operation, 'A').flatMap(Object.keys);
const [listing, leaving] = [false, true].map((leaves) =>
  operationNames().filter((name) => namesOf(operationNamed(name)).length > 0 === leaves),
) as [string[], string[]];

test('some operations list all members of their examples, and some leave members out', () => {
  expect(listing).toContain('temporaryAccessPass');
  expect(leaving).toEqual(expect.arrayContaining(['voice', 'x509Certificate', 'qrCodePin']));
});

test('an update has a key in its body where it can have one alone', () => {
  expect(keyIn(operationNamed('voice'))).toEqual({ id: 'Voice' });
});

test.each(['voice', 'sms', 'x509Certificate'])(
  'updates of %s with a wrong value have them beside it',
  (name) => {
    const operation = operationNamed(name);
    const [first] = namesOf(operation);
    const others = [...wrongTypes(operation)].filter(({ members }) => !((first as string) in members));
    const sent = marked(operation, others).filter(({ beside = [] }) => beside.includes(first as string));
    expect(sent.length / others.length).toBeGreaterThan(0.5);
  },
);

test.each(leaving)('%s sends them beside an annotation, and demands nothing of it', (name) => {
  const operation = operationNamed(name);
  const steps = eachMemberAlone(settingOf(operation, INVENTED_GROUPS, false)).flatMap(
    (scenario) => scenario.steps,
  );
  const [first] = namesOf(operation);
  const updates = steps.filter((step) => JSON.stringify(step).includes(`"${first}":`));
  expect(updates.length).toBeGreaterThan(0);
  for (const step of updates) {
    expect(step).toMatchObject({
      payload: { json: { '@odata.context': expect.any(String) as string, ...keyIn(operation) } },
    });
    expect(step).not.toHaveProperty('accept');
  }
});

test.each(leaving)('%s sends them inside $batch only where they were taken before', (name) => {
  const operation = operationNamed(name);
  const found = batchScenarios(operation).find(({ address }) => address === 'batch/undocumented');
  const sends = (found?.steps ?? []).filter((step): step is Send => step.kind === 'send');
  const [plain, inside] = sends;
  expect(plain).not.toHaveProperty('accept');
  expect(inside).toMatchObject({ path: 'batch', behind: plain?.name });
  expect(inside).not.toHaveProperty('accept');
  expect(JSON.stringify(inside)).toContain(JSON.stringify(silentIn(operation, 'B')[0]).slice(1, -1));
});

test.each(listing)('%s has nothing of that', (name) => {
  const operation = operationNamed(name);
  const addresses = batchScenarios(operation).map(({ address }) => address);
  expect(addresses).not.toContain('batch/undocumented');
  const steps = authorizationScenarios(operation, INVENTED_GROUPS).flatMap((scenario) => scenario.steps);
  expect(JSON.stringify(steps)).not.toContain('undocumented members');
});

test.each(leaving)('%s sends both values of them without credentials, with a read behind each', (name) => {
  const operation = operationNamed(name);
  const scenarios = authorizationScenarios(operation, INVENTED_GROUPS);
  for (const [address, credentials] of [
    ['authorization/none', 'none'],
    ['authorization/permission', 'read-only'],
  ] as const) {
    const steps = scenarios.find((each) => each.address === address)?.steps ?? [];
    for (const state of ['A', 'B'] as const) {
      const at = steps.findIndex(
        (step) => 'name' in step && step.name === `undocumented members of state ${state}`,
      );
      expect(steps[at]).toMatchObject({ credentials, payload: { json: silentIn(operation, state)[0] } });
      expect(steps[at]).not.toHaveProperty('accept');
      expect(steps[at + 1]).toMatchObject({ kind: 'read' });
    }
  }
});

test('items for groups are sent inside $batch only where the provider has taken such items before', () => {
  const scenarios = batchScenarios(operationNamed('temporaryAccessPass'));
  const steps = scenarios.find(({ address }) => address === 'batch/replaced')?.steps ?? [];
  const [first, , inside] = steps as Send[];
  expect(inside).toMatchObject({ path: 'batch', behind: first?.name });
});

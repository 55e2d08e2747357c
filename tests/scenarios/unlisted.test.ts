import { operationNamed, operationNames, type Operation } from '../../src/contract/operation';
import { batchScenarios } from '../../src/scenarios/batch';
import { INVENTED_GROUPS } from '../../src/scenarios/invented-groups';
import { eachMemberAlone } from '../../src/scenarios/state/members';
import { settingOf, silentIn } from '../../src/scenarios/state/setting';

const namesOf = (operation: Operation): string[] => silentIn(operation, 'A').flatMap(Object.keys);
const [listing, leaving] = [false, true].map((leaves) =>
  operationNames().filter((name) => namesOf(operationNamed(name)).length > 0 === leaves),
) as [string[], string[]];

test('some operations list all members of their examples, and some leave members out', () => {
  expect(listing).toContain('temporaryAccessPass');
  expect(leaving).toEqual(expect.arrayContaining(['voice', 'x509Certificate', 'qrCodePin']));
});

test.each(leaving)('%s sends them inside $batch behind a read, from either state', (name) => {
  const operation = operationNamed(name);
  const found = batchScenarios(operation).find(({ address }) => address === 'batch/unlisted');
  const sent = JSON.stringify(found?.steps);
  for (const state of ['A', 'B'] as const)
    for (const members of silentIn(operation, state))
      expect(sent).toContain(JSON.stringify(members).slice(1, -1));
  expect(sent.indexOf('"method":"GET"')).toBeLessThan(sent.indexOf('"method":"PATCH"'));
  expect(sent).not.toContain('"accept"');
});

test.each(leaving)('%s sends them beside an annotation, and demands nothing of it', (name) => {
  const operation = operationNamed(name);
  const steps = eachMemberAlone(settingOf(operation, INVENTED_GROUPS, false)).flatMap(
    (scenario) => scenario.steps,
  );
  const [first] = namesOf(operation);
  const updates = steps.filter((step) => JSON.stringify(step).includes(`"${first}":`));
  expect(updates.length).toBeGreaterThan(0);
  for (const step of updates) {
    expect(JSON.stringify(step)).toContain('"@odata.context"');
    expect(step).not.toHaveProperty('accept');
  }
});

test.each(listing)('%s has no such scenario', (name) => {
  const addresses = batchScenarios(operationNamed(name)).map(({ address }) => address);
  expect(addresses).not.toContain('batch/unlisted');
});

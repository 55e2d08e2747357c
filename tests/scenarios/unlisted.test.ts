import { operationNamed, operationNames, type Operation } from '../../src/contract/operation';
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

import { operationNamed, operationNames, type Operation } from '../../src/contract/operation';
import { marked, wrongTypes } from '../../src/scenarios/from-slice';
import { INVENTED_GROUPS } from '../../src/scenarios/invented-groups';
import { eachMemberAlone } from '../../src/scenarios/state/members';
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

/** What no other scenario sends: lists of each length, groups beside everybody, members that the known states leave out. */
import { operationNamed, packagedOperations, type Operation } from '../../src/contract/operation';
import { propertiesOf, resolve, typesOf, type SchemaNode } from '../../src/contract/slice';
import { isMembers, type Members } from '../../src/exchanges/body';
import { allScenarios } from '../../src/scenarios';
import { choices } from '../../src/scenarios/choices';
import { directoryOf } from '../../src/scenarios/samples';
import type { Scenario, Send } from '../../src/scenarios/scenario';
import { sentBy } from '../../src/scenarios/state/other-values';

const scenarioOf = (operation: Operation): Scenario | undefined =>
  allScenarios({}, operation).find(({ address }) => address === 'state/other-values');
const sendsOf = (operation: Operation): Send[] =>
  (scenarioOf(operation)?.steps ?? []).filter((step): step is Send => step.kind === 'send');
const membersOf = ({ payload }: Send): Members =>
  payload && 'json' in payload && isMembers(payload.json) ? payload.json : {};

/** The places below a member that an update is documented to set, each with its schema, the member itself among them. */
function* placesIn(place: string, schema: SchemaNode): Iterable<[place: string, schema: SchemaNode]> {
  yield [place, schema];
  if (schema.items) yield* placesIn(`${place}[]`, resolve(schema.items));
  const directory = directoryOf({ item: schema }, 'group');
  for (const [name, part] of Object.entries(propertiesOf(schema)))
    if (!part['x-silent'] && !name.includes('@') && !(directory && name in directory.beside))
      yield* placesIn(`${place}.${name}`, resolve(part));
}

const placesOf = (operation: Operation): [string, SchemaNode][] =>
  operation.updatable
    .filter((member) => operation.isDocumented(member))
    .flatMap((member) => [...placesIn(member, resolve(propertiesOf(operation.updateSchema)[member] ?? {}))]);

describe.each([...packagedOperations])('of $name', (operation) => {
  const sent = sentBy(operation, allScenarios({}, operation));
  const places = placesOf(operation);
  const unsent = (
    is: (schema: SchemaNode) => boolean,
    wanted: (place: string, schema: SchemaNode) => readonly string[],
  ): string[] =>
    places
      .filter(([, schema]) => is(schema))
      .flatMap(([place, schema]) =>
        wanted(place, schema)
          .filter((form) => !sent.get(place)?.has(form))
          .map((form) => `${place} ${form}`),
      );

  test('each list that an update may set is sent empty and with several items', () => {
    expect(
      unsent(
        (schema) => schema.items !== undefined,
        (place) => (place.includes('[]') ? ['0', '2'] : ['0', '2', '3']),
      ),
    ).toEqual([]);
  });

  test('each value that is known of a word or a Boolean is sent', () => {
    expect(
      unsent(
        (schema) => choices(schema).length > 0 && schema.const === undefined && !schema['x-sampled'],
        (_, schema) => choices(schema).map((value) => JSON.stringify(value)),
      ),
    ).toEqual([]);
  });

  test('each text that an update may set is sent with two values', () => {
    const few = places
      .filter(([, schema]) => typesOf(schema).includes('string') && choices(schema).length === 0)
      .filter(([place, schema]) => schema.const === undefined && (sent.get(place)?.size ?? 0) < 2)
      .map(([place]) => place);
    expect(few).toEqual([]);
  });

  test('none of them has to be taken, and each stands before a read', () => {
    const { steps = [] } = scenarioOf(operation) ?? {};
    for (const [at, step] of steps.entries()) {
      expect(step.kind).toBe(at % 2 === 0 ? 'send' : 'read');
      if (step.kind === 'send' && !step.name.endsWith('beside them')) expect(step.accept).toBeUndefined();
    }
    for (const send of sendsOf(operation)) expect(operation.validateUpdate(membersOf(send))).toEqual([]);
  });

  test('items of a list differ in what tells them apart', () => {
    for (const { member, key, schema } of operation.collections)
      for (const send of sendsOf(operation)) {
        const items = (membersOf(send)[member] ?? []) as Members[];
        for (const name of [...key, ...(schema['x-unique'] ?? [])])
          expect(new Set(items.map((item) => item[name])).size).toBe(items.length);
      }
  });

  test('everybody stands beside a group where the known states include everybody', () => {
    const [everybody] = (operation.examples.A['includeTargets'] ?? []) as Members[];
    const mixed = sendsOf(operation).filter((send) => {
      const items = (membersOf(send)['includeTargets'] ?? []) as Members[];
      return items.length > 1 && items[0]?.['id'] === everybody?.['id'];
    });
    expect(mixed.length > 0).toBe(everybody !== undefined);
  });
});

test('behind them the method is turned off and on, while their lists have something in them', () => {
  const sends = sendsOf(operationNamed('temporaryAccessPass'));
  const lists = Object.assign({}, ...sends.map(membersOf)) as Record<string, object[]>;
  expect([lists['includeTargets']?.length, lists['excludeTargets']?.length]).toEqual([2, 3]);
  expect(sends.slice(-2).map((send) => membersOf(send)['state'])).toEqual(['disabled', 'enabled']);
});

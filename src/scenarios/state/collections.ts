import { resolve } from '../../contract/slice';
import { leavesOf } from '../leaves';
import type { Members } from '../changes';
import { fillable, hintOf, itemsOf, withUser, type Fillable } from '../samples';
import { read, update, type Scenario, type Step } from '../scenario';
import { acceptFilled, filledOne, nothing, type Setting } from './setting';

/** More groups than fit into 4 KiB. */
const MANY = Array.from(
  { length: 60 },
  (_, at) => `6c2f0f4e-7a55-4a1c-9d0e-3b5a1f2c9${String(at).padStart(3, '0')}`,
);

/** Collections: set, replaced by other items, shortened, emptied where that is documented. */
export function collections(setting: Setting): Scenario[] {
  const { operation, changes, groups } = setting;
  const { body, flip, flipped, accept, done } = changes;
  const { filled, empty } = fillable(operation, groups);
  if (filled.length + empty.length === 0) return manyBelow(setting);
  const stateOf = (member: string, state: 'A' | 'B') => ({ [member]: operation.examples[state][member] });
  const [excluding] = empty;
  const setBack = (name: string): Step[] =>
    filled.map(({ collection: { member } }) =>
      update(`${member} ${name}`, body(stateOf(member, 'A')), accept(stateOf(member, 'A'))),
    );
  return [
    {
      address: 'state/collections',
      rows: ['SEM-REPLACE', 'SEM-APPLY', 'SEM-MERGE'],
      needs: ['read'],
      from: 'A',
      ...hintOf([...filled, ...empty]),
      steps: [
        read('read before'),
        ...filled.flatMap((each) => replacing(setting, each, twoAndOthers)),
        // Before any of them is excluded: nobody says that a group may be on both sides.
        ...setBack('for all'),
        ...filled.map(({ collection: { member } }) => read(`read ${member} for all`)),
        ...empty.flatMap((each) => replacing(setting, each, threeAndFewer)),
        // While one is excluded, other updates leave it excluded.
        ...(excluding
          ? [
              ...(filledOne(setting) ? [nothing(setting)] : []),
              update(`${flipped} beside an exclusion`, body(flip('B')), done),
              read(`read ${flipped} beside an exclusion`),
              ...filled.flatMap(({ collection: { member } }) => [
                update(
                  `${member} beside an exclusion`,
                  body(stateOf(member, 'B')),
                  accept(stateOf(member, 'B')),
                ),
                read(`read ${member} beside an exclusion`),
              ]),
            ]
          : []),
        ...many(setting),
        ...bothAtOnce(setting),
        ...onBothSides(setting),
        ...setBack('for all again'),
        ...empty.flatMap(({ collection: { member } }) => [
          update(`${member}: none`, body({ [member]: [] }), accept({ [member]: [] })),
          read(`read ${member}: none`),
        ]),
      ],
    },
  ];
}

/** Values of a collection that are sent one behind the other. */
type Values = (items: Fillable['items']) => readonly (readonly [name: string, value: unknown])[];

/** The last one stays: which items there are is not told by one of them, nor by how many they are. */
const twoAndOthers: Values = ([one, two, three = one]) => [
  ['two', [one, two]],
  ['another two', [three, two]],
  ['one', [three]],
];

/** The one between two others goes first: what is left is not told by the places of the others. */
const threeAndFewer: Values = ([one, two, three = one]) => [
  ['three', [one, two, three]],
  ['without the one between', [one, three]],
  ['one', [three]],
];

function replacing(setting: Setting, each: Fillable, valuesOf: Values): Step[] {
  const { body } = setting.changes;
  const { collection, items } = each;
  return valuesOf(items).flatMap(([name, value]) => {
    const members = { [collection.member]: value };
    return [
      update(`${collection.member}: ${name}`, body(members), acceptFilled(setting, each, members)),
      read(`read ${collection.member}: ${name}`),
    ];
  });
}

/** Who is included and who is not in one update, of groups alone and of a user between two groups. */
function bothAtOnce(setting: Setting): Step[] {
  const { operation, changes, groups } = setting;
  const { filled, empty } = fillable(operation, groups);
  const [included, excluded] = [filled.find(isOfGroups), empty.find(isOfGroups)];
  if (!included || !excluded) return [];
  const [one = {}, two = {}, three = {}] = included.items;
  const [, second = {}, third = {}] = excluded.items;
  // Nobody says that a group may be on both sides.
  const both = (include: unknown, exclude: unknown): Members => ({
    [included.collection.member]: include,
    [excluded.collection.member]: exclude,
  });
  const alone = both([one, two], [third]);
  // A user has the flags that are set: they may be dropped for users alone. The first group stays, to be excluded behind it.
  const flagged = flagsIn(one) > flagsIn(two) ? one : two;
  const [including, excluding] = [
    withUser(included.collection, [one, flagged, three], 0),
    withUser(excluded.collection, [second, second], 1),
  ];
  return [
    update('both at once', changes.body(alone), acceptFilled(setting, included, alone)),
    read('read both at once'),
    ...(including && excluding
      ? [
          update('users beside groups', changes.body(both(including, excluding))),
          read('read users beside groups'),
        ]
      : []),
  ];
}

const flagsIn = (item: Members): number => Object.values(item).filter((value) => value === true).length;

/** A group that is included is excluded too: no page says that it may, and if it may, each list has what was sent. */
function onBothSides({ operation, changes: { body }, groups }: Setting): Step[] {
  const { filled, empty } = fillable(operation, groups);
  const [included, excluded] = [filled.find(isOfGroups), empty.find(isOfGroups)];
  if (!included || !excluded) return [];
  const { member } = excluded.collection;
  const members = {
    [included.collection.member]: included.items.slice(0, 2),
    [member]: excluded.items.slice(0, 1),
  };
  return [
    update(`${member}: one that is included`, body(members)),
    read(`read ${member}: one that is included`),
  ];
}

const isOfGroups = ({ needGroups }: Fillable): boolean => needGroups;

/** The same of a collection that is a part of a member. */
function manyBelow({ operation, changes: { body } }: Setting): Scenario[] {
  const steps = leavesOf(operation).flatMap(({ name, schema, inItem, put }): Step[] => {
    const item = schema.items && resolve(schema.items);
    const made =
      !item || inItem ? undefined : itemsOf(operation, { member: name, schema, item, key: [] }, MANY);
    const users = item && made && withUser({ item }, made.items.slice(0, 2), 0);
    return made?.needGroups
      ? [
          update(`${name}: many`, body(put(made.items))),
          read(`read ${name}: many`),
          ...(users
            ? [
                update(`${name}: a user beside a group`, body(put(users))),
                read(`read ${name}: a user beside a group`),
              ]
            : []),
        ]
      : [];
  });
  if (steps.length === 0) return [];
  return [
    {
      address: 'state/collections',
      rows: ['SEM-APPLY'],
      needs: ['read'],
      from: 'A',
      steps: [read('read before'), ...steps],
    },
  ];
}

/** Nobody says how many there may be: if they are accepted, all of them are stored. */
function many({ operation, changes: { body } }: Setting): Step[] {
  const { filled, empty } = fillable(operation, MANY);
  return [...empty, ...filled]
    .filter(({ needGroups }) => needGroups)
    .flatMap(({ collection: { member }, items }) => [
      update(`${member}: many`, body({ [member]: items })),
      read(`read ${member}: many`),
    ]);
}

import type { Operation } from '../contract/operation';
import { propertiesOf } from '../contract/slice';
import { isMembers, type Members } from '../exchanges/body';
import { changesOf, type Changes } from './changes';
import { EVERY_ANSWER } from './constraints';
import { limited, noted } from './grammar/json';
import { highest } from './highest';
import { JSON_BY_OTHER_NAMES, WITH_PARAMETERS } from './grammar/media-types';
import { updatesWith } from './refusals';
import { sampleOf } from './samples';
import { WRITTEN } from './state/setting';
import { read, send, update, type Scenario, type Step } from './scenario';

/** What a request may look like, and must not be refused for: spellings, media types, annotations, sizes. */
export function requestScenarios(operation: Operation): Scenario[] {
  const changes = changesOf(operation);
  return [
    keyCase(changes),
    pathCase(changes),
    mediaTypeParameters(changes),
    typeOrder(operation, changes),
    annotations(operation, changes),
    prefer(changes),
    unwritten(operation, changes),
    {
      address: 'request/read',
      rows: ['GET-SHAPE', 'RES-ODV', ...EVERY_ANSWER, ...WRITTEN],
      needs: ['read'],
      from: 'B',
      steps: [...exampleOf(operation, changes), read()],
    },
  ];
}

/** The example of the update's page, as it is. What it names beside the known states a provider may not have. */
function exampleOf({ documentedExample, states }: Operation, { body, accept }: Changes): Step[] {
  if (!documentedExample) return [];
  const known = JSON.stringify(states);
  const names = JSON.stringify(documentedExample).match(/[\da-f]{8}-[\da-f-]{27}/gi) ?? [];
  const asked = names.every((name) => known.includes(name)) ? accept(documentedExample) : {};
  return [update('the example of the page', body(documentedExample), asked)];
}

/** Two spellings of the key lead to one policy: what was written by either shows in a read by one. */
function keyCase({ body, nudge }: Changes): Scenario {
  return {
    address: 'request/key-case',
    rows: ['RES-KEY-CASE'],
    needs: [],
    steps: [
      update('the returned spelling', body(nudge(14)), {
        path: 'returned-key',
        accept: 'RES-KEY-CASE',
      }),
      read('read after the first of them'),
      update("the example's spelling", body(nudge(15)), {
        path: 'example-key',
        accept: 'RES-KEY-CASE',
      }),
      read("read after the example's spelling"),
      update('the returned spelling again', body(nudge(26)), {
        path: 'returned-key',
        accept: 'RES-KEY-CASE',
      }),
      read('read after the returned spelling'),
    ],
  };
}

/** Names on the way to the policy, in another letter case. */
function pathCase({ body, nudge, done }: Changes): Scenario {
  return {
    address: 'request/path-case',
    rows: ['RES-PATH-CASE'],
    needs: [],
    steps: [
      update('names as they are written', body(nudge(27)), done),
      read('read after the names as they are written'),
      update('names in lower case', body(nudge(16)), {
        path: 'lower-case',
        accept: 'RES-PATH-CASE',
      }),
      read('read after the names in lower case'),
    ],
  };
}

/** Parameters of the media type, as clients send them. */
function mediaTypeParameters({ body, flip }: Changes): Scenario {
  return {
    address: 'request/media-type-parameters',
    rows: ['RES-CT-PARAM'],
    needs: [],
    steps: WITH_PARAMETERS.map((contentType) =>
      update(contentType, body(flip('A')), { contentType, accept: 'RES-CT-PARAM' }),
    ),
  };
}

/** The type behind members, or between them. */
function typeOrder(
  { type, collections, states }: Operation,
  { nudge, flip, independent }: Changes,
): Scenario {
  const typed = type === undefined ? {} : { '@odata.type': type };
  // The type stands between two members; a collection that is empty already will do as the second.
  const empty = collections.find(({ member }) => isEmptyList(states.A[member]));
  const behind = independent ? nudge(14) : empty ? { [empty.member]: [] } : {};
  return {
    address: 'request/type-order',
    rows: ['RES-TYPE-ORDER', 'SEM-APPLY'],
    needs: [],
    from: 'A',
    steps: [
      update('@odata.type last', { ...flip('B'), ...nudge(32), ...typed }, { accept: 'RES-TYPE-ORDER' }),
      read('read after the type last'),
      update('@odata.type in between', { ...flip('A'), ...typed, ...behind }, { accept: 'RES-TYPE-ORDER' }),
      read('read after the type in between'),
    ],
  };
}

/** Annotations that reads return, and some of nobody. */
function annotations(operation: Operation, changes: Changes): Scenario {
  const { body, nudge, flip } = changes;
  const context = contextOf(operation);
  const [nudged = ''] = Object.keys(nudge(13));
  return {
    address: 'request/annotations',
    rows: ['ERR-ANNOT', 'SEM-APPLY'],
    needs: [],
    from: 'A',
    steps: [
      update(
        '@odata.context',
        { '@odata.context': `${context}/$entity`, ...body(flip('B')) },
        { accept: 'ERR-ANNOT' },
      ),
      read('read after @odata.context'),
      ...contextOfMember(operation, changes),
      ...annotatedItem(operation, changes),
      update('an unknown annotation', body({ '@contoso.note': 'nightly', ...flip('A') }), {
        accept: 'ERR-ANNOT',
      }),
      read('read after an unknown annotation'),
      update('an annotation on a member', body({ [`${nudged}@contoso.note`]: 'nightly', ...nudge(28) }), {
        accept: 'ERR-ANNOT',
      }),
      read('read after an annotation on a member'),
      ...updatesWith(noted(body(flip('B')))).map((step) => ({ ...step, accept: 'ERR-ANNOT' })),
      read('read after what annotations may hold'),
    ],
  };
}

/** The URL that says what a policy is, as a read has it. */
const contextOf = ({ slice, resource }: Operation): string =>
  `${slice.servers[0]?.url ?? ''}/$metadata#${resource.canonical}`;

/** The context of a relationship, where the policy has one. */
function contextOfMember(operation: Operation, { body, accept }: Changes): Step[] {
  const { examples, updateSchema } = operation;
  const [member] =
    Object.entries(propertiesOf(updateSchema)).find(
      ([name, schema]) => schema['x-relationship'] && name in examples.B,
    ) ?? [];
  if (member === undefined) return [];
  const annotation = `${member}@odata.context`;
  return [
    update(
      annotation,
      body({ [annotation]: `${contextOf(operation)}/${member}`, [member]: examples.B[member] }),
      accept({ [member]: [] }).accept === undefined ? {} : { accept: 'ERR-ANNOT' },
    ),
    read(`read after ${annotation}`),
  ];
}

/** An annotation in an item of a collection, where the known states have one. */
function annotatedItem({ collections, examples }: Operation, { body, accept }: Changes): Step[] {
  const [found] = collections.flatMap(({ member }) => {
    const [item] = (examples.A[member] ?? []) as Members[];
    return item ? [{ [member]: [{ '@contoso.note': 'nightly', ...item }] }] : [];
  });
  if (!found) return [];
  const asked = accept(found).accept === undefined ? {} : { accept: 'ERR-ANNOT' };
  return [
    update('an annotation in an item', body(found), asked),
    read('read after an annotation in an item'),
  ];
}

/** A client that asks for the policy in the answer. */
function prefer({ body, flip }: Changes): Scenario {
  return {
    address: 'request/prefer',
    rows: ['RES-PREFER'],
    needs: [],
    // There the member that is sent has another value, so that an old policy shows as such.
    from: 'B',
    steps: [
      update('return=representation', body(flip('A')), {
        headers: [['Prefer', 'return=representation']],
      }),
    ],
  };
}

/** Nothing is written of these, so that nothing but the form of the answer is judged. */
function unwritten(operation: Operation, { body, nudge, flip }: Changes): Scenario {
  return {
    address: 'request/unwritten',
    rows: EVERY_ANSWER,
    needs: [],
    steps: [
      send('a member twice', 'PATCH', {
        payload: { text: twice(body({}), nudge(12), nudge(13)) },
      }),
      send('64 KiB of white space', 'PATCH', {
        payload: { text: `${' '.repeat(64 * 1024)}${JSON.stringify(body(nudge(13)))}` },
      }),
      ...JSON_BY_OTHER_NAMES.map((contentType) => update(contentType, body(nudge(12)), { contentType })),
      ...manyItems(operation).map((members) => update('500 targets', body(members))),
      // Whoever takes it has to store it: a read tells of the number with a fraction, and the next one of the last.
      ...updatesWith(limited(body({ ...nudge(12), ...nudge(13) }), body(numbersOf(operation)))).flatMap(
        (step, at, all) => (at === all.length - 2 ? [step, read('read before the last of them')] : [step]),
      ),
      read('read before an unknown member'),
      update('an unknown member', body({ ...nudge(15), contosoMember: 'nightly' })),
      read('read after an unknown member'),
      // Of objects the names of their parts too: they are names of members as well.
      update(
        'members in another letter case',
        body({ ...partsRespelt(operation, capitalised), ...respelt(nudge(14), capitalised) }),
      ),
      read('read after the members in another letter case'),
      update('members in lower case', body(respelt(flip('B'), (name) => name.toLowerCase()))),
      read('read after the members in lower case'),
    ],
  };
}

/** The numbers of an update, each as high as it may be. */
const numbersOf = (operation: Operation): Members =>
  Object.fromEntries(Object.entries(highest(operation)).filter(([, value]) => typeof value === 'number'));

/** A body that sets each member of the one as well as of the other, which are the same. */
function twice(annotations: object, one: object, other: object): string {
  const parts = [annotations, one, other].map((value) => JSON.stringify(value).slice(1, -1));
  return `{${parts.filter((part) => part !== '').join(',')}}`;
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** An update with five hundred items in a collection, where one can be made: the last that there is. */
function manyItems(operation: Operation): Record<string, unknown>[] {
  const collection = operation.collections.findLast(({ member }) => member in operation.examples.A);
  const item = collection && sampleOf(operation, collection);
  return item ? [{ [collection.member]: Array.from({ length: 500 }, () => item) }] : [];
}

const capitalised = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const respelt = (members: object, spell: (name: string) => string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(members).map(([name, value]: [string, unknown]) => [
      spell(name),
      isMembers(value) ? respelt(value, spell) : value,
    ]),
  );

/** The members of state A that are objects, with the names of their parts in other letters. The scenario before comes from B. */
const partsRespelt = ({ states }: Operation, spell: (name: string) => string): Members =>
  Object.fromEntries(
    Object.entries(states.A).flatMap(([name, value]) =>
      isMembers(value) ? [[name, respelt(value, spell)]] : [],
    ),
  );

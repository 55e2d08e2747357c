import type { Operation } from '../contract/operation';
import { changesOf, type Changes } from './changes';
import { broken, cutOff, extended, noObjects, type Texts } from './grammar/json';
import { OTHER_MEDIA } from './grammar/media-types';
import { read, send, update, type Scenario, type Send, type Step } from './scenario';

/** What must be refused, and no schema of the body says: bodies that are none, media types, methods. */
export function refusalScenarios(operation: Operation, groups: readonly string[]): Scenario[] {
  const changes = changesOf(operation, groups);
  return [...malformedJson(changes), contentType(changes), method(changes)];
}

/**
 * A write that conforms behind refused ones, and a read that shows what they left behind: before the write too, where that
 * would hide it.
 * @param state whose value the write has: another than what the policy was brought into
 */
export const fenceBehind = (
  { alone, body, turn, done }: Changes,
  state: 'A' | 'B' = 'B',
  name = 'fence',
): Step[] => [
  ...(alone ? [read(`read before the ${name}`)] : []),
  update(name, body(turn(state)), done),
  read(`read after the ${name}`),
];

/** The same with a read before it in any case: no request in a context shows what the fence hides of what was refused. */
export const readAndFence = (changes: Changes): Step[] => fenceBehind({ ...changes, alone: true });

/** The same by another member than scenarios of plain requests have: what each of the two hides shows behind the other. */
export const otherFenceBehind = (changes: Changes, state: 'A' | 'B', name?: string): Step[] => {
  const { second, turn } = changes;
  return fenceBehind({ ...changes, alone: second === undefined, turn: second ?? turn }, state, name);
};

/**
 * A body that would be taken, with each member that can be other than in a state.
 * @param turn in another order for the next
 */
export const soundBody = ({ body, markers }: Changes, turn: number, state: 'A' | 'B' = 'A') => {
  const [front, back] = markers(turn, { state, whole: true });
  return body({ ...front, ...back });
};

/** Texts that are no JSON object, by what is wrong with them: those first that differ most. */
export function brokenTexts(changes: Changes, state: 'A' | 'B'): Texts {
  const [one, two, three] = [4, 5, 6].map((turn) => soundBody(changes, turn, state)) as [
    object,
    object,
    object,
  ];
  return { ...noObjects(one), ...cutOff(two), ...broken(three) };
}

/** An update with each of some texts as its body. */
export const updatesWith = (texts: Texts): Send[] =>
  Object.entries(texts).map(([name, text]) =>
    send(name, 'PATCH', { payload: typeof text === 'string' ? { text } : text }),
  );

/** Bodies that are no JSON object: another value, an object that is cut off, and one with a rule of the grammar broken. */
function malformedJson(changes: Changes): Scenario[] {
  const sound = (turn: number) => soundBody(changes, turn);
  const refused = (name: string, texts: Texts): Scenario => ({
    address: `refusals/${name}`,
    rows: ['ERR-BADJSON', 'SEM-ATOMIC'],
    needs: [],
    from: 'A',
    steps: [read('read before'), ...updatesWith(texts), ...fenceBehind(changes)],
  });
  return [
    refused('malformed-json', { ...noObjects(sound(0)), ...cutOff(sound(1)) }),
    refused('json-broken', broken(sound(2))),
    {
      // A parser may take them, or not: what becomes of the policy is its own affair, and a failure is none.
      address: 'refusals/json-extended',
      rows: ['ERR-BADJSON'],
      needs: [],
      from: 'A',
      steps: updatesWith(extended(sound(3))),
    },
  ];
}

/** A sound body with no media type, or one that is not that of JSON. */
function contentType(changes: Changes): Scenario {
  return {
    address: 'refusals/content-type',
    rows: ['ERR-CT', 'SEM-ATOMIC'],
    needs: [],
    from: 'A',
    steps: [
      read('read before'),
      update('no Content-Type', soundBody(changes, 0), { contentType: null }),
      ...OTHER_MEDIA.map((contentType, at) =>
        update(contentType || 'an empty Content-Type', soundBody(changes, at + 1), { contentType }),
      ),
      ...readAndFence(changes),
    ],
  };
}

/** Methods that the policy has no use for; what they carry would show if it was stored. */
function method(changes: Changes): Scenario {
  return {
    address: 'refusals/method',
    rows: ['ERR-405', 'SEM-MERGE'],
    needs: [],
    from: 'A',
    steps: [
      read('read before'),
      ...(['PUT', 'POST'] as const).map((name, at) =>
        send(name, name, { payload: { json: soundBody(changes, 2 * at) } }),
      ),
      ...fenceBehind(changes),
    ],
  };
}

import type { Operation } from '../contract/operation';
import { changesOf, type Changes } from './changes';
import { broken, cutOff, extended, noObjects, type Texts } from './grammar/json';
import { OTHER_MEDIA } from './grammar/media-types';
import { read, send, update, type Scenario, type Send } from './scenario';

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
export const fenceBehind = ({ alone, body, turn, done }: Changes, state: 'A' | 'B' = 'B') => [
  ...(alone ? [read('read before the fence')] : []),
  update('fence', body(turn(state)), done),
  read('read after the fence'),
];

/** A body that would be taken: each of its members is other than in state A. */
export const soundBody = ({ body, markers }: Changes) => body({ ...markers[0], ...markers[1] });

/** Texts that are no JSON object, by what is wrong with them: those first that differ most. */
export function brokenTexts(changes: Changes): Texts {
  const sound = soundBody(changes);
  return { ...noObjects(sound), ...cutOff(sound), ...broken(sound) };
}

/** An update with each of some texts as its body. */
export const updatesWith = (texts: Texts): Send[] =>
  Object.entries(texts).map(([name, text]) =>
    send(name, 'PATCH', { payload: typeof text === 'string' ? { text } : text }),
  );

/** Bodies that are no JSON object: another value, an object that is cut off, and one with a rule of the grammar broken. */
function malformedJson(changes: Changes): Scenario[] {
  const sound = soundBody(changes);
  const refused = (name: string, texts: Texts): Scenario => ({
    address: `refusals/${name}`,
    rows: ['ERR-BADJSON', 'SEM-ATOMIC'],
    needs: [],
    from: 'A',
    steps: [read('read before'), ...updatesWith(texts), ...fenceBehind(changes)],
  });
  return [
    refused('malformed-json', noObjects(sound)),
    refused('json-cut-off', cutOff(sound)),
    refused('json-broken', broken(sound)),
    {
      // A parser may take them, or not: what becomes of the policy is its own affair, and a failure is none.
      address: 'refusals/json-extended',
      rows: ['ERR-BADJSON'],
      needs: [],
      from: 'A',
      steps: updatesWith(extended(sound)),
    },
  ];
}

/** A sound body with no media type, or one that is not that of JSON. */
function contentType(changes: Changes): Scenario {
  const sound = soundBody(changes);
  return {
    address: 'refusals/content-type',
    rows: ['ERR-CT', 'SEM-ATOMIC'],
    needs: [],
    from: 'A',
    steps: [
      read('read before'),
      update('no Content-Type', sound, { contentType: null }),
      ...OTHER_MEDIA.map((media) => update(media || 'an empty Content-Type', sound, { contentType: media })),
      ...fenceBehind(changes),
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
      ...(['PUT', 'POST'] as const).map((name) =>
        send(name, name, { payload: { json: soundBody(changes) } }),
      ),
      ...fenceBehind(changes),
    ],
  };
}

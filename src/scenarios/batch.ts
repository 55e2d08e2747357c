import type { Operation } from '../contract/operation';
import { changesOf } from './changes';
import { EVERY_ANSWER, EVERY_ERROR } from './constraints';
import { fenceBehind } from './refusals';
import { INVENTED_GROUPS } from './invented-groups';
import { fillable, hintOf, silentIn } from './samples';
import { read, send, update, type Scenario, type Send } from './scenario';

const headers = { 'Content-Type': 'application/json' };
/** As OData JSON 19.1 has them: the name of each pair is the lower-case name of the header. */
const inLowerCase = { 'content-type': 'application/json' };

/** The operation inside $batch. */
export function batchScenarios(operation: Operation, groups = INVENTED_GROUPS): Scenario[] {
  const { body, nudge, turn, limited, flip, flipped, independent } = changesOf(operation);
  const item = (id: string, method: string, rest: object = {}) => ({
    id,
    method,
    url: operation.path,
    ...rest,
  });
  const wrong = limited ? limited.put(limited.maximum + 1) : { [flipped]: [7] };
  // The member that fences turn: beneath one of them it would not show.
  const refused = { ...turn('B'), ...wrong };
  // Beside the operation's own collection, or below the root.
  const stray = `${operation.path.split('/').slice(0, -2).join('/')}/nothingOfThisName`;
  const success = [
    // An id is any text, and its letter case is part of it.
    item('Write-1', 'PATCH', { headers, body: body(nudge(14)) }),
    item('Read-2', 'GET', { dependsOn: ['Write-1'] }),
  ];
  const failure = [
    item('1', 'PATCH', { headers, body: body(refused) }),
    item('2', 'PATCH', { headers, body: body(nudge(15)), dependsOn: ['1'] }),
    // Of another member where there is one: what must not have been carried out would not show beneath it.
    item('3', 'PATCH', { headers, body: body(independent ? flip('B') : nudge(16)) }),
    item('4', 'PATCH', { headers, body: body(nudge(15)), dependsOn: ['3', '1'] }),
    item('5', 'PATCH', { headers, body: body(nudge(15)), dependsOn: ['2'] }),
  ];
  const strays = [
    item('1', 'PATCH', { headers: inLowerCase, body: body(nudge(17)) }),
    item('2', 'GET', { url: stray }),
    item('3', 'GET'),
  ];
  // As many as there may be, and one that writes among them.
  const twenty = Array.from({ length: 20 }, (_, at) =>
    at === 10 ? item('11', 'PATCH', { headers, body: body(nudge(18)) }) : item(String(at + 1), 'GET'),
  );
  const batch = (name: string, requests: readonly object[]) =>
    send(name, 'POST', { path: 'batch', payload: { json: { requests } }, accept: 'BAT-OUTER' });
  return [
    {
      address: 'batch/outer',
      rows: ['BAT-OUTER', 'SEM-APPLY', 'SEM-ATOMIC'],
      needs: ['batch'],
      from: 'A',
      steps: [
        batch('an update and a read after it', success),
        read(),
        batch('a refusal and what depends on it', failure),
        read('read after the refusal'),
        batch('a request for nothing among others', strays),
        read('read after a request for nothing'),
        batch('twenty requests', twenty),
        read('read after twenty requests'),
      ],
      hint: 'if the provider has no $batch, declare --lacks batch',
    },
    ...replaced(operation, groups),
    ...undocumented(operation),
    ...malformed(operation),
  ];
}

/** A collection of two items that gets another one inside $batch. Whether a provider takes the groups is its own affair. */
function replaced(operation: Operation, groups: readonly string[]): Scenario[] {
  const { filled, empty } = fillable(operation, groups);
  const [found] = [...empty, ...filled];
  if (!found) return [];
  const { body } = changesOf(operation);
  const { member } = found.collection;
  const [one, two, three = one] = found.items;
  const requests = [
    { id: '1', method: 'PATCH', url: operation.path, headers, body: body({ [member]: [three] }) },
  ];
  return [
    {
      address: 'batch/replaced',
      rows: ['SEM-REPLACE'],
      needs: ['batch', 'read'],
      from: 'A',
      ...hintOf([found]),
      steps: [
        update(`${member}: two`, body({ [member]: [one, two] })),
        read(`read ${member}: two`),
        send(`${member}: another inside $batch`, 'POST', {
          path: 'batch',
          payload: { json: { requests } },
          // What is taken here alone could not be put back.
          behind: `${member}: two`,
        }),
        read(`read ${member}: another inside $batch`),
      ],
    },
  ];
}

/**
 * Members that no page says an update may set, inside $batch behind a read. A provider that refuses them elsewhere could
 * not be put back if it took them here, so that it is asked first.
 */
function undocumented(operation: Operation): Scenario[] {
  const { body } = changesOf(operation);
  const [first] = silentIn(operation, 'A');
  const [second] = silentIn(operation, 'B');
  if (!first || !second) return [];
  const plain = 'undocumented members';
  const requests = [
    { id: '1', method: 'GET', url: operation.path },
    { id: '2', method: 'PATCH', url: operation.path, headers, body: body(second) },
  ];
  const name = `${plain} behind a read inside $batch`;
  return [
    {
      address: 'batch/undocumented',
      rows: ['SEM-APPLY'],
      needs: ['batch', 'read'],
      from: 'A',
      steps: [
        update(plain, body(first)),
        read(`read ${plain}`),
        send(name, 'POST', { path: 'batch', payload: { json: { requests } }, behind: plain }),
        read(`read ${name}`),
      ],
    },
  ];
}

/** Batches that are none, and those of which it is open what becomes of the requests in them. */
function malformed(operation: Operation): Scenario[] {
  const changes = changesOf(operation);
  const item = (id: string, rest: object = {}) => ({ id, method: 'GET', url: operation.path, ...rest });
  const { body, nudge, flip, limited, independent, markers } = changes;
  // Where there is a number, each update has its own: what is stored then shows which one was carried out.
  let number = 32;
  const written = (id: string) => {
    number += 1;
    const [front, back] = limited && independent ? [flip('B'), nudge(number)] : markers(number);
    return item(id, { method: 'PATCH', headers, body: body({ ...front, ...back }) });
  };
  const whole: Record<string, unknown> = {
    'an array': [written('1')],
    'no requests': {},
    'requests that are no list': { requests: written('1') },
    'a duplicate id': { requests: [written('1'), written('1')] },
    'a duplicate id, far apart': { requests: [written('1'), item('2'), item('1')] },
  };
  const part: Record<string, unknown[]> = {
    'a request without an id': [{ method: 'GET', url: operation.path }],
    'a request without a method': [{ id: '1', url: operation.path }],
    'a request without a url': [{ id: '1', method: 'GET' }],
    'a request that is no object': ['1'],
    'a request that depends on nobody': [item('1', { dependsOn: ['2'] })],
    'a request that depends on itself': [item('1', { dependsOn: ['1'] })],
    'a request that depends on a later one': [item('1', { dependsOn: ['2'] }), item('2')],
    'requests in a circle': [item('1', { dependsOn: ['2'] }), item('2', { dependsOn: ['1'] })],
    '21 requests': Array.from({ length: 21 }, (_, at) => item(String(at + 1))),
  };
  const batch = (name: string, payload: Send['payload']) =>
    send(name, 'POST', { path: 'batch', ...(payload && { payload }), refused: true });
  const cut = JSON.stringify({ requests: [written('1')] }).slice(0, -1);
  return [
    {
      address: 'batch/malformed',
      rows: ['BAT-MALFORMED', 'SEM-ATOMIC', 'SEM-MERGE', ...EVERY_ERROR],
      needs: ['batch'],
      from: 'A',
      steps: [
        read('read before'),
        batch('a batch that is cut off', { text: cut }),
        batch('an empty batch', { text: '' }),
        ...Object.entries(whole).map(([name, json]) => batch(name, { json })),
        ...fenceBehind(changes),
      ],
    },
    {
      address: 'batch/open',
      rows: ['BAT-MALFORMED', ...EVERY_ANSWER],
      needs: ['batch'],
      steps: Object.entries(part).map(([name, requests]) => batch(name, { json: { requests } })),
    },
  ];
}

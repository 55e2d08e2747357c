import type { Operation } from '../contract/operation';
import { changesOf } from './changes';
import { EVERY_ANSWER, EVERY_ERROR } from './constraints';
import { fenceBehind } from './refusals';
import { read, send, type Scenario, type Send } from './scenario';

const headers = { 'Content-Type': 'application/json' };

/** The operation inside $batch. */
export function batchScenarios(operation: Operation): Scenario[] {
  const { body, nudge, limited, flipped } = changesOf(operation);
  const item = (id: string, method: string, rest: object = {}) => ({
    id,
    method,
    url: operation.path,
    ...rest,
  });
  const refused = limited ? limited.put(limited.maximum + 1) : { [flipped]: [7] };
  // Beside the operation's own collection, or below the root.
  const stray = `${operation.path.split('/').slice(0, -2).join('/')}/nothingOfThisName`;
  const success = [
    item('1', 'PATCH', { headers, body: body(nudge(14)) }),
    item('2', 'GET', { dependsOn: ['1'] }),
  ];
  const failure = [
    item('1', 'PATCH', { headers, body: body(refused) }),
    item('2', 'PATCH', { headers, body: body(nudge(15)), dependsOn: ['1'] }),
    item('3', 'PATCH', { headers, body: body(nudge(16)) }),
  ];
  const strays = [
    item('1', 'PATCH', { headers, body: body(nudge(17)) }),
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
      rows: ['BAT-OUTER', 'SEM-APPLY'],
      needs: ['batch'],
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
    ...malformed(operation),
  ];
}

/** Batches that are none, and those of which it is open what becomes of the requests in them. */
function malformed(operation: Operation): Scenario[] {
  const changes = changesOf(operation);
  const item = (id: string, rest: object = {}) => ({ id, method: 'GET', url: operation.path, ...rest });
  const { body, nudge, limited, independent, markers } = changes;
  // Where there is a number, each update has its own: what is stored then shows which one was carried out.
  let number = 32;
  const update = (id: string) => {
    const own = limited && independent ? nudge((number += 1)) : markers[1];
    return item(id, { method: 'PATCH', headers, body: body({ ...markers[0], ...own }) });
  };
  const whole: Record<string, unknown> = {
    'an array': [update('1')],
    'no requests': {},
    'requests that are no list': { requests: update('1') },
    'an id twice': { requests: [update('1'), update('1')] },
    'an id twice, far apart': { requests: [update('1'), item('2'), item('1')] },
  };
  const part: Record<string, unknown[]> = {
    'a request without an id': [{ method: 'GET', url: operation.path }],
    'a request without a method': [{ id: '1', url: operation.path }],
    'a request without a url': [{ id: '1', method: 'GET' }],
    'a request that is none': ['1'],
    'a request that depends on nobody': [item('1', { dependsOn: ['2'] })],
    'a request that depends on itself': [item('1', { dependsOn: ['1'] })],
    'a request that depends on a later one': [item('1', { dependsOn: ['2'] }), item('2')],
    'requests in a circle': [item('1', { dependsOn: ['2'] }), item('2', { dependsOn: ['1'] })],
    '21 requests': Array.from({ length: 21 }, (_, at) => item(String(at + 1))),
  };
  const batch = (name: string, payload: Send['payload']) =>
    send(name, 'POST', { path: 'batch', ...(payload && { payload }), refused: true });
  const cut = JSON.stringify({ requests: [update('1')] }).slice(0, -1);
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

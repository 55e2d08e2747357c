import type { Operation } from '../contract/operation';
import { changesOf } from './changes';
import { read, send, type Scenario } from './scenario';

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
        batch('an update and a read behind it', success),
        read(),
        batch('a refusal and what depends on it', failure),
        read('read behind the refusal'),
        batch('a request for nothing among others', strays),
        read('read behind a request for nothing'),
        batch('twenty requests', twenty),
        read('read behind twenty requests'),
      ],
      hint: 'if the provider has no $batch, say --lacks batch',
    },
  ];
}

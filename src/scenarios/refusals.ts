import { read, send, update, type Scenario } from './scenario';
import type { Operation } from '../contract/operation';
import { changesOf } from './changes';

/** What must be refused, and no schema of the body says: bodies that are none, media types, methods, credentials. */
export function refusalScenarios(operation: Operation, groups: readonly string[]): Scenario[] {
  const { body, nudge, flip, flipped, markers } = changesOf(operation, groups);
  const sound = body({ ...markers[0], ...markers[1] });
  const soundText = JSON.stringify(sound);
  const fence = [
    update('fence', body({ state: 'disabled' }), { accept: 'RES-204' }),
    read('read behind the fence'),
  ];
  return [
    {
      address: 'refusals/malformed-json',
      rows: ['ERR-BADJSON', 'SEM-ATOMIC'],
      needs: [],
      from: 'A',
      steps: [
        read('read before'),
        ...Object.entries({
          'an empty body': '',
          'cut off': soundText.slice(0, -1),
          'a string left open': soundText.replace(`${flipped}"`, flipped),
          'no JSON at all': `${flipped}=false`,
          'an array': `[${soundText}]`,
          null: 'null',
          'a string': JSON.stringify(soundText),
          'a number': '12',
          'a boolean': 'true',
        }).map(([name, text]) => send(name, 'PATCH', { payload: { text } })),
        ...fence,
      ],
    },
    {
      address: 'refusals/content-type',
      rows: ['ERR-CT', 'SEM-ATOMIC'],
      needs: [],
      from: 'A',
      steps: [
        read('read before'),
        update('no Content-Type', sound, { contentType: null }),
        ...[
          'text/plain',
          'application/xml',
          'application/x-www-form-urlencoded',
          'application/octet-stream',
          // The type of JSON in a parameter makes no JSON of it.
          'text/plain; note=application/json',
        ].map((contentType) => update(contentType, sound, { contentType })),
        ...fence,
      ],
    },
    {
      address: 'refusals/method',
      rows: ['ERR-405'],
      needs: [],
      from: 'A',
      steps: (['PUT', 'POST'] as const).map((method) =>
        send(method, method, { payload: { json: body(operation.states.A) } }),
      ),
    },
    {
      address: 'authorization/none',
      rows: ['AUT-401', 'SEM-ATOMIC'],
      needs: [],
      from: 'A',
      steps: [
        read('read before'),
        update('no Authorization', sound, { credentials: 'none' }),
        update('an empty Authorization', sound, { credentials: 'malformed', authorization: '' }),
        update('Bearer and no token', sound, { credentials: 'malformed', authorization: 'Bearer' }),
        update('Basic', sound, { credentials: 'malformed', authorization: 'Basic Z3JhcGg6Y29udHJhY3Q=' }),
        update('the token without its scheme', sound, { credentials: 'malformed', authorization: '$TOKEN' }),
        update('a scheme that ends in Bearer', sound, {
          credentials: 'malformed',
          authorization: 'XBearer $TOKEN',
        }),
        ...fence,
      ],
    },
    {
      address: 'authorization/none-for-read',
      rows: ['AUT-401'],
      needs: ['read'],
      steps: [send('a read without Authorization', 'GET', { credentials: 'none' })],
    },
    {
      address: 'authorization/none-for-delete',
      rows: ['AUT-401'],
      needs: ['delete'],
      steps: [send('a revert without Authorization', 'DELETE', { credentials: 'none' })],
    },
    {
      address: 'authorization/scheme-case',
      rows: ['AUT-401'],
      needs: [],
      steps: [
        update('bearer in lower case', body(flip('A')), {
          credentials: 'lower-case-scheme',
          accept: 'AUT-401',
        }),
      ],
    },
    {
      address: 'authorization/permission',
      rows: ['AUT-403', 'SEM-ATOMIC'],
      needs: ['scopes'],
      from: 'A',
      steps: [
        read('read before'),
        update('an update with the read permission', sound, { credentials: 'read-only' }),
        ...fence,
      ],
    },
    {
      address: 'authorization/permission-for-delete',
      rows: ['AUT-403'],
      needs: ['scopes', 'delete'],
      steps: [send('a revert with the read permission', 'DELETE', { credentials: 'read-only' })],
    },
    {
      address: 'authorization/read-permission',
      rows: ['AUT-READ', 'SEM-APPLY'],
      needs: ['scopes', 'read'],
      // There is one policy, whoever asks for it.
      steps: [
        update('an update with the write permission', body(nudge(22)), { accept: 'RES-204' }),
        read('a read with the read permission', { credentials: 'read-only' }),
      ],
    },
  ];
}

import type { Operation } from '../contract/operation';
import { changesOf, type Changes } from './changes';
import { fenceBehind, soundBody } from './refusals';
import { read, send, update, type Scenario } from './scenario';

/** Credentials that must be refused, and those that must not: none, malformed ones, and permissions. */
export function authorizationScenarios(operation: Operation, groups: readonly string[]): Scenario[] {
  const changes = changesOf(operation, groups);
  return [...withoutCredentials(changes), schemeCase(changes), ...permissions(changes)];
}

/** No credentials, or none that are well formed. */
function withoutCredentials(changes: Changes): Scenario[] {
  const sound = soundBody(changes);
  return [
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
        update('the token without its scheme', sound, {
          credentials: 'malformed',
          authorization: '$GRAPH_TOKEN',
        }),
        update('a scheme that ends in Bearer', sound, {
          credentials: 'malformed',
          authorization: 'XBearer $GRAPH_TOKEN',
        }),
        ...fenceBehind(changes),
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
  ];
}

/** The scheme has no letter case. */
function schemeCase({ body, flip }: Changes): Scenario {
  return {
    address: 'authorization/scheme-case',
    rows: ['AUT-401'],
    needs: [],
    steps: [
      update('bearer in lower case', body(flip('A')), {
        credentials: 'lower-case-scheme',
        accept: 'AUT-401',
      }),
    ],
  };
}

/** Tokens that lack a permission, and one whose permission is enough for a read. */
function permissions(changes: Changes): Scenario[] {
  const { body, nudge, done } = changes;
  return [
    {
      address: 'authorization/permission',
      rows: ['AUT-403', 'SEM-ATOMIC'],
      needs: ['scopes'],
      from: 'A',
      steps: [
        read('read before'),
        update('an update with the read permission', soundBody(changes), { credentials: 'read-only' }),
        ...fenceBehind(changes),
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
        update('an update with the write permission', body(nudge(22)), done),
        read('a read with the read permission', { credentials: 'read-only' }),
      ],
    },
  ];
}

import type { Operation } from '../contract/operation';
import { changesOf, type Changes } from './changes';
import { BROKEN_CREDENTIALS, NO_CREDENTIALS, OTHER_CASES, TWO_SPACES } from './grammar/credentials';
import { fenceBehind, otherFenceBehind, readAndFence, soundBody } from './refusals';
import { silentIn } from './samples';
import { read, send, update, type Scenario, type Send, type Step } from './scenario';

/** Credentials that must be refused, and those that must not: none, malformed ones, and permissions. */
export function authorizationScenarios(operation: Operation, groups: readonly string[]): Scenario[] {
  const changes = changesOf(operation, groups);
  return [...withoutCredentials(operation, changes), schemeCase(changes), ...permissions(operation, changes)];
}

/** No credentials, or none that are well formed. */
function withoutCredentials(operation: Operation, changes: Changes): Scenario[] {
  return [
    {
      address: 'authorization/none',
      rows: ['AUT-401', 'SEM-ATOMIC'],
      needs: [],
      from: 'A',
      steps: [
        read('read before'),
        ...undocumented(operation, changes, { credentials: 'none' }),
        ...unauthorised(changes),
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

/**
 * Updates of members that no page says an update may set: whatever refuses them, nothing may be stored. Which of the two
 * values the policy has already nobody knows, so that a read stands behind each.
 */
const undocumented = (operation: Operation, { body }: Changes, given: Pick<Send, 'credentials'>): Step[] =>
  (['A', 'B'] as const).flatMap((state) =>
    silentIn(operation, state).flatMap((members) => {
      const name = `undocumented members of state ${state}`;
      return [update(name, body(members), given), read(`read behind ${name}`)];
    }),
  );

/**
 * Updates without credentials, before two fences: what the one hides shows behind the other. A read before a fence would do the
 * same, and tell less where reads lag.
 */
function unauthorised(changes: Changes): Step[] {
  const { second } = changes;
  const credentials = Object.entries({ ...NO_CREDENTIALS, ...BROKEN_CREDENTIALS });
  if (!second)
    return [
      ...credentials.map(([name, given], at) => update(name, soundBody(changes, at), given)),
      ...readAndFence(changes),
    ];
  const half = credentials.length / 2;
  return [
    ...credentials.slice(0, half).map(([name, given], at) => update(name, soundBody(changes, at), given)),
    ...otherFenceBehind(changes, 'B', 'first fence'),
    ...credentials
      .slice(half)
      .map(([name, given], at) => update(name, { ...soundBody(changes, at), ...second('A') }, given)),
    ...fenceBehind(changes),
  ];
}

/** The scheme has no letter case. */
function schemeCase({ body, flip }: Changes): Scenario {
  return {
    address: 'authorization/scheme-case',
    rows: ['AUT-401'],
    needs: [],
    steps: [
      ...Object.entries(OTHER_CASES).map(([name, credentials]) =>
        update(name, body(flip('A')), { ...credentials, accept: 'AUT-401' }),
      ),
      ...Object.entries(TWO_SPACES).map(([name, credentials]) => update(name, body(flip('A')), credentials)),
    ],
  };
}

/** Tokens that lack a permission, and one whose permission is enough for a read. */
function permissions(operation: Operation, changes: Changes): Scenario[] {
  const { body, flip, done } = changes;
  return [
    {
      address: 'authorization/permission',
      rows: ['AUT-403', 'SEM-ATOMIC'],
      needs: ['scopes'],
      from: 'A',
      steps: [
        read('read before'),
        ...undocumented(operation, changes, { credentials: 'read-only' }),
        // What has no effect needs the permission too.
        update('an update to what is there, with the read permission', body(operation.states.A), {
          credentials: 'read-only',
        }),
        update('an update with the read permission', soundBody(changes, 1), { credentials: 'read-only' }),
        ...readAndFence(changes),
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
      from: 'A',
      // There is one policy, whoever asks for it. A copy that is kept shows neither the one value nor the other.
      steps: [
        read('a read with the read permission before', { credentials: 'read-only' }),
        ...(['B', 'A'] as const).flatMap((state) => [
          update(`an update of state ${state} with the write permission`, body(flip(state)), done),
          read(`a read with the read permission in state ${state}`, { credentials: 'read-only' }),
        ]),
      ],
    },
  ];
}

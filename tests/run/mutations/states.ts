import { done, refused, rewritten, type Call, type Mutation } from '../mutant';
import type { PolicyConfiguration, PolicyStore } from '../../../src/provider';
import type { MutationCase } from './mutation';

const isUpdate = ({ method }: Call): boolean => method === 'PATCH';

/** What an update that was carried out leaves behind. */
const afterUpdate = (edit: (store: PolicyStore, call: Call) => void): Mutation => ({
  response: (response, call, store) => {
    if (isUpdate(call) && response.status === 204) edit(store, call);
    return response;
  },
});

/** One member that is answered for and not stored. */
const forgets = (member: keyof PolicyConfiguration): Mutation =>
  afterUpdate((store, { json, before }) => {
    if (member in json) store.set({ ...store.get(), [member]: before[member] });
  });

const forgotten = (
  member: keyof PolicyConfiguration,
  actual: string | RegExp,
  follows: MutationCase['follows'] = {},
): MutationCase => ({
  name: `forgets ${member}`,
  breaks: 'SEM-APPLY',
  check: 'state/apply',
  mutation: forgets(member),
  follows,
  actual,
});

export const STATE: readonly MutationCase[] = [
  forgotten('state', '"disabled"'),
  forgotten('defaultLength', '8'),
  // A lifetime that stays breaks the order of those that are stored around it.
  forgotten('defaultLifetimeInMinutes', '60', { 'SEM-STATE-RANGE': 'violates' }),
  forgotten('minimumLifetimeInMinutes', '60', { 'SEM-STATE-RANGE': 'violates' }),
  forgotten('maximumLifetimeInMinutes', '480', { 'SEM-STATE-RANGE': 'violates' }),
  forgotten('isUsableOnce', 'false'),
  // A collection that stays still holds what it held.
  forgotten('includeTargets', /all_users/, { 'SEM-REPLACE': 'violates' }),
  forgotten('excludeTargets', '[]'),
  {
    name: 'resets what is not sent',
    breaks: 'SEM-MERGE',
    check: 'state/merge',
    mutation: afterUpdate((store, { json }) => {
      if (!('isUsableOnce' in json)) store.set({ ...store.get(), isUsableOnce: false });
    }),
    // The write behind refused ones does it too.
    follows: { 'SEM-ATOMIC': 'violates' },
    actual: 'false',
  },
  {
    name: 'adds the targets that are sent to those there are',
    breaks: 'SEM-REPLACE',
    check: 'state/replace',
    mutation: afterUpdate((store, { json, before }) => {
      if (!('includeTargets' in json)) return;
      const next = store.get();
      const kept = before.includeTargets.filter(
        ({ id }) => !next.includeTargets.some((target) => target.id === id),
      );
      store.set({ ...next, includeTargets: [...kept, ...next.includeTargets] });
    }),
    actual: /all_users.*6c2f0f4e/,
  },
  {
    name: 'stores the sound members of an update that it refuses',
    breaks: 'SEM-ATOMIC',
    check: 'state/atomic',
    mutation: {
      response: (response, { json }, store) => {
        if (response.status === 400 && typeof json['isUsableOnce'] === 'boolean')
          store.set({ ...store.get(), isUsableOnce: json['isUsableOnce'] });
        return response;
      },
    },
    actual: 'false',
  },
  {
    name: 'stores an update before it looks at the token',
    breaks: 'SEM-ATOMIC',
    check: 'state/atomic',
    mutation: {
      response: (response, { json }, store) => {
        if ([401, 403].includes(response.status) && json['defaultLength'] === 33)
          store.set({ ...store.get(), defaultLength: 33 });
        return response;
      },
    },
    actual: '33',
  },
  {
    name: 'stores a target twice when it is sent again',
    breaks: 'SEM-REPEAT',
    check: 'state/repeat',
    mutation: afterUpdate((store, { json, before }) => {
      const next = store.get();
      if (
        'includeTargets' in json &&
        JSON.stringify(before.includeTargets) === JSON.stringify(next.includeTargets)
      )
        store.set({ ...next, includeTargets: [...before.includeTargets, ...next.includeTargets] });
    }),
    actual: /all_users.*all_users/,
  },
  {
    name: 'recalculates the default to more than the maximum',
    breaks: 'SEM-STATE-RANGE',
    check: 'state/range',
    mutation: {
      request: (call, store) => {
        if (!isUpdate(call) || Object.keys(call.json).join() !== '@odata.type,maximumLifetimeInMinutes')
          return {};
        if (call.json['maximumLifetimeInMinutes'] !== 60) return {};
        store.set({ ...call.before, maximumLifetimeInMinutes: 60, defaultLifetimeInMinutes: 60 });
        return done(call);
      },
      response: (response, { method }, store) =>
        method === 'GET' && store.get().maximumLifetimeInMinutes === 60
          ? rewritten(response, (policy) => ({ ...policy, defaultLifetimeInMinutes: 61 }))
          : response,
    },
    actual: /6[01]/,
  },
  {
    name: 'refuses the id and the context of its own read',
    breaks: 'SEM-ROUNDTRIP',
    check: 'state/round-trip',
    mutation: {
      request: (call) => ('id' in call.json && '@odata.context' in call.json ? refused(call) : {}),
    },
    actual: '400 Bad Request',
  },
  {
    name: 'takes another id',
    breaks: 'SEM-KEY',
    check: 'state/key',
    mutation: {
      request: (call, store) => {
        if (!isUpdate(call) || call.json['id'] !== 'Sms' || '@odata.context' in call.json) return {};
        store.set({ ...call.before, id: 'Sms' as 'TemporaryAccessPass' });
        return done(call);
      },
    },
    actual: '"Sms"',
  },
  {
    name: 'answers DELETE with 200',
    breaks: 'SEM-DELETE',
    check: 'state/delete',
    mutation: {
      response: (response, { method }) =>
        method === 'DELETE' && response.status === 204
          ? new Response('', { headers: new Headers(response.headers) })
          : response,
    },
    actual: '200 OK',
  },
  {
    name: 'leaves the state as it is on DELETE',
    breaks: 'SEM-DELETE',
    check: 'state/delete',
    mutation: {
      response: (response, { method, before }, store) => {
        if (method === 'DELETE' && response.status === 204)
          store.set({ ...store.get(), state: before.state });
        return response;
      },
    },
    actual: '"disabled"',
  },
  {
    name: 'does nothing on DELETE',
    breaks: 'SEM-DELETE',
    check: 'state/delete',
    mutation: {
      response: (response, { method, before }, store) => {
        if (method === 'DELETE' && response.status === 204) store.set(before);
        return response;
      },
    },
    actual: '240',
  },
  {
    name: 'reverts to a length of its own',
    breaks: 'SEM-DELETE',
    check: 'state/delete',
    mutation: {
      response: (response, { method }, store) => {
        if (method === 'DELETE' && response.status === 204) store.set({ ...store.get(), defaultLength: 10 });
        return response;
      },
    },
    actual: '10',
    weight: 'informational',
  },
];

/** Faults of GET: what a read shows, and whether it can be sent back. */
import { changed, isCarriedOut, refused, rewritten, type Call, type Make } from './behaviour';
import { isUpdate, refusing, type Members } from './updates';

type Read = Record<string, unknown>;

const isRead = (response: Response, { method }: Call): boolean => method === 'GET' && response.status === 200;

/** Edits the policy that a read shows. */
export const showing =
  (edit: (policy: Read) => unknown): Make =>
  () => ({
    response: (response, call) => (isRead(response, call) ? rewritten(response, edit) : response),
  });

export const showingMember = (name: string, edit: (value: unknown) => unknown): Make =>
  showing((policy) => ({ ...policy, [name]: edit(policy[name]) }));

const leavingOut = (name: string): Make =>
  showing((policy) => Object.fromEntries(Object.entries(policy).filter(([member]) => member !== name)));

/** Replaces the answer to a read. */
const answering =
  (change: Parameters<typeof changed>[1]): Make =>
  () => ({
    response: (response, call) => (isRead(response, call) ? changed(response, change) : response),
  });

const targets = (value: unknown): Read[] => value as Read[];

/** The key with a lower-case first letter; if that letter is lower case already, the key in upper case. */
const otherCase = (id: string): string => {
  const small = `${id.charAt(0).toLowerCase()}${id.slice(1)}`;
  return small === id ? id.toUpperCase() : small;
};

export const read: Readonly<Record<string, Make>> = {
  'read-type-missing': leavingOut('@odata.type'),
  'read-type-without-hash': showingMember('@odata.type', (type) => String(type).slice(1)),
  'read-id-missing': leavingOut('id'),
  'read-id-number': showingMember('id', () => 1),
  'read-id-other-case': showingMember('id', (id) => otherCase(String(id))),
  'read-id-guid': showingMember('id', () => '5f1d6a3c-52f2-4a0b-9d0c-8e6a1f0b7c11'),
  'read-state-missing': leavingOut('state'),
  'read-exclude-missing': leavingOut('excludeTargets'),
  // Only if the collection is empty.
  'read-empty-collection-missing': showing(({ excludeTargets, ...policy }) =>
    targets(excludeTargets).length === 0 ? policy : { ...policy, excludeTargets },
  ),
  'read-empty-collection-null': showingMember('excludeTargets', (value) =>
    targets(value).length === 0 ? null : value,
  ),
  'read-single-target-object': showingMember('includeTargets', (value) =>
    targets(value).length === 1 ? targets(value)[0] : value,
  ),
  'read-target-without-id': showingMember('includeTargets', (value) =>
    targets(value).map(({ id, ...target }) => ({ ...target, groupId: id })),
  ),
  'read-registration-string': showingMember('includeTargets', (value) =>
    targets(value).map((target) => ({
      ...target,
      isRegistrationRequired: String(target['isRegistrationRequired']),
    })),
  ),
  'read-length-string': showingMember('defaultLength', String),
  'read-lifetime-string': showingMember('defaultLifetimeInMinutes', (value) => `PT${String(value)}M`),
  'read-once-string': showingMember('isUsableOnce', String),
  'read-state-boolean': showingMember('state', (value) => value === 'enabled'),
  'read-state-unknown': showingMember('state', (value) => (value === 'enabled' ? 'on' : 'off')),
  'read-length-out-of-range': showingMember('defaultLength', (value) => (value === 48 ? 49 : value)),
  'read-limits-swapped': showing((policy) => ({
    ...policy,
    minimumLifetimeInMinutes: policy['maximumLifetimeInMinutes'],
    maximumLifetimeInMinutes: policy['minimumLifetimeInMinutes'],
  })),
  'read-stale-for-ever': () => {
    let first: string | undefined;
    return {
      response: async (response, call) => {
        if (!isRead(response, call)) return response;
        const text = await response.clone().text();
        return changed(response, { text: () => (first ??= text) });
      },
    };
  },
  'read-one-update-behind': () => {
    let before: Read = {};
    return {
      response: (response, call) => {
        if (isCarriedOut(response, call)) before = { ...call.before };
        return isRead(response, call)
          ? rewritten(response, (policy) => ({ ...policy, ...before }))
          : response;
      },
    };
  },
  'read-as-text': answering({ headers: { 'content-type': 'text/plain' } }),
  'read-as-html': answering({ headers: { 'content-type': 'text/html' }, text: () => '<h1>Policy</h1>' }),
  'read-without-content-type': answering({ headers: { 'content-type': null } }),
  'read-empty': answering({ text: () => '' }),
  'read-as-array': answering({ text: (text) => `[${text}]` }),
  'read-wrapped-in-value': showing((policy) => ({ value: policy })),
  'read-answered-203': answering({ status: 203 }),
};

/** Shows a member that it refuses in updates. */
const shownOnly = (name: string, add: (policy: Read) => Read, isSent: (json: Members) => boolean): Make => {
  return () => ({
    request: (call) =>
      isUpdate(call) && isSent(call.json) ? refused(call, 400, `${name} is read-only.`) : {},
    response: (response, call) => (isRead(response, call) ? rewritten(response, add) : response),
  });
};

export const roundTrip: Readonly<Record<string, Make>> = {
  'round-trip-read-only-member-refused': shownOnly(
    'lastModifiedBy',
    (policy) => ({ ...policy, lastModifiedBy: 'an administrator' }),
    (json) => 'lastModifiedBy' in json,
  ),
  'round-trip-display-name-refused': shownOnly(
    'displayName',
    (policy) => ({
      ...policy,
      includeTargets: targets(policy['includeTargets']).map((target) => ({ ...target, displayName: 'All' })),
    }),
    ({ includeTargets }) => JSON.stringify(includeTargets ?? []).includes('"displayName":'),
  ),
  'round-trip-id-beside-members-refused': refusing(
    ({ json }) => 'id' in json && '@odata.context' in json && 'state' in json,
  ),
  'round-trip-takes-another-key': () => ({
    request: (call, store) => {
      const { id, ...rest } = call.json;
      if (!isUpdate(call) || typeof id !== 'string' || id === '' || '@odata.context' in rest) return {};
      store.set({ ...store.get(), id: id as 'TemporaryAccessPass' });
      return { body: JSON.stringify(rest) };
    },
  }),
};

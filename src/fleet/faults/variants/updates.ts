/** Variants in the handling of updates, where the documentation is silent or leaves a choice. */
import {
  changed,
  isCarriedOut,
  refused,
  rewritten,
  type Behaviour,
  type Call,
  type Changes,
  type Make,
} from '../behaviour';
import type { PolicyConfiguration } from '../../../provider/policies/temporary-access-pass';
import { hasMembers, isBatch, isUpdate, sent, targetsOf, withHeaders, type Members } from './support';

const LEAST = 'minimumLifetimeInMinutes';
const DEFAULT = 'defaultLifetimeInMinutes';
const MOST = 'maximumLifetimeInMinutes';
type Lifetimes = Pick<PolicyConfiguration, typeof LEAST | typeof DEFAULT | typeof MOST>;

/**
 * Recalculates lifetimes when one of them is sent. A value that breaks a bound, or lifetimes in the body that break
 * the order, are refused.
 */
const recalculating = (
  recalculate: (next: Lifetimes, call: Call) => Partial<Lifetimes> | undefined,
): Behaviour => ({
  request: (call): Changes => {
    const given = [LEAST, DEFAULT, MOST].filter((name) => name in call.json);
    if (!hasMembers(call) || given.length === 0) return {};
    if (!given.every((name) => Number.isInteger(call.json[name]))) return {};
    const next = { ...call.before, ...(call.json as Partial<Lifetimes>) };
    const added = recalculate(next, call) ?? {};
    return sent({ ...call.json, ...added });
  },
});

/** Derives a default lifetime that was not sent, if the limits are in order. */
const defaultFrom = (pick: (next: Lifetimes) => number): Behaviour =>
  recalculating((next, { json }) =>
    DEFAULT in json || next[LEAST] > next[MOST] ? undefined : { [DEFAULT]: pick(next) },
  );

const between = ({ [LEAST]: least, [DEFAULT]: value, [MOST]: most }: Lifetimes): number =>
  Math.min(most, Math.max(least, value));

/** Adjusts limits that were not sent to a default lifetime that was. */
const limitsGiveWay = (): Behaviour =>
  recalculating(({ [LEAST]: least, [DEFAULT]: value, [MOST]: most }, { json }) => {
    if (!(DEFAULT in json) || value < 10 || value > 43200) return undefined;
    return {
      ...(LEAST in json ? {} : { [LEAST]: Math.min(least, value) }),
      ...(MOST in json ? {} : { [MOST]: Math.max(most, value) }),
    };
  });

/** Drops members that the type does not declare, and nulls in place of a value. */
const lenient = (call: Call): Changes => {
  if (!hasMembers(call)) return {};
  const declared = new Map(
    Object.entries(call.before).map(([name, value]: [string, unknown]) => [name.toLowerCase(), value]),
  );
  const kept = Object.entries(call.json).filter(
    ([name, value]) =>
      name.includes('@') ||
      (declared.has(name.toLowerCase()) &&
        (value !== null || Array.isArray(declared.get(name.toLowerCase())))),
  );
  return sent(Object.fromEntries(kept));
};

/** Refuses updates that meet a condition. */
const refusing = (is: (call: Call) => boolean, message: string): Behaviour => ({
  request: (call) => (hasMembers(call) && is(call) ? refused(call, 400, message) : {}),
});

const DECLARED_OF_TARGETS = new Set(
  [
    'id',
    'targetType',
    'isRegistrationRequired',
    'isUsableForSignIn',
    'allowedPasskeyProfiles',
    'authenticationMode',
  ].map((name) => name.toLowerCase()),
);

const idsIn = (collection: unknown): string[] =>
  Array.isArray(collection)
    ? collection.flatMap((target: Members | null) => (typeof target?.['id'] === 'string' ? target['id'] : []))
    : [];

const hasDoubles = (collection: unknown): boolean =>
  new Set(idsIn(collection)).size < idsIn(collection).length;

const withoutDoubles = (collection: unknown): unknown =>
  Array.isArray(collection)
    ? collection.filter((target: Members | null, index) => {
        const ids = collection.map((other: Members | null) => other?.['id']);
        return typeof target?.['id'] !== 'string' || ids.indexOf(target['id']) === index;
      })
    : collection;

/** Whether a scalar member occurs more often in the text than in the parsed body. Parts may have the same name. */
const standsTwice = ({ json, body }: Call): boolean => {
  const once = JSON.stringify(json);
  const count = (text: string, name: string): number => text.split(`"${name}":`).length;
  return Object.entries(json).some(
    ([name, value]) => typeof value !== 'object' && count(body, name) > count(once, name),
  );
};

/** The targets after an update: both collections, with the stored one where the update sends none. */
const onBothSides = ({ json, before }: Call): boolean => {
  const included = idsIn(json['includeTargets'] ?? before.includeTargets);
  return idsIn(json['excludeTargets'] ?? before.excludeTargets).some((id) => included.includes(id));
};

/** Groups that exist for a provider that looks them up. */
const DIRECTORY = new Set([
  'all_users',
  '0a7c1f4e-1b55-4c1c-8d0e-5b5a1f2c8d11',
  '0a7c1f4e-1b55-4c1c-8d0e-5b5a1f2c8d12',
  '0a7c1f4e-1b55-4c1c-8d0e-5b5a1f2c8d13',
]);
const namesStranger = (call: Call): boolean =>
  targetsOf(call).some(({ id }) => typeof id === 'string' && id !== '' && !DIRECTORY.has(id.toLowerCase()));

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const guidsInUpperCase = (call: Call): Changes => {
  if (!hasMembers(call)) return {};
  const text = JSON.stringify(call.json, (name, value: unknown) =>
    name === 'id' && typeof value === 'string' && GUID.test(value) ? value.toUpperCase() : value,
  );
  return { body: text };
};

const PROFILES = 'passkeyProfiles';
/** The profile that a tenant gets with its migration, and that nobody can delete. */
const BASELINE = '00000000-0000-0000-0000-000000000001';
const deletesBaseline = ({ json }: Call): boolean =>
  Array.isArray(json[PROFILES]) && !idsIn(json[PROFILES]).includes(BASELINE);

const isUnusual = (text: unknown): boolean =>
  typeof text === 'string' && (text.length > 80 || text !== text.trim() || /[^\x20-\x7e]/.test(text));

/** The texts that are open in an update: of the provider's own, and of profiles. */
const openTexts = ({ json }: Call): unknown[] => [
  json['displayName'],
  ...Object.values((json['openIdConnectSetting'] ?? {}) as Members),
  ...listIn(json[PROFILES]).map(({ name }) => name),
];

const listIn = (value: unknown): Members[] =>
  Array.isArray(value)
    ? value.filter((item): item is Members => typeof item === 'object' && item !== null)
    : [];

const PARTS_OF_TARGET = ['id', 'targetType', 'isRegistrationRequired', 'allowedPasskeyProfiles'];
const PARTS_OF_PROFILE = ['id', 'name', 'passkeyTypes', 'attestationEnforcement', 'keyRestrictions'];
/** Whether an included target or a profile lacks what its page calls Required. */
const lacksPart = ({ json }: Call): boolean =>
  listIn(json['includeTargets']).some((target) => PARTS_OF_TARGET.some((part) => !(part in target))) ||
  listIn(json[PROFILES]).some((profile) => PARTS_OF_PROFILE.some((part) => !(part in profile)));

/** Variants in members that single methods have. */
const OF_METHODS: Readonly<Record<string, Make>> = {
  'affinity-refused': () => refusing(({ body }) => /AffinityLevel/i.test(body), 'There is no such member.'),
  'baseline-profile-kept': () => refusing(deletesBaseline, 'This profile cannot be deleted.'),
  'texts-long-refused': () => refusing((call) => openTexts(call).some(isUnusual), 'No such text.'),
  'profile-names-refused': () => refusing((call) => openTexts(call).some(isUnusual), 'No such name.'),
  'targets-whole-wanted': () => refusing(lacksPart, 'A part is missing.'),
  'users-refused': () =>
    refusing((call) => targetsOf(call).some(({ targetType }) => targetType === 'user'), 'No users.'),
  'passkey-types-turned': () => ({
    request: (call) =>
      hasMembers(call) ? { body: call.body.replaceAll('"deviceBound,synced"', '"synced,deviceBound"') } : {},
  }),
};

/** Answers an update with 204. */
const bodiless = (response: Response, call: Call): Response | Promise<Response> =>
  isCarriedOut(response, call)
    ? changed(response, { status: 204, headers: { 'content-type': null, 'odata-version': null } })
    : response;

/** The same for the updates inside $batch. */
function bodilessInside(response: Response, { json }: Call): Promise<Response> {
  const requests = Array.isArray(json['requests']) ? (json['requests'] as Members[]) : [];
  const updates = new Set(requests.filter(({ method }) => method === 'PATCH').map(({ id }) => id));
  return rewritten(response, ({ responses, ...rest }) => ({
    ...rest,
    responses: (responses as Members[]).map(({ id, status, ...answer }) =>
      updates.has(id) && status === 200 ? { id, status: 204 } : { id, status, ...answer },
    ),
  }));
}

/** Variants of the answer to success. */
const ANSWERS: Readonly<Record<string, Make>> = {
  'other-page-204': () => ({ response: bodiless }),
  'other-page-204-inside-too': () => ({
    response: (response, call) =>
      isBatch(call) && response.status === 200 ? bodilessInside(response, call) : bodiless(response, call),
  }),
  'prefer-honoured': () => ({
    response: (response, call, store) =>
      isUpdate(call) &&
      response.status === 204 &&
      /return=representation/.test(call.headers.get('prefer') ?? '')
        ? Response.json(store.get(), {
            headers: {
              ...Object.fromEntries(response.headers),
              'Content-Type': 'application/json',
              'Preference-Applied': 'return=representation',
            },
          })
        : response,
  }),
  'headers-on-204': () => ({
    response: (response, { path }) =>
      response.status === 204
        ? changed(response, {
            headers: {
              'OData-Version': '4.0',
              'OData-EntityId': `https://graph.example${path}`,
              'Preference-Applied': 'return=minimal',
              ETag: 'W/"2"',
              'Cache-Control': 'private',
            },
          })
        : response,
  }),
  'ids-in-upper-case': () => ({
    response: (response) => {
      const id = response.headers.get('client-request-id')?.toUpperCase();
      return changed(response, { headers: { 'client-request-id': id ?? null } });
    },
  }),
  'cache-forbidden': () => withHeaders({ 'Cache-Control': 'no-store', Pragma: 'no-cache', Expires: '-1' }),
};

export const UPDATES_OTHERWISE: Readonly<Record<string, Make>> = {
  'default-clamped': () => defaultFrom(between),
  'default-follows-minimum': () => defaultFrom(({ [LEAST]: least }) => least),
  'limits-give-way': limitsGiveWay,
  'unknown-ignored': () => ({ request: lenient }),
  'nulls-refused': () => refusing((call) => Object.values(call.json).includes(null), 'Null is no value.'),
  'targets-strict': () =>
    refusing(
      (call) =>
        targetsOf(call).some((target) =>
          Object.keys(target).some(
            (name) => !name.includes('@') && !DECLARED_OF_TARGETS.has(name.toLowerCase()),
          ),
        ),
      'A target has a member that is not declared.',
    ),
  'members-twice-refused': () => refusing(standsTwice, 'A member stands twice.'),
  'targets-twice-refused': () =>
    refusing(
      ({ json }) => hasDoubles(json['includeTargets']) || hasDoubles(json['excludeTargets']),
      'A target stands twice.',
    ),
  'targets-twice-dropped': () => ({
    request: (call) =>
      hasMembers(call)
        ? sent(
            Object.fromEntries(
              Object.entries(call.json).map(([name, value]) => [
                name,
                name.endsWith('Targets') ? withoutDoubles(value) : value,
              ]),
            ),
          )
        : {},
  }),
  'include-targets-wanted': () =>
    // A client may send back what a read shows, empty or not.
    refusing(
      ({ json, before }) =>
        JSON.stringify(json['includeTargets']) === '[]' && before.includeTargets.length > 0,
      'Somebody must be included.',
    ),
  'groups-looked-up': () => refusing(namesStranger, 'No such group.'),
  'group-on-one-side': () => refusing(onBothSides, 'A group is included and excluded.'),
  'guids-in-upper-case': () => ({ request: guidsInUpperCase }),
  ...OF_METHODS,
  ...ANSWERS,
};

/** Faults in the effects of a refused update, and of an update that is sent twice. */
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';
import { applied, isCarriedOut, refused, type Call, type Make } from './behaviour';
import { behindRefusal, isUpdate, refusing, sameJson, type Members, without } from './updates';

/**
 * The policy after the valid members of an update: those before the first invalid member or, with `beyond`, all of
 * them.
 */
function withSound({ model, before, json }: Call, beyond: boolean): PolicyConfiguration {
  let next = before;
  for (const [name, value] of Object.entries(json)) {
    const result = applied({ model, before: next }, { '@odata.type': model.type, [name]: value });
    if (result.ok) next = result.next;
    else if (!beyond) break;
  }
  return next;
}

/** Carries out updates that are refused with one of these statuses, before the check that refuses them. */
const carriedOut = (statuses: readonly number[], reads: (call: Call) => boolean): Make => {
  return () => ({
    response: (response, call, store) => {
      if (call.method !== 'PATCH' || !statuses.includes(response.status) || !reads(call)) return response;
      const result = applied(call, call.json);
      if (result.ok) store.set(result.next);
      return response;
    },
  });
};

const hasToken = ({ headers }: Call): boolean => headers.get('authorization')?.startsWith('Bearer ') ?? false;
const isJson = ({ headers }: Call): boolean => headers.get('content-type') === 'application/json';

/** The beginning of a truncated text, with its open objects closed. */
const closed = (text: string): Members => {
  try {
    return JSON.parse(`${text}}`) as Members;
  } catch {
    return {};
  }
};

const LIFETIMES = [
  'minimumLifetimeInMinutes',
  'defaultLifetimeInMinutes',
  'maximumLifetimeInMinutes',
] as const;
const isLifetime = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 10 && Number(value) <= 43_200;

/** Stores one member of an update that it refuses, where the member is sound by itself. */
const storing =
  (name: string, when: (call: Call, status: number) => boolean): Make =>
  () => ({
    response: (response, call, store) => {
      const isRefused = response.status >= 400 && response.status < 500;
      if (!isRefused || !(name in call.json) || !when(call, response.status)) return response;
      const result = applied(call, { '@odata.type': call.model.type, [name]: call.json[name] });
      if (result.ok) store.set(result.next);
      return response;
    },
  });

const isOf =
  (status: number) =>
  ({ method }: Call, given: number): boolean =>
    method === 'PATCH' && given === status;
const isOfMedia = (call: Call, status: number): boolean =>
  call.method === 'PATCH' && [400, 415].includes(status) && !isJson(call);
const isUntyped = (call: Call, status: number): boolean =>
  isOf(400)(call, status) && !('@odata.type' in call.json);
const hasStranger = (call: Call, status: number): boolean =>
  isOf(400)(call, status) &&
  typeof call.json['state'] === 'string' &&
  !['enabled', 'disabled'].includes(call.json['state']);

export const atomicity: Readonly<Record<string, Make>> = {
  'atomicity-front-stored': behindRefusal((store, call) => store.set(withSound(call, false))),
  'atomicity-sound-members-stored': behindRefusal((store, call) => {
    const { type, typeIsOptional } = call.model;
    if ((call.json['@odata.type'] ?? (typeIsOptional && type)) === type) store.set(withSound(call, true));
  }),
  'atomicity-all-stored': behindRefusal((store, call) => {
    const length = call.json['defaultLength'];
    if (Number.isInteger(length)) store.set({ ...withSound(call, true), defaultLength: length as number });
  }),
  'atomicity-nearest-stored': behindRefusal((store, { json, before }) => {
    const length = json['defaultLength'];
    if (Number.isInteger(length))
      store.set({ ...before, defaultLength: Math.min(48, Math.max(8, length as number)) });
  }),
  'atomicity-targets-stored': behindRefusal((store, call) => {
    const { includeTargets } = call.json;
    const result = applied(call, { '@odata.type': call.model.type, includeTargets });
    if (Array.isArray(includeTargets) && result.ok) store.set(result.next);
  }),
  'atomicity-refusal-resets': behindRefusal((store) => store.reset()),
  'atomicity-order-looked-at-last': behindRefusal((store, call) => {
    const { json } = call;
    // Every member is valid by itself; they are stored before their order is checked.
    const lifetime = json['defaultLifetimeInMinutes'];
    const rest = without(
      json,
      'minimumLifetimeInMinutes',
      'defaultLifetimeInMinutes',
      'maximumLifetimeInMinutes',
    );
    const result = applied(call, rest);
    if (result.ok && Number.isInteger(lifetime)) store.set(result.next);
  }),
  'atomicity-half-stored': behindRefusal((store, { json, before }) => {
    // Members are checked one by one against their limits; the order of lifetimes is checked only on storing.
    const names = LIFETIMES.filter((name) => isLifetime(json[name]));
    const half = names.slice(0, Math.ceil(names.length / 2));
    store.set({ ...before, ...Object.fromEntries(half.map((name) => [name, json[name]])) });
  }),
  'atomicity-stored-before-token': carriedOut([401], isJson),
  'atomicity-stored-before-permission': carriedOut([403], (call) => isJson(call) && hasToken(call)),
  'atomicity-stored-before-media-type': carriedOut([400, 415], (call) => !isJson(call)),
  'atomicity-targets-stored-before-token': storing('includeTargets', isOf(401)),
  'atomicity-state-stored-before-token': storing('state', isOf(401)),
  'atomicity-limit-stored-before-permission': storing('maximumLifetimeInMinutes', isOf(403)),
  'atomicity-limit-stored-before-media-type': storing('minimumLifetimeInMinutes', isOfMedia),
  'atomicity-state-stored-before-type': storing('state', isUntyped),
  'atomicity-targets-stored-before-type': storing('includeTargets', isUntyped),
  'atomicity-targets-stored-beside-a-word': storing('includeTargets', hasStranger),
  'atomicity-restrictions-stored-before-token': storing('keyRestrictions', isOf(401)),
  'atomicity-mode-stored-before-type': storing('authenticationModeConfiguration', isUntyped),
  'atomicity-cut-off-body-stored': behindRefusal((store, call) => {
    const result = applied(call, closed(call.body));
    if (result.ok) store.set(result.next);
  }),
};

export const repeat: Readonly<Record<string, Make>> = {
  'repeat-target-stored-twice': twice('includeTargets'),
  'repeat-excluded-target-stored-twice': twice('excludeTargets'),
  'repeat-same-body-refused': () => {
    let last: string | undefined;
    return {
      request: (call) => (isUpdate(call) && call.body === last ? refused(call, 409) : {}),
      response: (response, call) => {
        if (isUpdate(call) && isCarriedOut(response, call)) last = call.body;
        // A batch may carry out other updates, so the last body no longer counts.
        else if (call.method === 'POST' && response.ok) last = undefined;
        return response;
      },
    };
  },
  'repeat-no-change-refused': refusing((call) => {
    const result = applied(call, call.json);
    return result.ok && sameJson(result.next, call.before);
  }, 409),
  // A table with a unique key refuses the same value twice.
  'repeat-known-target-fails': refusing(
    ({ json, before }) =>
      Array.isArray(json['includeTargets']) &&
      json['includeTargets'].length > 0 &&
      sameJson(json['includeTargets'], before.includeTargets),
    500,
  ),
};

/** Stores targets a second time if an update sends them as they are stored. */
function twice(name: 'includeTargets' | 'excludeTargets'): Make {
  return () => ({
    response: (response, call, store) => {
      const policy = store.get();
      if (
        isUpdate(call) &&
        isCarriedOut(response, call) &&
        name in call.json &&
        sameJson(policy[name], call.before[name])
      )
        store.set({ ...policy, [name]: [...policy[name], ...policy[name]] });
      return response;
    },
  });
}

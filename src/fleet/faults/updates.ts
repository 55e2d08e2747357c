/** Building blocks of faults in updates. */
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';
import type { PolicyStore } from '../../provider/store';
import { NO_OBJECT, applied, done, isCarriedOut, refused, type Call, type Make } from './behaviour';

export type Members = Readonly<Record<string, unknown>>;

/**
 * Whether a request is an update that gets as far as its body. Updates that are refused for their token or media type
 * belong to other faults.
 */
export const isUpdate = ({ method, path, headers, model }: Call): boolean =>
  method === 'PATCH' &&
  isPolicy(path.toLowerCase(), model.key.toLowerCase()) &&
  mayWrite(headers.get('authorization') ?? '') &&
  /^application\/json\s*(?:;|$)/i.test(headers.get('content-type') ?? '');

/** Whether credentials are exactly one token, and it allows writes. */
export const mayWrite = (authorization: string): boolean =>
  /^bearer +[^\s"=]+$/i.test(authorization) && /readwrite/i.test(authorization);

const isPolicy = (path: string, key: string): boolean =>
  path.endsWith(`/${key}`) || path.endsWith(`('${key}')`);

/** Runs after each successful update. */
export const behindUpdate =
  (edit: (store: PolicyStore, call: Call) => void): Make =>
  () => ({
    response: (response, call, store) => {
      if (isUpdate(call) && isCarriedOut(response, call)) edit(store, call);
      return response;
    },
  });

/** Runs after each update that was refused for its content. */
export const behindRefusal =
  (edit: (store: PolicyStore, call: Call) => void): Make =>
  () => ({
    response: (response, call, store) => {
      if (isUpdate(call) && response.status >= 400 && response.status < 500) edit(store, call);
      return response;
    },
  });

/** Refuses updates that it should accept. */
export const refusing =
  (condition: (call: Call) => boolean, status = 400): Make =>
  () => ({ request: (call) => (isUpdate(call) && condition(call) ? refused(call, status) : {}) });

/** Answers updates with 204, and drops them. */
export const waving =
  (condition: (call: Call) => boolean): Make =>
  () => ({ request: (call) => (isUpdate(call) && condition(call) ? done(call) : {}) });

/** Replaces the body of an update; undefined leaves it unchanged. */
export const readingAs =
  (edit: (json: Members, call: Call) => Members | undefined): Make =>
  () => ({
    request: (call) => {
      const other = isUpdate(call) && call.json !== NO_OBJECT ? edit(call.json, call) : undefined;
      return other ? { body: JSON.stringify(other) } : {};
    },
  });

/** Stores some members without checking them; the rest of the update is handled normally. */
export const storingRaw =
  (raw: (json: Members, before: PolicyConfiguration) => Members | undefined): Make =>
  () => ({
    request: (call, store) => {
      const unchecked = isUpdate(call) && call.json !== NO_OBJECT ? raw(call.json, call.before) : undefined;
      if (!unchecked) return {};
      const result = applied(call, without(call.json, ...Object.keys(unchecked)));
      if (!result.ok) return {};
      store.set({ ...result.next, ...unchecked });
      return done(call);
    },
  });

export const without = (json: Members, ...names: string[]): Members =>
  Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));

export const sameJson = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

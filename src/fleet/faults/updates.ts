/** What faults in the meaning of an update are made of. */
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';
import type { PolicyStore } from '../../provider/store';
import { NO_OBJECT, applied, done, isCarriedOut, refused, type Call, type Make } from './behaviour';

export type Members = Readonly<Record<string, unknown>>;

/**
 * Whether a request is an update that gets as far as its body: what is refused for its token or its media
 * type is another fault's business.
 */
export const isUpdate = ({ method, path, headers, model }: Call): boolean =>
  method === 'PATCH' &&
  isPolicy(path.toLowerCase(), model.key.toLowerCase()) &&
  mayWrite(headers.get('authorization') ?? '') &&
  /^application\/json\s*(?:;|$)/i.test(headers.get('content-type') ?? '');

/** Whether credentials are one token, of those that may write. */
const mayWrite = (authorization: string): boolean =>
  /^bearer +[^\s"=]+$/i.test(authorization) && /readwrite/i.test(authorization);

const isPolicy = (path: string, key: string): boolean =>
  path.endsWith(`/${key}`) || path.endsWith(`('${key}')`);

/** Behind each update that was carried out. */
export const behindUpdate =
  (edit: (store: PolicyStore, call: Call) => void): Make =>
  () => ({
    response: (response, call, store) => {
      if (isUpdate(call) && isCarriedOut(response, call)) edit(store, call);
      return response;
    },
  });

/** Behind each update that was refused for what it holds. */
export const behindRefusal =
  (edit: (store: PolicyStore, call: Call) => void): Make =>
  () => ({
    response: (response, call, store) => {
      if (isUpdate(call) && response.status >= 400 && response.status < 500) edit(store, call);
      return response;
    },
  });

/** Refuses updates that it should take. */
export const refusing =
  (condition: (call: Call) => boolean, status = 400): Make =>
  () => ({ request: (call) => (isUpdate(call) && condition(call) ? refused(call, status) : {}) });

/** Answers 204 to updates that it drops. */
export const waving =
  (condition: (call: Call) => boolean): Make =>
  () => ({ request: (call) => (isUpdate(call) && condition(call) ? done(call) : {}) });

/** Takes an update for another one; undefined leaves it as it is. */
export const readingAs =
  (edit: (json: Members, call: Call) => Members | undefined): Make =>
  () => ({
    request: (call) => {
      const other = isUpdate(call) && call.json !== NO_OBJECT ? edit(call.json, call) : undefined;
      return other ? { body: JSON.stringify(other) } : {};
    },
  });

/** Stores some members as they are given, unchecked; the rest of the update goes the usual way. */
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

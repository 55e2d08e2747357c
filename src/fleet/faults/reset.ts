/** Faults of DELETE, which resets the policy to its defaults. */
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';
import type { PolicyStore } from '../../provider/store';
import { changed, isCarriedOut, refused, type Call, type Make } from './behaviour';
import { mayWrite, sameJson, type Members } from './updates';

const isDone = (response: Response, { method }: Call): boolean =>
  method === 'DELETE' && response.status === 204;

export const behindReset =
  (edit: (store: PolicyStore, before: PolicyConfiguration) => void): Make =>
  () => ({
    response: (response, call, store) => {
      if (isDone(response, call)) edit(store, call.before);
      return response;
    },
  });

/** Resets all members but some. */
export const keeping = (...names: string[]): Make =>
  behindReset((store, before: Members) =>
    store.set({ ...store.get(), ...Object.fromEntries(names.map((name) => [name, before[name]])) }),
  );

const answering =
  (status: number): Make =>
  () => ({
    response: (response, call) =>
      isDone(response, call)
        ? new Response('', { status, headers: new Headers(response.headers) })
        : response,
  });

/** Whether a request is a revert by who may write; any other is refused for that, whatever the fault is. */
const isAllowedReset = ({ method, headers }: Call): boolean =>
  method === 'DELETE' && mayWrite(headers.get('authorization') ?? '');

/** Refuses DELETE as if there were no policy. */
const missing: Make = () => ({
  request: (call) => (isAllowedReset(call) ? refused(call, 404) : {}),
});

/** Removes the policy until an update creates it again. */
const removing: Make = () => {
  let removed = false;
  return {
    response: async (response, call) => {
      if (isDone(response, call)) removed = true;
      else if (isCarriedOut(response, call)) removed = false;
      else if (removed && call.method === 'GET' && response.status === 200) {
        const error = await refused(call, 404, 'Resource not found.').text();
        return changed(response, {
          status: 404,
          headers: { 'Content-Type': 'application/json' },
          text: () => error,
        });
      }
      return response;
    },
  };
};

export const reset: Readonly<Record<string, Make>> = {
  'reset-does-nothing': behindReset((store, before) => store.set(before)),
  'reset-state-kept': keeping('state'),
  'reset-length-kept': keeping('defaultLength'),
  'reset-lifetimes-kept': keeping(
    'minimumLifetimeInMinutes',
    'defaultLifetimeInMinutes',
    'maximumLifetimeInMinutes',
  ),
  'reset-include-kept': keeping('includeTargets'),
  'reset-exclude-kept': keeping('excludeTargets'),
  'reset-undoes-one-update': () => {
    let earlier: PolicyConfiguration | undefined;
    return {
      response: (response, call, store) => {
        if (isDone(response, call)) store.set(earlier ?? call.model.defaults());
        if (isCarriedOut(response, call)) earlier = call.before;
        return response;
      },
    };
  },
  'reset-answered-200': answering(200),
  'reset-answered-202': answering(202),
  // The same faults where no page documents the result of DELETE.
  'delete-answered-200': answering(200),
  'delete-answered-202': answering(202),
  'delete-answered-404': missing,
  // And where DELETE removes the policy.
  'removal-answered-200': answering(200),
  'removal-answered-202': answering(202),
  'removal-answered-404': missing,
  'removal-does-nothing': behindReset((store, before) => store.set(before)),
  'removal-reverts': behindReset((store) => store.reset()),
  'removal-read-410': () => ({
    response: (response, { method }, store) =>
      method === 'GET' && response.status === 404 && store.isGone()
        ? changed(response, { status: 410 })
        : response,
  }),
  'reset-answered-404': missing,
  'reset-of-defaults-answered-404': () => ({
    request: (call) =>
      isAllowedReset(call) && sameJson(call.before, call.model.defaults()) ? refused(call, 404) : {},
  }),
  'reset-removes-policy': removing,
};

/** Faults that appear only sometimes: by count, history, size or caller. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PolicyConfiguration } from '../../provider/policies/temporary-access-pass';
import { applied, done, type Behaviour, type Call, type Make } from './behaviour';
import { isUpdate, sameJson } from './updates';

/** Answers some valid updates with 204, and drops them. */
const dropping =
  (start: () => { drops(call: Call): boolean; sees?(call: Call, status: number): void }): Make =>
  (): Behaviour => {
    const { drops, sees } = start();
    return {
      request: (call) => (isUpdate(call) && applied(call, call.json).ok && drops(call) ? done(call) : {}),
      response: (response, call) => {
        sees?.(call, response.status);
        return response;
      },
    };
  };

/** Drops updates by their number among all updates. */
const droppingEach = (place: (count: number) => boolean): Make =>
  dropping(() => {
    let count = 0;
    return { drops: () => place(++count) };
  });

/** What an update has changed is as it was before, once a request has come and nothing else was written. */
const fallingBack =
  (happens: () => (call: Call) => boolean): Make =>
  (): Behaviour => {
    const isTime = happens();
    let undo = (): void => undefined;
    return {
      request: (call) => {
        if (isTime(call)) undo();
        return {};
      },
      response: (response, call, store) => {
        if (!isUpdate(call) || response.status >= 300) return response;
        const written = store.get();
        undo = () => {
          if (sameJson(store.get(), written)) store.set(call.before);
        };
        return response;
      },
    };
  };

/** Tells of the third of reads in a row. */
const thirdRead = (): ((call: Call) => boolean) => {
  let count = 0;
  return ({ method }) => {
    count = method === 'GET' ? count + 1 : 0;
    return count === 3;
  };
};

const isElsewhere = ({ method, path, model: { key } }: Call): boolean => {
  const name = decodeURIComponent(path).toLowerCase();
  const isPolicy = [`/${key}`, `('${key}')`].some((end) => name.endsWith(end.toLowerCase()));
  return method === 'GET' && !isPolicy;
};

export const sometimes: Readonly<Record<string, Make>> = {
  'sometimes-back-behind-another-read': fallingBack(() => isElsewhere),
  'sometimes-back-at-third-read': fallingBack(thirdRead),
  'sometimes-third-update-dropped': droppingEach((count) => count % 3 === 0),
  'sometimes-fiftieth-update-dropped': droppingEach((count) => count % 50 === 0),
  'sometimes-first-update-dropped': droppingEach((count) => count === 1),
  'sometimes-dropped-behind-reset': dropping(() => {
    let behindReset = false;
    return {
      drops: () => behindReset,
      sees: ({ method }, status) => {
        if (method === 'DELETE' && status === 204) behindReset = true;
        else if (method === 'PATCH') behindReset = false;
      },
    };
  }),
  'sometimes-dropped-behind-refusal': dropping(() => {
    let behindRefusal = false;
    return {
      drops: () => behindRefusal,
      sees: (call, status) => {
        if (isUpdate(call)) behindRefusal = status >= 400;
      },
    };
  }),
  // The update is mistaken for one that was answered before.
  'sometimes-known-body-dropped': dropping(() => {
    const known = new Set<string>();
    return {
      drops: ({ body }) => known.size === known.add(body).size,
    };
  }),
  'sometimes-second-of-two-dropped': dropping(() => {
    let last = '';
    return {
      drops: ({ json }) => {
        const names = Object.keys(json).join();
        const again = names === last;
        last = again ? '' : names;
        return again;
      },
    };
  }),
  'sometimes-long-body-dropped': dropping(() => ({ drops: ({ body }) => body.length > 4096 })),
  'sometimes-unchecked-while-disabled': () => ({
    request: (call, store) => {
      const length = call.json['defaultLength'];
      if (!isUpdate(call) || call.before.state === 'enabled' || !Number.isInteger(length)) return {};
      const result = applied(call, { ...call.json, defaultLength: 8 });
      if (!result.ok) return {};
      store.set({ ...result.next, defaultLength: length as number });
      return done(call);
    },
  }),
  'sometimes-exclude-lost-while-disabled': dropping(() => ({
    drops: ({ json, before }) => 'excludeTargets' in json && before.state === 'disabled',
  })),
  // Read, change and write without a lock.
  'sometimes-lost-when-concurrent': () => ({
    request: async (call, store) => {
      const result = isUpdate(call) ? applied(call, call.json) : undefined;
      if (!result?.ok) return {};
      await sleep(2);
      store.set(result.next);
      return done(call);
    },
  }),
  'sometimes-policy-per-token': () => {
    const policies = new Map<string, PolicyConfiguration>();
    const tokenOf = ({ headers }: Call): string | undefined => headers.get('authorization')?.split(' ')[1];
    return {
      request: (call, store) => {
        store.set(policies.get(tokenOf(call) ?? '') ?? call.model.defaults());
        return {};
      },
      response: (response, call, store) => {
        policies.set(tokenOf(call) ?? '', store.get());
        return response;
      },
    };
  },
};

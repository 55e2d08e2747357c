import type { PolicyConfiguration, PolicyStore } from '../../src/provider';
import type { Call, Mutation } from '../run/mutant';

/** A fault that needs a history to show, and the shortest one that shows it. */
export interface HistoryFault {
  name: string;
  /** Made anew for each run: it remembers. */
  mutation(): Mutation;
  /** One of the rows that it is found by. */
  row: string;
  steps: number;
}

const isUpdate = ({ method }: Call): boolean => method === 'PATCH';
const isAccepted = (response: Response, call: Call): boolean => isUpdate(call) && response.status === 204;

const put = (store: PolicyStore, members: Partial<PolicyConfiguration>): void =>
  void store.set({ ...store.get(), ...members });

/** Remembers from one answer to the next. */
const afterEach =
  (make: () => (store: PolicyStore, call: Call, response: Response) => void) => (): Mutation => {
    const remember = make();
    return {
      response: (response, call, store) => {
        remember(store, call, response);
        return response;
      },
    };
  };

export const FAULTS: readonly HistoryFault[] = [
  {
    name: 'every third update is dropped',
    mutation: afterEach(() => {
      let updates = 0;
      return (store, call, response) => {
        if (isAccepted(response, call) && (updates += 1) % 3 === 0) store.set(call.before);
      };
    }),
    row: 'SEM-APPLY',
    steps: 3,
  },
  {
    name: 'an update behind a DELETE is not applied',
    mutation: afterEach(() => {
      let reset = false;
      return (store, call, response) => {
        if (call.method === 'DELETE') reset = true;
        if (!isAccepted(response, call)) return;
        if (reset) store.set(call.before);
        reset = false;
      };
    }),
    row: 'SEM-APPLY',
    steps: 4,
  },
  {
    name: 'isUsableOnce is reset when state and defaultLength are sent together',
    mutation: afterEach(() => (store, call, response) => {
      const { json } = call;
      const alone = 'state' in json && 'defaultLength' in json && !('isUsableOnce' in json);
      if (isAccepted(response, call) && alone) put(store, { isUsableOnce: false });
    }),
    row: 'SEM-MERGE',
    steps: 2,
  },
  {
    name: 'excludeTargets are lost when two updates in a row set includeTargets',
    mutation: afterEach(() => {
      let before = false;
      return (store, call, response) => {
        if (!isAccepted(response, call)) return;
        const now = 'includeTargets' in call.json;
        if (before && now) put(store, { excludeTargets: [] });
        before = now;
      };
    }),
    // The known state sets them too, so that one more update is the second.
    row: 'SEM-APPLY',
    steps: 2,
  },
  {
    name: 'a refused update poisons the next accepted one',
    mutation: afterEach(() => {
      let poison: boolean | undefined;
      return (store, call, response) => {
        if (!isUpdate(call)) return;
        const { isUsableOnce } = call.json;
        if (response.status === 400 && typeof isUsableOnce === 'boolean') poison = isUsableOnce;
        if (response.status !== 204) return;
        if (poison !== undefined && isUsableOnce === undefined) put(store, { isUsableOnce: poison });
        poison = undefined;
      };
    }),
    row: 'SEM-ATOMIC',
    steps: 3,
  },
  {
    name: 'a collection of three loses its last',
    mutation: afterEach(() => (store, call, response) => {
      if (!isAccepted(response, call)) return;
      const { includeTargets } = store.get();
      if (includeTargets.length > 2) put(store, { includeTargets: includeTargets.slice(0, 2) });
    }),
    row: 'SEM-APPLY',
    steps: 2,
  },
  {
    name: 'a minimum that is set behind a maximum swaps them',
    mutation: afterEach(() => {
      let before: Readonly<Record<string, unknown>> = {};
      return (store, call, response) => {
        if (!isAccepted(response, call)) return;
        const behind = 'maximumLifetimeInMinutes' in before && !('minimumLifetimeInMinutes' in before);
        const { minimumLifetimeInMinutes: least, maximumLifetimeInMinutes: most } = store.get();
        if (behind && 'minimumLifetimeInMinutes' in call.json && !('maximumLifetimeInMinutes' in call.json))
          put(store, { minimumLifetimeInMinutes: most, maximumLifetimeInMinutes: least });
        before = call.json;
      };
    }),
    row: 'SEM-STATE-RANGE',
    steps: 4,
  },
];

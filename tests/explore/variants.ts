import type { PolicyConfiguration } from '../../src/provider';
import { INVENTED_GROUPS } from '../../src/scenarios/invented-groups';
import { changed, refused, rewritten, type Call, type Mutation } from '../run/mutant';
import type { ExploreOptions } from './support';

/** A provider that differs where the contract leaves room, in what a sequence may see of it. */
export interface SequenceVariant {
  name: string;
  /** Made anew for each run: some remember. */
  mutation(): Mutation;
  options?: Partial<ExploreOptions>;
}

const isUpdate = ({ method }: Call): boolean => method === 'PATCH';

/** Sends the provider another body in the place of an update's. */
const replacing =
  (replace: (json: Record<string, unknown>, before: PolicyConfiguration) => object) => (): Mutation => ({
    request: (call) =>
      isUpdate(call) && '@odata.type' in call.json
        ? { body: JSON.stringify(replace({ ...call.json }, call.before)) }
        : {},
  });

const [LEAST, DEFAULT, MOST] = [
  'minimumLifetimeInMinutes',
  'defaultLifetimeInMinutes',
  'maximumLifetimeInMinutes',
] as const;

/** Lifetimes that are not sent follow those that are. */
function recalculated(json: Record<string, unknown>, before: PolicyConfiguration): object {
  const sent = [LEAST, DEFAULT, MOST].filter((name) => typeof json[name] === 'number');
  if (sent.length === 0 || sent.length === 3) return json;
  const values = sent.map((name) => json[name] as number);
  const low = (json[LEAST] ?? Math.min(before[LEAST], ...values)) as number;
  const high = (json[MOST] ?? Math.max(before[MOST], ...values)) as number;
  const middle = (json[DEFAULT] ?? Math.min(high, Math.max(low, before[DEFAULT]))) as number;
  return { ...json, [LEAST]: low, [DEFAULT]: middle, [MOST]: high };
}

/** Numbers and booleans that are written as strings are taken for what they look like. */
const coerced = (json: Record<string, unknown>): object =>
  Object.fromEntries(
    Object.entries(json).map(([name, value]) =>
      typeof value === 'string' && /^(?:\d+|true|false)$/.test(value)
        ? [name, JSON.parse(value) as unknown]
        : [name, value],
    ),
  );

const every = (nth: number, answer: (call: Call) => Response) => (): Mutation => {
  let requests = 0;
  return { request: (call) => ((requests += 1) % nth === 0 ? answer(call) : {}) };
};

const reads = (edit: (policy: Record<string, unknown>) => unknown) => (): Mutation => ({
  response: (response, { method }) =>
    method === 'GET' && response.status === 200 ? rewritten(response, edit) : response,
});

/** Reads show what was written some time ago. */
function lagging(): Mutation {
  const history: { at: number; shown: string }[] = [];
  return {
    response: async (response, { method }) => {
      if (method !== 'GET' || response.status !== 200) return response;
      const text = await response.clone().text();
      const now = performance.now();
      if (history.at(-1)?.shown !== text) history.push({ at: now, shown: text });
      const shown = history.findLast(({ at }) => now - at >= 40) ?? history[0];
      return changed(response, { text: () => shown?.shown ?? text });
    },
  };
}

const unknownGroups = (): Mutation => ({
  request: (call) =>
    isUpdate(call) && INVENTED_GROUPS.some((id) => call.body.includes(id))
      ? refused(call, 400, 'No such group.')
      : {},
});

export const VARIANTS: readonly SequenceVariant[] = [
  { name: 'is the embedded one', mutation: () => ({}) },
  { name: 'recalculates lifetimes that are not sent', mutation: replacing(recalculated) },
  { name: 'takes strings for what they look like', mutation: replacing(coerced) },
  {
    // A collection is never null, which leaves no room.
    name: 'ignores null where it may stand',
    mutation: replacing((json) =>
      Object.fromEntries(
        Object.entries(json).filter(([name, value]) => value !== null || name.endsWith('Targets')),
      ),
    ),
  },
  {
    name: 'answers 422 to what it cannot take',
    mutation: () => ({
      response: (response) => (response.status === 400 ? changed(response, { status: 422 }) : response),
    }),
  },
  {
    name: 'shows members and targets in another order, and ids in capitals',
    mutation: reads((policy) =>
      Object.fromEntries(
        Object.entries(policy)
          .reverse()
          .map(([name, value]) => [
            name,
            Array.isArray(value)
              ? value.reverse().map((target: { id: string }) => ({ ...target, id: target.id.toUpperCase() }))
              : value,
          ]),
      ),
    ),
  },
  {
    name: 'reverts to defaults of its own',
    mutation: () => ({
      response: (response, { method }, store) => {
        if (method === 'DELETE') store.set({ ...store.get(), state: 'enabled', defaultLength: 10 });
        return response;
      },
    }),
  },
  { name: 'has none of the groups', mutation: unknownGroups },
  { name: 'has the groups that it is given', mutation: () => ({}), options: { groups: INVENTED_GROUPS } },
  {
    name: 'has no DELETE, and says so',
    mutation: () => ({
      request: (call) => (call.method === 'DELETE' ? refused(call, 405, 'No.', { Allow: 'GET, PATCH' }) : {}),
    }),
    options: { lacks: ['delete'] },
  },
  {
    name: 'throttles every 20th request',
    mutation: every(20, (call) => refused(call, 429, 'Slow down.', { 'Retry-After': '0' })),
  },
  {
    name: 'stands behind a gateway that fails every 30th time',
    mutation: every(30, () => new Response('<h1>Bad Gateway</h1>', { status: 502 })),
  },
  {
    name: 'shows in a read what was written 40 ms ago',
    mutation: lagging,
    options: { settle: 1000, sequences: 8 },
  },
];

import type { Report } from '../../src/reports/report';
import type { VerifyOptions } from '../../src/run/verify';
import { INVENTED_GROUPS } from '../../src/scenarios/states';
import { changed, outcomesOf, refused, rewritten, verifyMutant, type Call, type Mutation } from './mutant';

/** Something that the contract leaves open, done otherwise than by the embedded provider. */
interface Variant {
  name: string;
  mutation: Mutation;
  options?: Partial<VerifyOptions>;
  basePath?: string;
  /** Rows that do not conform for it, and are no violation. */
  outcomes?: Readonly<Record<string, string>>;
}

const isUpdate = ({ method }: Call): boolean => method === 'PATCH';
const isBatch = ({ path }: Call): boolean => path.endsWith('$batch');

/** A mutation that keeps count of requests. */
const counting = (make: (count: () => number) => Mutation): Mutation => {
  let requests = 0;
  return make(() => (requests += 1));
};

const VARIANTS: readonly Variant[] = [
  {
    name: 'answers 415 to another media type',
    mutation: {
      response: (response, { method, headers }) =>
        method === 'PATCH' &&
        response.status === 400 &&
        !headers.get('content-type')?.startsWith('application/json')
          ? changed(response, { status: 415 })
          : response,
    },
  },
  {
    name: 'answers 422 to what it cannot take',
    mutation: {
      response: (response, { headers }) =>
        response.status === 400 && headers.get('content-type')?.startsWith('application/json')
          ? changed(response, { status: 422 })
          : response,
    },
  },
  {
    name: 'recalculates the stored default',
    mutation: {
      request: ({ method, json, before }) => {
        const { maximumLifetimeInMinutes: most, minimumLifetimeInMinutes: least } = json;
        if (method !== 'PATCH' || json['defaultLifetimeInMinutes'] !== undefined) return {};
        if (
          typeof most === 'number' &&
          most < before.defaultLifetimeInMinutes &&
          most >= before.minimumLifetimeInMinutes
        )
          return { body: JSON.stringify({ ...json, defaultLifetimeInMinutes: most }) };
        if (
          typeof least === 'number' &&
          least > before.defaultLifetimeInMinutes &&
          least <= before.maximumLifetimeInMinutes
        )
          return { body: JSON.stringify({ ...json, defaultLifetimeInMinutes: least }) };
        return {};
      },
    },
  },
  {
    name: 'ignores members that are not declared, and null',
    mutation: {
      request: (call) => {
        if (!isUpdate(call) || !call.body.startsWith('{') || Object.keys(call.json).length === 0) return {};
        const kept = Object.entries(call.json).filter(
          ([name, value]) =>
            name.includes('@') ||
            (Object.keys(call.before).includes(name) && (value !== null || name.endsWith('Targets'))),
        );
        return { body: JSON.stringify(Object.fromEntries(kept)) };
      },
    },
  },
  {
    name: 'sends no innerError',
    mutation: {
      response: (response) =>
        response.status < 400
          ? response
          : rewritten(response, ({ error }) => ({ error: { ...(error as object), innerError: undefined } })),
    },
    outcomes: { 'ERR-INNER': 'deviates' },
  },
  {
    name: 'sends innererror',
    mutation: {
      response: (response) =>
        response.status < 400
          ? response
          : changed(response, { text: (text) => text.replace('innerError', 'innererror') }),
    },
  },
  {
    name: 'sends an empty code',
    mutation: {
      response: (response) =>
        response.status < 400
          ? response
          : rewritten(response, ({ error }) => ({ error: { ...(error as object), code: '' } })),
    },
  },
  {
    name: 'sends codes in camelCase',
    mutation: {
      response: (response) =>
        response.status < 400
          ? response
          : rewritten(response, ({ error }) => ({ error: { ...(error as object), code: 'badRequest' } })),
      request: (call) => (isBatch(call) ? refused(call, 404) : {}),
    },
    options: { lacks: ['batch'] },
    outcomes: { 'ERR-CODE': 'conforms', 'BAT-OUTER': 'not-applicable' },
  },
  {
    name: 'shows in a read what was written 40 ms ago',
    get mutation() {
      const history: { at: number; shown: string }[] = [];
      const mutation: Mutation = {
        response: async (response, { method }) => {
          if (method !== 'GET' || response.status !== 200) return response;
          const text = await response.clone().text();
          const now = performance.now();
          if (history.at(-1)?.shown !== text) history.push({ at: now, shown: text });
          const shown = history.findLast(({ at }) => now - at >= 40) ?? history[0];
          return changed(response, { text: () => shown?.shown ?? text });
        },
      };
      return mutation;
    },
    options: { settle: 1000 },
  },
  {
    name: 'throttles every 20th request for no time',
    get mutation() {
      return counting((count) => ({
        request: (call) =>
          count() % 20 === 0 ? refused(call, 429, 'Slow down.', { 'Retry-After': '0' }) : {},
      }));
    },
    outcomes: { 'THR-429': 'conforms' },
  },
  {
    name: 'throttles for a second, and until a date',
    get mutation() {
      return counting((count) => ({
        request: (call) => {
          const request = count();
          if (request === 100) return refused(call, 429, 'Slow down.', { 'Retry-After': '1' });
          const date = new Date(Date.now() + 900).toUTCString();
          return request === 150 ? refused(call, 429, 'Slow down.', { 'Retry-After': date }) : {};
        },
      }));
    },
    outcomes: { 'THR-429': 'conforms' },
  },
  {
    name: 'stands behind a gateway that fails every 40th time',
    get mutation() {
      return counting((count) => ({
        request: () =>
          count() % 40 === 0
            ? new Response('<h1>Bad Gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } })
            : {},
      }));
    },
  },
  {
    name: 'closes the connection behind every answer',
    mutation: { response: (response) => changed(response, { headers: { Connection: 'close' } }) },
  },
  {
    name: 'closes the connection behind every answer without a word',
    mutation: { wire: ({ head, body }) => [head + body, 'end of connection'] },
  },
  { name: 'stands at another base path', mutation: {}, basePath: '/graph/of/contoso' },
  {
    name: 'answers 404 where the permission is missing',
    mutation: {
      response: (response) => (response.status === 403 ? changed(response, { status: 404 }) : response),
    },
  },
  {
    name: 'sends further headers',
    mutation: {
      response: (response) =>
        changed(response, {
          headers: {
            'Strict-Transport-Security': 'max-age=31536000',
            'x-ms-ags-diagnostic': '{"ServerInfo":{"DataCenter":"West Europe"}}',
            'x-ms-resource-unit': '1',
            'Cache-Control': 'no-cache',
            Vary: 'Accept-Encoding',
          },
        }),
    },
  },
  {
    name: 'shows further members',
    mutation: {
      response: (response, { method }) =>
        method === 'GET' && response.status === 200
          ? rewritten(response, (policy) => ({
              ...policy,
              lastModifiedDateTime: '2026-01-01T00:00:00Z',
              note: null,
            }))
          : response,
      request: (call) => {
        const declared = { ...call.json, lastModifiedDateTime: undefined, note: undefined };
        return isUpdate(call) && 'note' in call.json ? { body: JSON.stringify(declared) } : {};
      },
    },
  },
  {
    name: 'shows members and targets in another order',
    mutation: {
      response: (response, { method }) =>
        method === 'GET' && response.status === 200
          ? rewritten(response, (policy) =>
              Object.fromEntries(
                Object.entries(policy)
                  .reverse()
                  .map(([name, value]) => [name, Array.isArray(value) ? [...value].reverse() : value]),
              ),
            )
          : response,
    },
  },
  {
    name: 'answers 200 with the policy under Prefer alone',
    mutation: {
      response: (response, call, store) =>
        isUpdate(call) && response.status === 204 && call.headers.has('prefer')
          ? Response.json(store.get(), { headers: new Headers(response.headers) })
          : response,
    },
  },
  {
    name: 'cannot be read, and says so',
    mutation: {
      request: (call) => (call.method === 'GET' ? refused(call, 405, 'No.', { Allow: 'PATCH, DELETE' }) : {}),
    },
    options: { lacks: ['read'] },
  },
  {
    name: 'has no DELETE, and says so',
    mutation: {
      request: (call) => (call.method === 'DELETE' ? refused(call, 405, 'No.', { Allow: 'GET, PATCH' }) : {}),
    },
    options: { lacks: ['delete'] },
  },
  {
    name: 'has no $batch, and says so',
    mutation: { request: (call) => (isBatch(call) ? refused(call, 404) : {}) },
    options: { lacks: ['batch'] },
  },
  {
    name: 'knows no scopes, and says so',
    mutation: {
      request: ({ headers }) => {
        headers.set(
          'authorization',
          (headers.get('authorization') ?? '').replace('Policy.Read.', 'Policy.ReadWrite.'),
        );
        return { headers };
      },
    },
    options: { lacks: ['scopes'] },
  },
  {
    name: 'has nothing but the update, and says so',
    mutation: {
      request: (call) =>
        isBatch(call)
          ? refused(call, 404)
          : isUpdate(call)
            ? {}
            : refused(call, 405, 'No.', { Allow: 'PATCH' }),
    },
    options: { lacks: ['read', 'delete', 'batch', 'scopes'] },
  },
  {
    name: 'takes only groups that it knows, and is given them',
    get mutation() {
      return knowing(INVENTED_GROUPS);
    },
    options: { groups: INVENTED_GROUPS },
  },
];

/** A directory of groups; an update that names another is refused. */
const knowing = (groups: readonly string[]): Mutation => ({
  request: (call) => {
    const targets = [call.json['includeTargets'], call.json['excludeTargets']].flat() as ({
      id?: unknown;
    } | null)[];
    const unknown = targets.some(
      (target) => typeof target?.id === 'string' && !['', 'all_users', ...groups].includes(target.id),
    );
    return isUpdate(call) && unknown ? refused(call, 400, 'No such group.') : {};
  },
});

let soundRun: Promise<Report> | undefined;
const sound = (): Promise<Report> => (soundRun ??= verifyMutant());

describe('a provider conforms that', () => {
  test.concurrent.each(VARIANTS.map((variant) => [variant.name, variant] as const))(
    '%s',
    async (_name, { mutation, options = {}, basePath = '', outcomes = {} }) => {
      const [before, report] = await Promise.all([sound(), verifyMutant(mutation, options, basePath)]);
      const bad = report.findings.filter(({ outcome }) => !['informational', 'deviates'].includes(outcome));
      expect(bad).toEqual([]);
      expect(report).toMatchObject({ verdict: 'conforms', reason: null });
      const known = outcomesOf(before);
      const absent = [...outcomesOf(report)].filter(([, outcome]) => outcome !== 'not-applicable');
      const moved = absent.filter(([id, outcome]) => known.get(id) !== outcome);
      const expected = Object.entries(outcomes).filter(([, outcome]) => outcome !== 'not-applicable');
      expect(Object.fromEntries(moved)).toEqual(Object.fromEntries(expected));
    },
  );
});

test('leaves the replacing of targets open where a provider wants groups that it knows', async () => {
  const report = await verifyMutant(knowing([]));
  expect(outcomesOf(report).get('SEM-REPLACE')).toBe('untestable');
  expect(report).toMatchObject({ verdict: 'incomplete', counts: { violates: 0, error: 0 } });
  expect(report.findings.find(({ requirement }) => requirement === 'SEM-REPLACE')?.message).toContain(
    '--group',
  );
});

test('holds nothing against a provider whose gateway answers every fifth request', async () => {
  const report = await verifyMutant(
    counting((count) => ({
      response: (response) =>
        count() % 5 === 0
          ? new Response('<h1>Bad Gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } })
          : response,
    })),
  );
  expect(report.counts).toMatchObject({ violates: 0, deviates: 0 });
});

const ENDINGS: [what: string, answer: (call: Call) => Response, line: RegExp][] = [
  [
    'refuses the token',
    (call) => refused(call, 401),
    /answered with 401: the provider does not take the token/,
  ],
  ['fails', (call) => refused(call, 500), /answered with 500: neither a read nor a write comes through/],
  [
    'throttles for an hour',
    () => new Response(null, { status: 429, headers: { 'Retry-After': '3600' } }),
    /answered with 429: it throttles for longer than a run waits/,
  ],
];
test.each(ENDINGS)(
  'breaks off in one line where a provider %s from some request on',
  async (_what, answer, line) => {
    const report = await verifyMutant(
      counting((count) => ({ response: (response, call) => (count() > 100 ? answer(call) : response) })),
    );
    expect(report).toMatchObject({ verdict: 'incomplete', counts: { violates: 0 } });
    expect(report.reason).toMatch(line);
    expect(report.findings.filter(({ outcome }) => outcome === 'error')).toHaveLength(1);
  },
);

/** Faults of a provider, each seen by the interactions that it touches and by no other, or by our checks alone. */
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../../src/provider';
import { changed, rewritten, type Call, type Mutation } from '../run/mutant';
import { described, reference, replayOn } from './support';

const all = reference().interactions;
const names = (keep: (interaction: (typeof all)[number]) => boolean): string[] =>
  all.filter(keep).map(({ description }) => description);
const writes = names(({ expectedStatus }) => expectedStatus === 204);
const refusals = names(({ expectedStatus }) => expectedStatus >= 400);

const isUpdate = ({ method }: Call): boolean => method === 'PATCH';
const isJson = ({ headers }: Call): boolean => headers.get('content-type') === 'application/json';
const withToken = (call: Call): Partial<Call> => {
  const headers = new Headers(call.headers);
  headers.set('authorization', `Bearer ${testToken(WRITE_SCOPE)}`);
  return { headers };
};
/** The provider gets another body where the body is of a certain kind. */
const forgiving = (wrong: (call: Call) => boolean, change: Record<string, unknown>): Mutation => ({
  request: (call) =>
    isUpdate(call) && wrong(call) ? { body: JSON.stringify({ ...call.json, ...change }) } : {},
});
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';

interface Fault {
  fault: string;
  mutation: Mutation;
  touches: string[];
  /** Rows that explain them, between them. */
  clauses: string[];
}

const FAULTS: Fault[] = [
  {
    fault: '200 for 204',
    mutation: {
      response: (response) =>
        response.status === 204
          ? changed(response, {
              status: 200,
              headers: { 'content-type': 'application/json' },
              text: () => '{}',
            })
          : response,
    },
    touches: writes,
    clauses: ['RES-204', 'SEM-DELETE'],
  },
  {
    fault: 'no token is needed',
    mutation: { request: (call) => (call.headers.has('authorization') ? {} : withToken(call)) },
    touches: ['an update without a token'],
    clauses: ['AUT-401'],
  },
  {
    fault: 'a token that allows reading only may write',
    mutation: {
      request: (call) =>
        call.headers.get('authorization') === `Bearer ${testToken(READ_SCOPE)}` && isUpdate(call)
          ? withToken(call)
          : {},
    },
    touches: ['an update with a token that allows reading only'],
    clauses: ['AUT-403'],
  },
  {
    fault: 'a body without @odata.type is accepted',
    mutation: forgiving((call) => 'isUsableOnce' in call.json && !('@odata.type' in call.json), {
      '@odata.type': TYPE,
    }),
    touches: ['an update without @odata.type'],
    clauses: ['ERR-NOTYPE'],
  },
  {
    fault: "a sibling's type is accepted",
    mutation: forgiving(({ json }) => /fido2|sms/i.test(String(json['@odata.type'])), {
      '@odata.type': TYPE,
    }),
    touches: ["an update with a sibling's @odata.type"],
    clauses: ['ERR-TYPE'],
  },
  {
    fault: 'defaultLength 49 is accepted',
    mutation: forgiving(({ json }) => json['defaultLength'] === 49, { defaultLength: 48 }),
    touches: ['an update with a defaultLength of 49'],
    clauses: ['ERR-RANGE'],
  },
  {
    fault: 'text/plain is accepted',
    mutation: {
      request: (call) => {
        if (!isUpdate(call) || isJson(call)) return {};
        const headers = new Headers(call.headers);
        headers.set('content-type', 'application/json');
        return { headers };
      },
    },
    touches: ['an update as text/plain'],
    clauses: ['ERR-CT'],
  },
  {
    fault: 'malformed JSON is accepted',
    mutation: {
      request: (call) => {
        try {
          JSON.parse(call.body || '{}');
          return {};
        } catch {
          return { body: JSON.stringify({ '@odata.type': TYPE }) };
        }
      },
    },
    touches: ['an update whose JSON is cut short'],
    clauses: ['ERR-BADJSON'],
  },
  {
    fault: 'an error without code',
    mutation: {
      response: (response) =>
        response.status < 400
          ? response
          : rewritten(response, ({ error }) => ({ error: { ...(error as object), code: undefined } })),
    },
    touches: refusals,
    clauses: ['ERR-ENVELOPE'],
  },
  {
    fault: 'an error as HTML',
    mutation: {
      response: (response) =>
        response.status < 400
          ? response
          : changed(response, { headers: { 'content-type': 'text/html' }, text: () => '<h1>No</h1>' }),
    },
    touches: refusals,
    clauses: ['ERR-ENVELOPE'],
  },
];

test('the faults are looked for in interactions of every kind', () => {
  expect(writes.length).toBeGreaterThanOrEqual(10);
  expect(refusals.length).toBeGreaterThanOrEqual(9);
  expect(writes.length + refusals.length).toBeLessThan(all.length);
});

test('the embedded provider passes them all, and our checks have nothing against it', async () => {
  const report = await replayOn({});
  expect(report).toMatchObject({ verdict: 'conforms', reason: null });
  expect(described(report, 'conforms')).toEqual(names(() => true));
});

test.each(FAULTS)('$fault fails the interactions that it touches, and no other', async (fault) => {
  const report = await replayOn(fault.mutation, { only: fault.clauses });
  expect(described(report, 'violates')).toEqual(fault.touches);
  expect(described(report, 'conforms')).toHaveLength(all.length - fault.touches.length);
  for (const interaction of report.interactions.filter(({ outcome }) => outcome === 'violates')) {
    expect(interaction).toMatchObject({ blame: 'provider', exchanges: [expect.stringMatching(/^x\d+$/)] });
    expect(interaction.requirements).toHaveLength(1);
    expect(interaction.message).toContain(`The answer breaks ${interaction.requirements[0]} (`);
    expect(interaction.expected).not.toBe(interaction.actual);
    expect(interaction.curl).toMatch(/^curl -i -X (PATCH|DELETE) /);
  }
  const told = report.interactions.flatMap(({ requirements }) => requirements);
  expect([...new Set(told)].sort()).toEqual([...fault.clauses].sort());
  expect(report.verdict).toBe('violates');
});

const UNSEEN: { fault: string; mutation: Mutation; row: string }[] = [
  {
    fault: 'bytes after the 204',
    mutation: { wire: ({ status, head, body }) => [head, status === 204 ? '{}' : body] },
    row: 'RES-EMPTY',
  },
  {
    fault: 'Content-Length on the 204',
    mutation: {
      wire: ({ status, head, body }) => [
        status === 204 ? head.replace(/\r\n\r\n$/, '\r\nContent-Length: 0\r\n\r\n') : head,
        body,
      ],
    },
    row: 'RES-FRAMING',
  },
  {
    fault: 'an update that is not applied',
    mutation: {
      response: (response, call, store) => {
        if (isUpdate(call) && response.status === 204) store.set(call.before);
        return response;
      },
    },
    row: 'SEM-APPLY',
  },
  {
    fault: 'a member reset that was not sent',
    mutation: {
      response: (response, call, store) => {
        if (isUpdate(call) && response.status === 204 && !('isUsableOnce' in call.json))
          store.set({ ...store.get(), isUsableOnce: false });
        return response;
      },
    },
    row: 'SEM-MERGE',
  },
  {
    fault: 'a refused update applied in part',
    mutation: {
      response: (response, call, store) => {
        if (isUpdate(call) && response.status === 400)
          store.set({ ...store.get(), isUsableOnce: !call.before.isUsableOnce });
        return response;
      },
    },
    row: 'SEM-ATOMIC',
  },
];

test.each(UNSEEN)('$fault passes every interaction, and fails the run', async ({ mutation, row }) => {
  const report = await replayOn(mutation, { only: [row] });
  expect(described(report, 'conforms')).toEqual(names(() => true));
  expect(report.requirements).toMatchObject([{ id: row, outcome: 'violates' }]);
  expect(report.verdict).toBe('violates');
  if (row !== 'RES-EMPTY') return;
  // The bytes are found behind the replayed 204s too.
  const replayed = report.interactions.filter(({ description }) => writes.includes(description));
  const found = report.exchanges.filter(({ outcome }) => outcome === 'violates').map(({ id }) => id);
  expect(found).toEqual(expect.arrayContaining(replayed.flatMap(({ exchanges }) => exchanges)));
});

/** Faults in the answers to a batch and to the requests in it. */
import { applied, changed, refused, rewritten, type Call, type Make } from './behaviour';
import { answering, asking, isBatch, jsonIn } from './hooks';

type Item = Record<string, unknown>;

const isAnswered = (response: Response, call: Call): boolean => isBatch(call) && response.status === 200;

/** Edits the answers inside a batch. */
const inside = (edit: (responses: Item[], call: Call) => readonly unknown[]): Make =>
  answering(isAnswered, (response, call) =>
    rewritten(response, (json) => ({ responses: edit(json['responses'] as Item[], call) })),
  );

/** Edits each answer inside a batch. */
const each = (edit: (response: Item, call: Call) => unknown): Make =>
  inside((responses, call) => responses.map((response) => edit(response, call)));

/** Edits the requests inside a batch. */
const asked = (edit: (requests: Item[]) => Item[]): Make =>
  asking(isBatch, ({ body }) => {
    const batch = jsonIn(body) as { requests?: Item[] } | undefined;
    return Array.isArray(batch?.requests) ? { body: JSON.stringify({ requests: edit(batch.requests) }) } : {};
  });

const failed = ({ status }: Item): boolean => Number(status) >= 400;

/** Edits the text of a batch request. */
const rewrittenText = (edit: (text: string) => string): Make =>
  asking(isBatch, ({ body }) => ({ body: edit(body) }));

const idsIn = (requests: readonly Item[]): string[] => requests.map(({ id }) => String(id));
const isTwice = (requests: readonly Item[]): boolean => new Set(idsIn(requests)).size < requests.length;

/** Whether each request of a batch waits for another one in it. */
function isCircle(text: string): boolean {
  const { requests } = (jsonIn(text) ?? {}) as { requests?: Item[] };
  if (!Array.isArray(requests) || requests.length === 0) return false;
  const ids = idsIn(requests);
  return requests.every(
    ({ dependsOn }) => Array.isArray(dependsOn) && dependsOn.some((id) => ids.includes(String(id))),
  );
}

/** Carries out every request of a refused batch that can be carried out. */
const carriedOut = (status: number): Make =>
  answering(
    (response, call) => isBatch(call) && response.status === status,
    (response, call, store) => {
      const { requests } = (jsonIn(call.body) ?? {}) as { requests?: Item[] };
      for (const { method, body } of Array.isArray(requests) ? requests : []) {
        const result =
          method === 'PATCH' ? applied({ model: call.model, before: store.get() }, body) : undefined;
        if (result?.ok) store.set(result.next);
      }
      return response;
    },
  );

export const batch: Readonly<Record<string, Make>> = {
  'batch-207': answering(isAnswered, (response) => changed(response, { status: 207 })),
  'batch-400-for-one-failure': answering(isAnswered, async (response, call) => {
    const { responses } = (await response.clone().json()) as { responses: Item[] };
    return responses.some(failed) ? refused(call, 400, 'A request of the batch failed.') : response;
  }),
  'batch-multipart': answering(isAnswered, (response) =>
    changed(response, {
      headers: { 'content-type': 'multipart/mixed; boundary=answers' },
      text: () =>
        '--answers\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n--answers--',
    }),
  ),
  'batch-update-200': each((response) =>
    response['status'] === 204 ? { ...response, status: 200 } : response,
  ),
  'batch-failure-200': each((response) =>
    response['status'] === 400 ? { ...response, status: 200 } : response,
  ),
  'batch-answer-missing': inside((responses) => responses.slice(1)),
  'batch-answer-twice': inside((responses) => [...responses, responses[0]]),
  'batch-answer-of-nobody': inside((responses) => [...responses, { id: 'end', status: 200 }]),
  'batch-ids-counted-anew': inside((responses) =>
    responses.map((response, index) => ({ ...response, id: String(index) })),
  ),
  'batch-ids-swapped': inside(([first, second, ...rest]) => [
    { ...first, id: second?.['id'] ?? first?.['id'] },
    ...(second ? [{ ...second, id: first?.['id'] }] : []),
    ...rest,
  ]),
  'batch-ids-in-lower-case': inside((responses) =>
    responses.map((response) => ({ ...response, id: String(response['id']).toLowerCase() })),
  ),
  'batch-grandchild-carried-out': asked((requests) => {
    const waiting = new Set(requests.filter(({ dependsOn }) => dependsOn).map(({ id }) => id));
    const isGrandchild = ({ dependsOn }: Record<string, unknown>): boolean =>
      Array.isArray(dependsOn) && dependsOn.every((id) => waiting.has(id));
    return requests.map((request) =>
      isGrandchild(request) ? { ...request, dependsOn: undefined } : request,
    );
  }),
  'batch-depends-ignored': asked((requests) => requests.map(({ dependsOn: _, ...request }) => request)),
  'batch-400-for-424': each((response) =>
    response['status'] === 424 ? { ...response, status: 400 } : response,
  ),
  'batch-stops-at-failure': asked((requests) =>
    requests.map((request, index) =>
      index === 0 ? request : { ...request, dependsOn: [requests[index - 1]?.['id']] },
    ),
  ),
  'batch-error-as-text': each((response) =>
    failed(response) ? { ...response, body: JSON.stringify(response['body']) } : response,
  ),
  'batch-error-repeats-token': each((response, { headers }) => {
    if (!failed(response)) return response;
    const { error } = response['body'] as { error: Item };
    return {
      ...response,
      body: { error: { ...error, message: `Refused: ${headers.get('authorization')}` } },
    };
  }),
  'batch-id-twice-taken': asked((requests) =>
    isTwice(requests) ? requests.map((request, at) => ({ ...request, id: String(at) })) : requests,
  ),
  'batch-id-twice-last-taken': asked((requests) =>
    requests.filter(({ id }, at) => idsIn(requests).lastIndexOf(String(id)) === at),
  ),
  'batch-array-taken': rewrittenText((text) => (text.startsWith('[') ? `{"requests":${text}}` : text)),
  'batch-one-request-taken': rewrittenText((text) => {
    const { requests } = (jsonIn(text) ?? {}) as { requests?: unknown };
    const isOne = typeof requests === 'object' && requests !== null && !Array.isArray(requests);
    return isOne ? JSON.stringify({ requests: [requests] }) : text;
  }),
  'batch-cut-off-taken': rewrittenText((text) =>
    text !== '' && jsonIn(text) === undefined ? `${text}}` : text,
  ),
  'batch-nothing-taken': rewrittenText((text) => (text === '' || text === '{}' ? '{"requests":[]}' : text)),
  'batch-malformed-500': answering(
    (response, call) => isBatch(call) && response.status === 400,
    (response) => changed(response, { status: 500 }),
  ),
  'batch-circle-500': asking(
    (call) => isBatch(call) && isCircle(call.body),
    (call) => refused(call, 500, 'Maximum call stack size exceeded.'),
  ),
  'batch-refused-carried-out': carriedOut(400),
  'batch-401-carried-out': carriedOut(401),
  'batch-each-for-itself': answering(
    (response, call) =>
      isBatch(call) &&
      response.status === 400 &&
      Array.isArray((jsonIn(call.body) as { requests?: Item[] } | undefined)?.requests) &&
      !isTwice((jsonIn(call.body) as { requests: Item[] }).requests),
    async (response, call) => {
      const error = (await response.clone().json()) as Item;
      const { requests } = jsonIn(call.body) as { requests: Item[] };
      const responses = requests.map(({ id }) => ({ id: String(id ?? ''), status: 400, body: error }));
      return changed(response, { status: 200, text: () => JSON.stringify({ responses }) });
    },
  ),
  'batch-update-dropped': answering(isAnswered, (response, { before }, store) => {
    store.set(before);
    return response;
  }),
};

/** Answers to a batch, and to the requests in it. */
import { changed, refused, rewritten, type Call, type Make } from './behaviour';
import { answering, asking, isBatch, jsonIn } from './hooks';

type Item = Record<string, unknown>;

const isAnswered = (response: Response, call: Call): boolean => isBatch(call) && response.status === 200;

/** The answers inside a batch, edited. */
const inside = (edit: (responses: Item[], call: Call) => readonly unknown[]): Make =>
  answering(isAnswered, (response, call) =>
    rewritten(response, (json) => ({ responses: edit(json['responses'] as Item[], call) })),
  );

/** Each answer inside a batch, edited. */
const each = (edit: (response: Item, call: Call) => unknown): Make =>
  inside((responses, call) => responses.map((response) => edit(response, call)));

/** The requests inside a batch, edited. */
const asked = (edit: (requests: Item[]) => Item[]): Make =>
  asking(isBatch, ({ body }) => {
    const batch = jsonIn(body) as { requests?: Item[] } | undefined;
    return Array.isArray(batch?.requests) ? { body: JSON.stringify({ requests: edit(batch.requests) }) } : {};
  });

const failed = ({ status }: Item): boolean => Number(status) >= 400;

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
  'batch-update-dropped': answering(isAnswered, (response, { before }, store) => {
    store.set(before);
    return response;
  }),
};

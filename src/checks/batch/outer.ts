import { isSuccess, statusesOf, type Success } from '../../contract/answers';
import { textOrValue } from '../../contract/describe';
import { addressOf } from '../../exchanges/address';
import { describe } from '../../contract/describe';
import type { Operation } from '../../contract/operation';
import { breaks, holds, type ExchangeCheck } from '../check';
import type { Breaks } from '../judgement';
import { faultIn } from './faults';
import { isMembers, type Members } from '../../exchanges/body';
import type { View } from '../view';

/**
 * A batch that can be read is answered with 200; in it an update that succeeds has its status, and what depends
 * on a request that failed has 424.
 * @see https://learn.microsoft.com/graph/json-batching
 */
export const batchOuter: ExchangeCheck = {
  address: 'batch/outer',
  requirement: 'BAT-OUTER',
  needs: ['requestBody', 'responseBody'],
  reach: { intents: ['batch'] },
  scope: 'exchange',
  *judge(view) {
    if (view.method !== 'POST' || !view.final) return;
    const planned = view.exchange.context?.accept === 'BAT-OUTER';
    // Recorded traffic may have been refused for reasons that do not show.
    if (!view.succeeded && !view.interim && (!planned || view.inPassing)) return;
    // The result of the requests in a malformed batch is not documented.
    if (view.exchange.context && faultIn(view)) return;
    const breaches = [...outer(view)];
    if (breaches.length === 0) yield holds(view);
    else yield* breaches;
  },
};

function* outer(view: View): Iterable<Breaks> {
  const json = view.responseJson;
  if (view.status !== 200)
    return yield breaks(view, {
      message: `$batch must be answered with 200, got ${view.answer}`,
      expected: '200',
      actual: view.answer,
      pointer: 'status',
    });
  if (!json.ok)
    return yield breaks(view, {
      message: `$batch must be answered with JSON: ${json.problem}`,
      expected: 'JSON',
      actual: json.problem,
      pointer: '',
    });
  const broken = view.operation.validate('batchResponse', json.value);
  for (const { message, expected, actual, pointer } of broken)
    yield breaks(view, { message, expected, actual, pointer });
  if (broken.length > 0) return;
  const sent = view.requestJson.ok ? listOf(view.requestJson.value, 'requests') : [];
  const responses = listOf(json.value, 'responses');
  yield* tooMany(view, sent, responses);
  yield* wrongStatuses(view, sent, responses);
}

/** Answers that no request asked for, or that one has already. */
function* tooMany(view: View, sent: readonly Members[], responses: readonly Members[]): Iterable<Breaks> {
  const asked = new Set<unknown>(sent.map(({ id }) => textOrValue(id)));
  for (const [index, { id }] of responses.entries()) {
    // Taken off when it is answered, so that another answer is one too many.
    if (asked.delete(id)) continue;
    yield breaks(view, {
      message: `a batch must have one answer for each request, got an extra one for ${describe(id)}`,
      expected: 'a response for each request',
      actual: `one too many for ${describe(id)}`,
      pointer: `/responses/${index}/id`,
    });
  }
}

/** Requests without an answer, or with another status than they must have. */
function* wrongStatuses(
  view: View,
  sent: readonly Members[],
  responses: readonly Members[],
): Iterable<Breaks> {
  const statuses = new Map(
    responses.map(({ id, status }, index) => [id, { status: status as number, index }]),
  );
  const promised = promisedTo(view);
  for (const request of sent) {
    // An id that is a number is the client's fault; an answer to it has to have a text.
    const answered = statuses.get(textOrValue(request['id']));
    if (!answered) {
      yield breaks(view, {
        message: `request ${describe(request['id'])} must be answered`,
        expected: 'a response for each request',
        actual: 'none',
        pointer: '/responses',
      });
      continue;
    }
    const { status, index } = answered;
    const parents = Array.isArray(request['dependsOn']) ? request['dependsOn'] : [];
    const parentFailed = parents.some((id) => (statuses.get(textOrValue(id))?.status ?? 0) >= 400);
    const expected = parentFailed
      ? 424
      : statusOf(request, status, promised.has(textOrValue(request['id'])), view.operation);
    if (expected === undefined || isAnswered(status, expected)) continue;
    // A throttle and a gateway's error are no refusal inside a batch either.
    if (!parentFailed && [429, 502, 503, 504].includes(status)) continue;
    yield breaks(view, {
      message: `request ${describe(request['id'])} in $batch must be answered with ${inWords(expected)}, got ${status}`,
      expected: inWords(expected),
      actual: String(status),
      pointer: `/responses/${index}/status`,
    });
  }
}

/** The status that a request must have of which no parent failed; undefined where it may have any. */
function statusOf(
  request: Members,
  status: number,
  isPromised: boolean,
  operation: Operation,
): number | Success | undefined {
  const success = isUpdate(request, operation) ? operation.success : undefined;
  if (isPromised) return success ?? 200;
  // 424 speaks of another request; where none failed that this one depends on, it is no refusal of its own.
  return status < 400 || status === 424 ? success : undefined;
}

const isAnswered = (status: number, expected: number | Success): boolean =>
  typeof expected === 'number' ? status === expected : isSuccess(expected, status);
const inWords = (expected: number | Success): string =>
  typeof expected === 'number' ? String(expected) : statusesOf(expected);

/** The requests that a scenario sent for this row, and that a provider has no reason to refuse. */
function promisedTo(view: View): Set<unknown> {
  const { accept, credentials = 'full' } = view.exchange.context ?? {};
  if (accept !== 'BAT-OUTER') return new Set();
  const mayUpdate = credentials === 'full';
  const kept = view.items.filter(
    ({ intent, conforms }) => conforms && ((intent === 'update' && mayUpdate) || intent === 'read'),
  );
  return new Set(kept.map(({ exchange }) => exchange.batch?.id));
}

/** Whether it is an update of the policy that did not ask for another answer. */
function isUpdate(request: Members, operation: Operation): boolean {
  const address = addressOf(textOrValue(request['url']), operation);
  const headers = isMembers(request['headers']) ? Object.entries(request['headers']) : [];
  const asks = headers.some(
    ([name, value]) =>
      /^prefer$/i.test(name) && /\breturn=(representation|minimal)\b/i.test(textOrValue(value)),
  );
  return textOrValue(request['method']).toUpperCase() === 'PATCH' && address?.resource === 'policy' && !asks;
}

function listOf(value: unknown, name: string): Members[] {
  const list = isMembers(value) ? value[name] : undefined;
  return Array.isArray(list) ? list.filter(isMembers) : [];
}

/**
 * JSON batching: up to twenty requests in one, each answered on its own.
 *
 * @see https://learn.microsoft.com/graph/json-batching
 */
import type { components } from '../../spec/common/types';
import type { Version } from './address';
import { readJson } from './body';
import { type Answer, REFUSALS, badRequest, methodNotAllowed, newIds, refuse } from './errors';
import { JSON_ANSWER, type AnyStore, type PolicyRequest, answerPolicy } from './operations';
import { resolveIn } from './tenant';

type Item = components['schemas']['batchRequestItem'];

const MAX_REQUESTS = 20;

/**
 * Answers a batch: 200 with an answer for each request as soon as the batch itself can be read, whatever
 * becomes of the requests. They run one after the other, each behind those that it depends on, and with the
 * permissions of the batch's own token.
 *
 * @param request the outer request
 * @param version the version root under which the batch was sent, and to which its URLs are relative
 * @param tenant the policies that its requests may be of
 */
export function answerBatch(request: PolicyRequest, version: Version, tenant: readonly AnyStore[]): Answer {
  if (request.method !== 'POST') return refuse(methodNotAllowed('POST'), request.ids);
  const json = readJson(request.contentType, request.body);
  if ('refusal' in json) return refuse(json.refusal, request.ids);
  const items = readItems(json.value);
  if (typeof items === 'string') return refuse(badRequest(`Invalid batch payload: ${items}`), request.ids);

  const failed = new Set<string>();
  const responses = items.map((item) => {
    const answer = item.dependsOn?.some((id) => failed.has(id))
      ? refuse(REFUSALS.failedDependency, newIds(request.ids.clientRequestId))
      : answerItem(item, request, version, tenant);
    if (answer.status >= 400) failed.add(item.id);
    return { id: item.id, ...answer };
  });
  return { status: 200, headers: { 'Content-Type': JSON_ANSWER }, body: { responses } };
}

function answerItem(item: Item, outer: PolicyRequest, version: Version, tenant: readonly AnyStore[]): Answer {
  const ids = newIds(headerOf(item, 'client-request-id') ?? outer.ids.clientRequestId);
  const path = (item.url.split(/[?#]/, 1)[0] as string).replace(/^\//, '');
  const found = resolveIn(`/${version}/${path}`, tenant);
  if (!found) return refuse(REFUSALS.notFound, ids);
  if (found.address.resource === 'batch') return refuse(badRequest('A batch cannot hold another.'), ids);
  return answerPolicy(
    {
      ...outer,
      method: item.method.toUpperCase(),
      contentType: headerOf(item, 'content-type'),
      body: item.body === undefined ? { text: '' } : { value: item.body },
      ids,
    },
    found.store,
  );
}

const headerOf = (item: Item, name: string) =>
  Object.entries(item.headers ?? {}).find(([candidate]) => candidate.toLowerCase() === name)?.[1];

/** The requests in the order in which they can run, or what is wrong with the batch. */
function readItems(batch: unknown): Item[] | string {
  const items = isRecord(batch) ? batch['requests'] : undefined;
  if (!Array.isArray(items)) return 'requests must be an array.';
  if (items.length > MAX_REQUESTS) return `there may be at most ${MAX_REQUESTS} requests.`;
  if (!items.every(isItem)) {
    return 'each request needs an id, a method and a relative url; its headers must be strings.';
  }
  const ids = new Set(items.map((item) => item.id));
  if (ids.size < items.length) return 'the ids of the requests must be unique.';
  if (items.some((item) => item.dependsOn?.some((id) => !ids.has(id)))) {
    return 'dependsOn names a request that is not in the batch.';
  }
  return inOrder(items) ?? 'dependsOn goes round in a circle.';
}

function isItem(value: unknown): value is Item {
  if (!isRecord(value)) return false;
  const { id, method, url, headers, dependsOn } = value;
  return (
    isText(id) &&
    isText(method) &&
    isText(url) &&
    !/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(url) &&
    (headers === undefined || (isRecord(headers) && Object.values(headers).every(isString))) &&
    (dependsOn === undefined || (Array.isArray(dependsOn) && dependsOn.every(isString)))
  );
}

/** As sent, but each request behind those that it depends on; undefined when that can't be. */
function inOrder(items: readonly Item[]): Item[] | undefined {
  const ordered: Item[] = [];
  const placed = new Set<string>();
  while (ordered.length < items.length) {
    const next = items.find(
      (item) => !placed.has(item.id) && (item.dependsOn ?? []).every((id) => placed.has(id)),
    );
    if (!next) return undefined;
    placed.add(next.id);
    ordered.push(next);
  }
  return ordered;
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isText = (value: unknown): value is string => isString(value) && value !== '';
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

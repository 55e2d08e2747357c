/**
 * The operations on the policy, apart from any transport: the HTTP face and every item of a batch come here.
 *
 * @see https://learn.microsoft.com/graph/api/resources/authenticationmethodconfiguration
 */
import type { Version } from './address';
import { isPermitted } from './authorization';
import { type RequestBody, readJson } from './body';
import { type Answer, type Ids, REFUSALS, badRequest, methodNotAllowed, refuse } from './errors';
import { applyTo, type Policy, type PolicyModel } from './policies/model';
import type { PolicyStore } from './store';

/** A store of whatever policy. */
export type AnyStore = PolicyStore<Policy>;

/** A request to the policy whose sender is known. */
export interface PolicyRequest {
  readonly method: string;
  readonly contentType: string | undefined;
  readonly body: RequestBody;
  /** What the token allows. */
  readonly scopes: readonly string[];
  readonly ids: Ids;
  /** The version root as an absolute URL, for the context URLs of an answer. */
  readonly root: string;
}

/** The Content-Type of JSON that the service answers. */
export const JSON_ANSWER =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

/**
 * Carries out a request to the policy, or refuses it: the method first (405), then the permission (403), then that it
 * was taken away (404), then what was sent (400). Runs to its end without waiting, so that updates never mix.
 */
export function answerPolicy(request: PolicyRequest, store: AnyStore): Answer {
  const offered = offeredBy(store.model);
  const operation = offered.get(request.method);
  if (!operation) return refuse(methodNotAllowed([...offered.keys()].join(', ')), request.ids);
  if (!isPermitted(request.method, request.scopes)) return refuse(REFUSALS.notPermitted, request.ids);
  if (store.isGone()) return refuse(REFUSALS.notFound, request.ids);
  return operation(request, store);
}

type Operations = ReadonlyMap<string, (request: PolicyRequest, store: AnyStore) => Answer>;

const LASTING: Operations = new Map([
  ['GET', read],
  ['PATCH', update],
]);
const REVERTED: Operations = new Map([
  ['GET', read],
  ['PATCH', update],
  ['DELETE', reset],
]);

const offeredBy = ({ delete: effect = 'reverts' }: PolicyModel): Operations =>
  effect === 'none' ? LASTING : REVERTED;

const NO_CONTENT: Answer = { status: 204, headers: {} };

/** The fields of an answer that has the policy. */
export const POLICY_FIELDS = { 'Content-Type': JSON_ANSWER, 'OData-Version': '4.0' };

function read({ root }: PolicyRequest, store: AnyStore): Answer {
  return {
    status: 200,
    headers: POLICY_FIELDS,
    body: represent(store.model, store.get(), root),
  };
}

function update(request: PolicyRequest, store: AnyStore): Answer {
  const { contentType, body, ids } = request;
  const json = readJson(contentType, body);
  if ('refusal' in json) return refuse(json.refusal, ids);
  const result = applyTo(store.model, store.get(), json.value);
  if (!result.ok) return refuse(badRequest(result.message, result.code), ids);
  store.set(result.next);
  return store.model.answers === 'policy' ? read(request, store) : NO_CONTENT;
}

function reset(_request: PolicyRequest, store: AnyStore): Answer {
  if (store.model.delete === 'removes') store.remove();
  else store.reset();
  return NO_CONTENT;
}

/** The policy with its context URLs, its members in the order of the page's example. */
export function represent<Kept extends Policy>(
  { members, collection, related, single }: PolicyModel<Kept>,
  policy: Kept,
  root: string,
): object {
  const metadata = `${root}/$metadata#`;
  const { '@odata.type': type, id } = policy;
  const set = single ? id : `${collection.split('/').at(-1)}/$entity`;
  const path = single ? `${collection}/${id}` : `${collection}('${id}')/${type.slice(1)}`;
  const shown: Record<string, unknown> = {
    '@odata.context': `${metadata}${set}`,
    ...(!single && { '@odata.type': type }),
    id,
  };
  for (const name of Object.keys(members)) {
    if (!(name in policy)) continue;
    if (related.includes(name)) shown[`${name}@odata.context`] = `${metadata}${path}/${name}`;
    shown[name] = policy[name];
  }
  return shown;
}

/** The URL of a version root. */
export const versionRoot = (origin: string, basePath: string, version: Version) =>
  `${origin}${basePath}/${version}`;

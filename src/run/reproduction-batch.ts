import type { Operation } from '../contract/operation';
import { duplicateMembers } from '../checks/duplicates';
import { isMembers, type Members } from '../exchanges/body';
import { batchScenarios } from '../scenarios/batch';
import { operationsBelow } from '../scenarios/below';
import type { Send } from '../scenarios/scenario';

/** Headers that describe a request and do not route it. */
const HARMLESS =
  /^(?:accept(?:-charset|-encoding|-language)?|content-(?:type|encoding|language)|(?:return-)?client-request-id|prefer|user-agent|odata-(?:max)?version|if-(?:none-)?match|consistencylevel)$/i;

/** Whether a header of a report may be sent: a gateway may read from another one where a request goes. */
export const isHarmless = (name: string): boolean => HARMLESS.test(name);

/**
 * Whether all that travels in a batch may be sent: requests of the operation, and reads beside it.
 * @param text what would be sent. No member stands there twice, and none that a batch does not
 *   have, so that nobody reads it in another way.
 */
export function isBatchOf(text: string, operation: Operation): boolean {
  const batch = parsed(text);
  if (!isMembers(batch) || Object.keys(batch).join() !== 'requests') return false;
  if (duplicateMembers({ ok: true, text, value: batch }).length > 0) return false;
  const { requests } = batch;
  return Array.isArray(requests) && requests.every((item) => isMembers(item) && isItemOf(item, operation));
}

/** Whether a batch is one that the suite itself sends, what is malformed on purpose among them. */
export function isOwnBatch(text: string, operation: Operation): boolean {
  const sends = batchScenarios(operation).flatMap(({ steps }) => steps);
  return sends.some((step) => step.kind === 'send' && textOf(step.payload) === text);
}

function textOf(payload: Send['payload']): string | undefined {
  if (!payload) return undefined;
  if ('text' in payload) return payload.text;
  return 'json' in payload ? JSON.stringify(payload.json) : undefined;
}

function isItemOf(item: Members, operation: Operation): boolean {
  const { method, url, headers = {} } = item;
  if (!Object.keys(item).every((name) => ITEM_MEMBERS.has(name))) return false;
  if (!isMembers(headers) || !Object.keys(headers).every(isHarmless)) return false;
  return (
    (isPathOf(url, operation) && typeof method === 'string' && ITEM_METHODS.test(method)) ||
    (method === 'GET' && (isBeside(url, operation.path) || isBelow(url, operation)))
  );
}

const ITEM_MEMBERS: ReadonlySet<string> = new Set(['id', 'method', 'url', 'headers', 'body', 'dependsOn']);
const ITEM_METHODS = /^(?:GET|PATCH|DELETE|PUT|POST)$/;

/** Whether a path is that of the policy, in any spelling: names in another letter case, letters and digits percent-encoded. */
export function isPathOf(path: unknown, { path: own, resource }: Operation): boolean {
  if (typeof path !== 'string') return false;
  const plain = path.replace(/%[0-9a-f]{2}/gi, (code) => {
    const letter = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[A-Za-z0-9]/.test(letter) ? letter : code;
  });
  const front = own.slice(0, own.lastIndexOf('/'));
  return [own, ...resource.spellings.map((key) => `${front}/${key}`)].some(
    (each) => each.toLowerCase() === plain.toLowerCase(),
  );
}

/** Whether a URL is of a plain name where the resource, or the collection that it is in, stands. */
function isBeside(url: unknown, path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  const beside = [folders, folders.slice(0, -1)].map((each) => `${each.join('/')}/`);
  return (
    typeof url === 'string' &&
    beside.some((folder) => url.startsWith(folder) && /^[\w-]+$/.test(url.slice(folder.length)))
  );
}

/** Whether a URL is that of a policy below. */
const isBelow = (url: unknown, operation: Operation): boolean =>
  operationsBelow(operation).some(({ path }) => path === url);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { Operation } from '../contract/operation';
import { isMembers, type Members } from '../exchanges/body';
import { batchScenarios } from '../scenarios/batch';
import type { Send } from '../scenarios/scenario';

/** Headers that say how something is asked for, and not where it goes. */
const HARMLESS =
  /^(?:accept(?:-charset|-encoding|-language)?|content-(?:type|encoding|language)|(?:return-)?client-request-id|prefer|user-agent|odata-(?:max)?version|if-(?:none-)?match|consistencylevel)$/i;

/** Whether a header of a report may be sent: a gateway may read from another one where a request goes. */
export const isHarmless = (name: string): boolean => HARMLESS.test(name);

/**
 * Whether all that travels in a batch may be sent: requests of the operation, and reads beside it.
 * @param text what would be sent. It has to be written as this suite writes it, so that nobody reads it in another way,
 *   by a member that stands there twice for example.
 */
export function isBatchOf(text: string, operation: Operation): boolean {
  const batch = parsed(text);
  if (!isMembers(batch) || Object.keys(batch).join() !== 'requests' || JSON.stringify(batch) !== text)
    return false;
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

function isItemOf({ method, url, headers = {} }: Members, { path }: Operation): boolean {
  if (!isMembers(headers) || !Object.keys(headers).every(isHarmless)) return false;
  return (
    (url === path && typeof method === 'string' && /^(?:GET|PATCH|DELETE)$/.test(method)) ||
    (method === 'GET' && isBeside(url, path))
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

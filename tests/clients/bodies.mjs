// What was meant beside what went out.
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { bodyOf } from './intents.mjs';

/**
 * What became of the members of an intent.
 * @param {import('./intents.mjs').Intent} intent
 * @param {unknown} body what went out, read as JSON
 * @returns {{ lost: string[], changed: string[], added: string[] }} names of members, sorted
 */
export function fate(intent, body) {
  const meant = bodyOf(intent);
  const sent = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  const names = Object.keys(meant).sort();
  return {
    lost: names.filter((name) => !Object.hasOwn(sent, name)),
    changed: names.filter((name) => Object.hasOwn(sent, name) && !isDeepStrictEqual(meant[name], sent[name])),
    added: Object.keys(sent)
      .filter((name) => !Object.hasOwn(meant, name))
      .sort(),
  };
}

/**
 * A body as the JSON that it says it is: decoded as its `Content-Encoding` has it.
 * @param {Buffer | undefined} bytes undefined where they did not come to an end
 * @param {string | undefined} encoding
 * @returns {unknown} undefined where it is not what its headers say
 */
export function readAs(bytes, encoding) {
  try {
    return JSON.parse(encoding === 'gzip' ? gunzipSync(bytes) : bytes);
  } catch {
    return undefined;
  }
}

/** Whether members go out in the order in which they are meant, with `@odata.type` ahead. */
export function orderOf(intent, body) {
  const names = Object.keys(body ?? {});
  const meant = Object.keys(bodyOf(intent)).filter((name) => names.includes(name));
  return { typeFirst: names[0] === '@odata.type', kept: isDeepStrictEqual(names, meant) };
}

/**
 * What of a client's losses is news, in sentences: more than is known of it, or less, which is the day on which
 * it is mended.
 * @param {string} client
 * @param {string} operation
 * @param {Iterable<string>} lost members that it lost or changed in any update of that operation
 * @param {readonly { client: string, loses: Record<string, string[]>, links: string[] }[]} issues
 * @returns {string[]}
 */
export function news(client, operation, lost, issues) {
  const losses = new Set(lost);
  const known = new Set(
    issues.filter((issue) => issue.client === client).flatMap(({ loses }) => loses?.[operation] ?? []),
  );
  return [
    ...[...losses]
      .filter((name) => !known.has(name))
      .map(
        (name) =>
          `${client} loses ${name} of ${operation}, and no known issue says so: the fault is the client's`,
      ),
    ...[...known]
      .filter((name) => !losses.has(name))
      .map(
        (name) =>
          `${client} no longer loses ${name} of ${operation}: take it out of tests/clients/known-issues.json, run npm run clients`,
      ),
  ];
}

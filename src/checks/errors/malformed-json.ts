import type JSON5 from 'json5';
import { bytesOf, isMembers } from '../../exchanges/body';
import { refusal } from '../refusal';
import type { View } from '../view';

/**
 * A body that is no JSON object (malformed, empty, an array, a primitive, null) is the client's fault: a 4xx.
 * @see https://learn.microsoft.com/graph/errors
 */
export const refusesMalformedJson = refusal({
  address: 'errors/malformed-json',
  requirement: 'ERR-BADJSON',
  fault(view) {
    const [found] = view.violates('REQ-JSON') ? (view.faults.get('REQ-JSON') ?? []) : [];
    if (!found || mayBeReadPast(view)) return undefined;
    return {
      what: `a body that is not a JSON object (${found.actual})`,
      ...(isExtended(view) && { mayTake: true as const }),
    };
  },
});

/**
 * Whether the suite sent what a parser may know beside JSON: JSON5, and JSON with comments, which is a part of it; a byte
 * order mark; or bytes in a string that a decoder may replace. A failure is no answer to it all the same.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-9
 */
function isExtended({ requestJson: json, exchange: { request, context } }: View): boolean {
  if (!context || !request.body) return false;
  if (json.ok) return json.marked === true && isMembers(json.value);
  try {
    return isMembers(json5().parse(bytesOf(request.body).toString('utf8')));
  } catch {
    return false;
  }
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- only what is no JSON pays for loading it
const json5 = (): typeof JSON5 => require('json5') as typeof JSON5;

/**
 * Whether a parser may make an object of the body all the same: it may read past a byte order mark, take another
 * charset than UTF-8, and know more than JSON, such as comments and commas at the end. What the suite sends
 * itself is none of these.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-8.1 and https://www.rfc-editor.org/rfc/rfc8259#section-9
 */
function mayBeReadPast({ requestJson: json, exchange: { request, context } }: View): boolean {
  if (json.ok) return !context && isMembers(json.value);
  const { body } = request;
  if (context || !body || (body.data === '' && !body.truncated)) return false;
  return body.encoding === 'base64' || isObjectBesideComments(body.data);
}

const COMMENT = /\/[/*]/;

/** Whether a text is an object by its braces, with nothing before or behind them but a comment on the same line. */
function isObjectBesideComments(data: string): boolean {
  const text = data.trim();
  const [first = ''] = text.split('\n', 1);
  const opens = text.startsWith('{') || (COMMENT.test(first.slice(0, 2)) && first.includes('{'));
  if (!opens) return false;
  const last = text.slice(text.lastIndexOf('\n') + 1);
  const comment = last.search(COMMENT);
  const before = comment === -1 ? text : text.slice(0, text.length - last.length + comment).trimEnd();
  return text.endsWith('}') || before.endsWith('}');
}

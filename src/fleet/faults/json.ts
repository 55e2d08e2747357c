/** Faults in the handling of bodies that are not a JSON object. */
import { stripComments } from 'jsonc-parser';
import JSON5 from 'json5';
import { readYaml } from '../../bounds/yaml';
import { done, refused, type Call, type Changes, type Make } from './behaviour';
import { asking, isReader, isUpdate, jsonIn } from './hooks';

/** Whether an update gets as far as its body: its token and its media type are valid. */
const isRead = (call: Call): boolean =>
  isUpdate(call) &&
  /^bearer +[^\s"=]+$/i.test(call.headers.get('authorization') ?? '') &&
  !isReader(call) &&
  /^application\/json\s*(?:;|$)/i.test(call.headers.get('content-type') ?? '');

const hasCapitals = ({ json: members }: Call): boolean =>
  Object.keys(members).some((name) => /^[A-Z]/.test(name));
const isNoJson = ({ body }: Call): boolean => body !== '' && jsonIn(body) === undefined;

/** Answers an update with 204, and changes nothing. */
const waves = (when: (call: Call) => boolean): Make =>
  asking(
    (call) => isRead(call) && when(call),
    (call) => done(call),
  );

/** Repairs invalid JSON before it is read. */
const lenient = (mend: (text: string) => string): Make =>
  asking(isNoJson, ({ body }): Changes => {
    const mended = mend(body);
    return jsonIn(mended) === undefined ? {} : { body: mended };
  });

/** The first object in a text, whatever follows it. */
function firstObject(text: string): string {
  for (let end = text.indexOf('}'); end >= 0; end = text.indexOf('}', end + 1)) {
    const object = text.slice(0, end + 1);
    if (jsonIn(object) !== undefined) return object;
  }
  return text;
}

const WORDS: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };

/** Closes all open objects and lists. */
function closed(text: string): string {
  const open: string[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[{}[\]]/g)) {
    if (token === '{') open.unshift('}');
    else if (token === '[') open.unshift(']');
    else if (token === '}' || token === ']') open.shift();
    else if (!/^".*"$/s.test(token)) open.unshift('"');
  }
  return text + open.join('');
}

function parseYaml(text: string): unknown {
  try {
    return readYaml(text);
  } catch {
    return undefined;
  }
}

function isExtended({ body }: Pick<Call, 'body'>): boolean {
  try {
    JSON5.parse(body);
    return true;
  } catch {
    return false;
  }
}

export const json: Readonly<Record<string, Make>> = {
  'json-empty-taken': waves(({ body }) => body === ''),
  'json-null-taken': waves(({ body }) => body === 'null'),
  'json-array-first-taken': asking(
    ({ body }) => body.startsWith('['),
    ({ body }) => ({ body: JSON.stringify((jsonIn(body) as unknown[] | undefined)?.[0]) }),
  ),
  'json-string-read-twice': asking(
    ({ body }) => body.startsWith('"'),
    ({ body }) => ({ body: String(jsonIn(body)) }),
  ),
  'json-malformed-500': asking(
    (call) => isRead(call) && isNoJson(call),
    (call) => refused(call, 500, 'Unexpected token in JSON.'),
  ),
  'json-cut-off-taken': lenient((text) => `${text}}`),
  'json-comma-at-end-taken': lenient((text) => text.replace(/,(\s*[\]}])/g, '$1')),
  'json-comment-taken': lenient((text) => stripComments(text)),
  'json-single-quotes-taken': lenient((text) => text.replaceAll("'", '"')),
  'json-rest-ignored': lenient(firstObject),
  'json-words-before-ignored': lenient((text) => text.slice(Math.max(0, text.indexOf('{')))),
  'json-leading-zeros-taken': lenient((text) => text.replace(/([[:,]\s*-?)0+(?=\d)/g, '$1')),
  'json-capital-words-taken': lenient((text) =>
    text.replace(/:\s*(True|False|None)\b/g, (_, word: string) => `:${WORDS[word]}`),
  ),
  'json-equals-sign-taken': lenient((text) => text.replaceAll('"=', '":')),
  'json-commas-left-out-taken': lenient((text) => text.replace(/(["\dle\]}])\s+"/g, '$1,"')),
  'json-empty-places-taken': lenient((text) => text.replace(/,(\s*,)+/g, ',').replace(/\{\s*,/g, '{')),
  'json-line-ends-in-strings-taken': lenient((text) => text.replaceAll('\n', ' ')),
  'json-closed-by-itself': lenient(closed),
  'json-utf-16-taken': lenient((text) => text.replaceAll('\0', '')),
  'json-read-as-yaml': lenient((text) => JSON.stringify(parseYaml(text))),
  'json-extension-500': asking(
    (call) => isRead(call) && isNoJson(call) && isExtended(call),
    (call) => refused(call, 500, 'Unexpected token in JSON.'),
  ),
  'json5-taken': lenient((text) => (isExtended({ body: text }) ? JSON.stringify(JSON5.parse(text)) : text)),
  'json-mark-read-past': lenient((text) => text.replace(/^\ufeff/, '')),
  'json-half-pairs-refused': asking(
    (call) => isRead(call) && /\\ud[89ab]..(?!\\u)/i.test(call.body),
    (call) => refused(call),
  ),
  'json-deep-refused': asking(
    (call) => isRead(call) && /([[{]\s*){20}/.test(call.body),
    (call) => refused(call),
  ),
  'json-integers-plain': asking(
    (call) => isRead(call) && /:\s*-?\d+(\.0|e0)/i.test(call.body),
    (call) => refused(call),
  ),
  'members-in-capitals-dropped': asking(
    (call) => isRead(call) && hasCapitals(call),
    (call) => done(call),
  ),
  'members-in-capitals-refused': asking(
    (call) => isRead(call) && hasCapitals(call),
    (call) => refused(call),
  ),
};

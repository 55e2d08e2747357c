/** Bodies that are no JSON object. */
import { stripComments } from 'jsonc-parser';
import { done, refused, type Call, type Changes, type Make } from './behaviour';
import { asking, isReader, isUpdate, jsonIn } from './hooks';

/** Updates whose sender may write and whose media type is right: others are refused before the body is read. */
const isRead = (call: Call): boolean =>
  isUpdate(call) &&
  /^bearer .+/i.test(call.headers.get('authorization') ?? '') &&
  !isReader(call) &&
  /^application\/json/i.test(call.headers.get('content-type') ?? '');

const isNoJson = ({ body }: Call): boolean => body !== '' && jsonIn(body) === undefined;

/** An update that is answered 204 and changes nothing. */
const waves = (when: (call: Call) => boolean): Make =>
  asking(
    (call) => isRead(call) && when(call),
    (call) => done(call),
  );

/** A reader that makes JSON of what is none. */
const lenient = (mend: (text: string) => string): Make =>
  asking(isNoJson, ({ body }): Changes => {
    const mended = mend(body);
    return jsonIn(mended) === undefined ? {} : { body: mended };
  });

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
  'json-rest-ignored': lenient((text) => text.slice(0, text.lastIndexOf('}') + 1)),
};

import { mediaType } from '../../../exchanges/headers';
import { bareType } from '../../edm-types';
import { samePath, versionIn } from '../../graph-paths';
import { KEYS } from '../../keys';
import { JSON_OBJECT, NO_BODY, NO_JSON, SAME_VERSION, UNTYPED, type Statement } from '../../statements';
import { plainType, resourceType } from '../../subject';
import { annotationOf, statementsOfObject, type JsonNode } from '../json-statements';
import { almostJsonIn, jsonIn } from './json-text';
import type { Code } from './markdown';
import { messageIn, requestLines, statusIn } from './messages';
import type { DocPage } from './page';

/** Methods and paths of the section "HTTP request": the contract's own one if the section has several. */
export function* pathStatements(block: Code, method: string, page: DocPage): Generator<Statement> {
  const lines = requestLines(block);
  const ours = lines.filter(({ path }) => samePath(path, page.subject.path, false));
  yield* requestLineStatements(ours.length === 0 ? lines : ours, method, page);
}

function* requestLineStatements(
  lines: ReturnType<typeof requestLines>,
  method: string,
  { says }: DocPage,
): Generator<Statement> {
  for (const { method: given, path, line } of lines) {
    yield says(KEYS.method(method), given, line);
    yield says(KEYS.path(method), path, line);
  }
}

/** The statements of an example request: request line, media type, and a body with its annotation and members. */
export function* requestExample(block: Code, method: string, page: DocPage): Generator<Statement> {
  const { subject, says } = page;
  yield* requestLineStatements(requestLines(block), method, page);
  const { head, body, bodyLine } = messageIn(block);
  const media = head.find(({ name }) => name === 'content-type');
  if (media) yield says(KEYS.requestMedia(method), mediaType(media.value), media.line);
  if (body.trim() === '' || method === 'GET') return;
  const json = jsonIn(body, page.name, bodyLine);
  yield json
    ? { key: KEYS.requestJson(method), value: JSON_OBJECT, place: json.place }
    : says(KEYS.requestJson(method), NO_JSON, bodyLine);
  // Text that is nearly JSON is read all the same.
  const root = json ?? almostJsonIn(body, page.name, bodyLine);
  if (!root) return;
  const annotation = annotationOf(root);
  if (annotation) yield { key: KEYS.annotationValue(method), ...annotation };
  else yield { key: KEYS.annotationRequired(method), value: false, place: root.place };
  yield* statementsOfObject(root, resourceType(subject), subject);
}

/** The statements of an example of success: status, type of the body, media type, context and members. */
export function* responseExample(block: Code, method: string, page: DocPage): Generator<Statement> {
  const { subject, says } = page;
  const status = statusIn(block);
  if (status === undefined || !/^2/.test(status)) return;
  yield says(KEYS.status(method), status, block.line);
  const { head, body, bodyLine } = messageIn(block);
  const annotated = block.annotation?.members['@odata.type'];
  if (typeof annotated === 'string' && block.annotation)
    yield says(KEYS.body(method), bareType(annotated), block.annotation.line);
  if (body.trim() === '') {
    // An example that was shortened for readers may have had a body.
    if (status === '204') yield says(KEYS.body(method), NO_BODY, block.line);
    return;
  }
  const media = head.find(({ name }) => name === 'content-type');
  if (media) yield says(KEYS.responseMedia(method), mediaType(media.value), media.line);
  const root = jsonIn(body, page.name, bodyLine);
  if (!root) return yield says(KEYS.body(method), NO_JSON, bodyLine);
  const own = annotationOf(root);
  yield {
    key: KEYS.body(method),
    value: own ? bareType(own.value) : (plainType(subject) ?? UNTYPED),
    place: (own ?? root).place,
  };
  if (own && bareType(own.value).toLowerCase() === subject.type.toLowerCase())
    yield { key: KEYS.annotation(subject.type), ...own };
  yield* contextStatements(root, method, page);
  const shown = unwrapped(root);
  const inner = shown === root ? undefined : annotationOf(shown);
  if (inner) yield { key: KEYS.body(method), value: bareType(inner.value), place: inner.place };
  yield* statementsOfObject(shown, resourceType(subject), subject);
}

/** Examples of one object often have it in `value`, as if it were a list. They are read all the same. */
function unwrapped(root: JsonNode): JsonNode {
  const names = Object.keys(root.value as object).filter((name) => !name.includes('@'));
  if (names.join() !== 'value') return root;
  const { value } = root.member('value');
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? root.member('value') : root;
}

/** The version of Graph in the context URLs of an answer. */
function* contextStatements(root: JsonNode, method: string, page: DocPage): Generator<Statement> {
  for (const [name, value] of Object.entries(root.value as Record<string, unknown>)) {
    if (!name.endsWith('@odata.context') || typeof value !== 'string') continue;
    const version = versionIn(value);
    if (version === undefined || page.version === undefined) continue;
    yield {
      key: KEYS.context(method),
      value:
        version === page.version ? SAME_VERSION : `${version}, where ${page.version} was asked (${name})`,
      place: root.member(name).place,
    };
  }
}

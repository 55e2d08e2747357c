import { KEYS } from '../../keys';
import type { Says, Statement } from '../../statements';
import { lineAt, plainText, type Text } from './markdown';
import { bodyIn, isDemanded, isSupplied, statusesIn } from './prose';

/** Whether a text on the request body mentions the type annotation. */
export const isOfAnnotation = ({ text }: Text): boolean => text.includes('@odata.type');

/** "@odata.type … must be included", and the required value. */
export function* annotationStatements(block: Text, method: string, says: Says): Generator<Statement> {
  if (!isOfAnnotation(block)) return;
  const { text, line } = block;
  const plain = plainText(text);
  const own = lineAt(text, text.indexOf('@odata.type'), line);
  yield says(KEYS.annotationRequired(method), isDemanded(plain), own);
  const value = codeBehindValue(text) ?? /#?microsoft\.graph\.\w+/.exec(plain)?.[0];
  if (value !== undefined) yield says(KEYS.annotationValue(method), value, own);
}

/** That a request of which the contract has no body is to have one. */
export function* bodyStatements({ text, line }: Text, method: string, says: Says): Generator<Statement> {
  const plain = plainText(text);
  if (isSupplied(plain) || isDemanded(plain)) yield says(KEYS.requestBody(method), true, line);
}

/** The code after the word `value` in the same sentence. */
function codeBehindValue(text: string): string | undefined {
  let announced = false;
  for (const { 0: mark, index } of text.matchAll(/\bvalue\b|[.`]/gi)) {
    if (mark !== '`') announced = mark !== '.';
    else if (announced) {
      const end = text.indexOf('`', index + 1);
      if (end < 0) return undefined;
      if (end > index + 1) return text.slice(index + 1, end);
    }
  }
  return undefined;
}

/** "All properties can be updated." */
export function* updatableStatements({ text, line }: Text, type: string, says: Says): Generator<Statement> {
  const match = /\ball (?:the )?properties\b/i.exec(text);
  const [sentence = ''] = match ? text.slice(match.index).split('.', 1) : [];
  if (match && /\bcan be updated\b/i.test(sentence))
    yield says(KEYS.updatable(type, '*'), true, lineAt(text, match.index, line));
}

/** "If successful, this method returns a `204 No Content` response code. It doesn't return anything …" */
export function* responseStatements({ text, line }: Text, method: string, says: Says): Generator<Statement> {
  const success = text.replace(/\b[45]\d\d\b[^.]*/g, '');
  for (const status of new Set(statusesIn(success))) yield says(KEYS.status(method), status, line);
  const body = bodyIn(success.replaceAll('\n', ' '));
  if (body !== undefined) yield says(KEYS.body(method), body, line);
}

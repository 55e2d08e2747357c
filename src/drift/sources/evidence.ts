import { jsonOf } from '../../exchanges/body';
import type { Exchange } from '../../exchanges/exchange';
import { header, mediaType } from '../../exchanges/headers';
import { toPointer } from '../../contract/pointer';
import { bareType } from '../edm-types';
import { addressOf } from '../../exchanges/address';
import { readSource, type Sink } from '../../exchanges/readers';
import type { Source } from '../../exchanges/readers/source';
import { wantedOf } from '../../exchanges/wanted';
import { UsageError } from '../../usage-error';
import { KEYS } from '../keys';
import { NO_BODY, UNTYPED, type Place, type Reading, type Statement } from '../statements';
import { operationBy, plainType, resourceType, type Subject } from '../subject';
import { annotationOf, statementsOfObject, type JsonNode } from './json-statements';

/**
 * The statements of recorded answers: statuses of success, whether they have a body, and the content of the bodies.
 * @throws UsageError if the file is not a record
 */
export async function evidenceStatements(source: Source, subject: Subject): Promise<Reading> {
  const statements: Statement[] = [];
  const seen = new Set<string>();
  let problem: string | undefined;
  let read = 0;
  const sink: Sink = {
    exchange(exchange) {
      read += 1;
      for (const statement of statementsOf(exchange, subject, source.name)) add(statement);
    },
    problem: (message, line) =>
      void (problem ??= `${source.name}${line === undefined ? '' : `, line ${line}`}: ${message}`),
    passedOver: () => undefined,
    header: () => undefined,
  };
  const format = await readSource(source, '', sink, wantedOf([subject.operation]));
  if (problem !== undefined && (format === undefined || read === 0)) throw new UsageError(problem);
  return {
    kind: 'evidence',
    name: source.name,
    statements,
    ...(statements.length === 0 && { passedOver: 'no answer of success to the operation is in it' }),
  };

  /** Only the first place of a repeated statement is kept. */
  function add(statement: Statement): void {
    const key = `${statement.key}\n${JSON.stringify(statement.value)}`;
    if (seen.has(key)) return;
    seen.add(key);
    statements.push(statement);
  }
}

function statementsOf(exchange: Exchange, subject: Subject, file: string): Statement[] {
  const { request, response, injected, wire, source, id } = exchange;
  const address = addressOf(request.url, subject.operation);
  const operation = operationBy(subject, request.method);
  if (!response || injected !== undefined || !operation || address?.resource !== 'policy' || !address.exact)
    return [];
  if (response.status < 200 || response.status > 299) return [];
  // A preference that the client requested is no contradiction (RFC 7240).
  if (/return=representation/i.test(header(request.headers, 'prefer') ?? '')) return [];
  const { method } = operation;
  const place = (pointer: string): Place => ({
    file,
    ...(source.line === undefined ? { pointer: id } : { line: source.line }),
    ...(pointer !== '' && { pointer }),
  });
  const statements: Statement[] = [
    { key: KEYS.status(method), value: String(response.status), place: place('') },
  ];
  const bytes = response.body?.data ?? '';
  const trailing = (wire?.after?.bytes ?? 0) > 0;
  if (bytes === '' && !trailing) {
    if (exchange.observed.responseBody)
      statements.push({ key: KEYS.body(method), value: NO_BODY, place: place('') });
    return statements;
  }
  const json = jsonOf(response);
  if (!json.ok || typeof json.value !== 'object' || json.value === null || Array.isArray(json.value)) {
    statements.push({ key: KEYS.body(method), value: 'bytes that are no JSON object', place: place('') });
    return statements;
  }
  const root = nodeOf(json.value, []);
  const own = annotationOf(root);
  statements.push({
    key: KEYS.body(method),
    value: own ? bareType(own.value) : (plainType(subject) ?? UNTYPED),
    place: (own ?? root).place,
  });
  if (own) statements.push({ key: KEYS.annotation(subject.type), ...own });
  const media = header(response.headers, 'content-type');
  if (media !== undefined)
    statements.push({ key: KEYS.responseMedia(method), value: mediaType(media), place: place('') });
  statements.push(...statementsOfObject(root, resourceType(subject), subject));
  return statements;

  function nodeOf(value: unknown, at: readonly (string | number)[]): JsonNode {
    return {
      value,
      place: place(toPointer(at)),
      member: (name) => nodeOf((value as Record<string, unknown>)[name], [...at, name]),
      item: (index) => nodeOf((value as unknown[])[index], [...at, index]),
    };
  }
}

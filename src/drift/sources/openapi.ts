import { plainPath, samePath } from '../graph-paths';
import { KEYS } from '../keys';
import { ABSENT, gathered, said, type Reading, type Statement } from '../statements';
import { textOrValue } from '../../contract/describe';
import { isMembers } from '../../exchanges/body';
import { mainOperation, type Subject } from '../subject';
import type { Document } from './documents';
import { isNode, type Description } from './openapi/description';
import { enumerationStatements } from './openapi/enumerations';
import { operationStatements } from './openapi/operation';
import { partsOf, type Part, type Parts } from './openapi/parts';
import { typeStatements } from './openapi/types';

/**
 * The statements of an OpenAPI description on the operation: Microsoft's own, in whole or in part, or any other.
 * @throws UsageError if the document is not an OpenAPI description
 */
export function openapiStatements(document: Document, subject: Subject): Reading {
  const description = { parts: partsOf(document), subject };
  const { parts } = description;
  const path = pathIn(parts, subject);
  const item = path === undefined ? undefined : parts.path(path);
  const statements = gathered(
    path !== undefined && item ? itemStatements(path, item, description) : collectionStatements(description),
    document.name,
  );
  const version = versionOf(parts);
  return {
    kind: 'openapi',
    name: document.name,
    ...(version !== undefined && { version }),
    statements,
    ...(statements.length === 0 && { passedOver: 'it has no path of the operation' }),
  };
}

/** The version of Graph in the URL of the first server or in `info`. */
function versionOf(parts: Parts): string | undefined {
  const servers = parts.section('servers');
  const info = parts.section('info');
  const [server] = Array.isArray(servers) ? (servers as unknown[]) : [];
  const named = [
    isMembers(server) ? textOrValue(server['url']) : '',
    isMembers(info) ? textOrValue(info['version']) : '',
  ].map((text) => /(?:^|\/)(v\d+\.\d+|beta)(?:\/|$)/i.exec(text)?.[1]);
  return named.find((each) => each !== undefined)?.toLowerCase();
}

/** The path itself takes precedence over one with a key in braces. */
function pathIn({ paths }: Parts, subject: Subject): string | undefined {
  const braces = (path: string): number => path.split('{').length;
  const [best] = [...paths]
    .filter((path) => samePath(plainPath(path), subject.path, false))
    .sort((one, other) => braces(one) - braces(other));
  return best;
}

/** If a description has the collection but not its items, the operation is gone. */
function* collectionStatements({ parts, subject }: Description): Generator<Statement> {
  const collection = subject.path.slice(0, subject.path.lastIndexOf('/'));
  const found = [...parts.paths].find((each) => samePath(plainPath(each), collection, false));
  const item = found === undefined ? undefined : parts.path(found);
  if (item) yield said(KEYS.path(mainOperation(subject).method), ABSENT, item.placeOf([]));
}

/** The statements of a path item: on its operations, and on the types that they refer to. */
function* itemStatements(path: string, item: Part, description: Description): Generator<Statement> {
  const { subject } = description;
  for (const { method } of subject.operations) {
    const name = method.toLowerCase();
    const node = item.value[name];
    if (isNode(node))
      yield* operationStatements(method, path, { node, part: item, path: [name] }, description);
    else if (method === mainOperation(subject).method)
      yield said(KEYS.method(method), ABSENT, item.placeOf([]));
  }
  yield* typeStatements(description);
  yield* enumerationStatements(item, description);
}

import { samePath } from '../../graph-paths';
import type { Statement } from '../../statements';
import { operationBy, resourceType, type KnownOperation } from '../../subject';
import type { Resolve } from '../documents';
import { cloudStatements } from './clouds-table';
import { pathStatements, requestExample, responseExample } from './examples';
import { headerStatements } from './headers-table';
import { includeStatements } from './includes';
import type { Code, Table, Text } from './markdown';
import { requestLines, statusIn } from './messages';
import { methodOfVerb, type DocPage } from './page';
import { permissionStatements } from './permissions-table';
import { propertyStatements } from './properties-table';
import { annotationStatements, bodyStatements, responseStatements, updatableStatements } from './sentences';
import { isOf, placedIn, type Placed } from './placed';
import { silences } from './silences';

/**
 * The operation that a page describes, by its title or otherwise its path; undefined if it is none of the contract's.
 */
export function operationOf({ subject, title, blocks }: DocPage): KnownOperation | undefined {
  const requests = blocks.flatMap((block) => (block.kind === 'code' ? requestLines(block) : []));
  const [, verb = ''] = /^(\w+)/.exec(title) ?? [];
  const named = title.toLowerCase().includes(subject.type.toLowerCase());
  const located = requests.find(({ path }) => samePath(path, subject.path, false));
  if (!named && !located) return undefined;
  // The page of a related operation may have a path with braces.
  if (!named && /AuthenticationMethodConfiguration/i.test(title)) return undefined;
  return operationBy(subject, methodOfVerb(verb) ?? located?.method ?? '');
}

/** The statements of an operation's page, including those implied by omissions. */
export async function operationStatements(
  page: DocPage,
  operation: KnownOperation,
  find: Resolve,
): Promise<Statement[]> {
  const { method } = operation;
  const placed = placedIn(page.blocks);
  const statements: Statement[] = [];
  for (const each of placed) {
    if (isOf(each, 'code')) statements.push(...codeStatements(each, method, page));
    if (isOf(each, 'table')) statements.push(...tableStatements(each, method, page));
    if (!isOf(each, 'text')) continue;
    statements.push(...(await includeStatements(each.block, method, page, find)));
    statements.push(...textStatements(each, operation, page));
  }
  return [...statements, ...silences(page, operation, placed, statements)];
}

function* codeStatements(
  { block, section, isExample }: Placed<Code>,
  method: string,
  page: DocPage,
): Generator<Statement> {
  const kind = block.annotation?.members['blockType'];
  const isBare = kind === undefined && isExample;
  if (section === 'http request') yield* pathStatements(block, method, page);
  else if (kind === 'request' || (isBare && requestLines(block).length > 0))
    yield* requestExample(block, method, page);
  else if (kind === 'response' || (isBare && statusIn(block) !== undefined))
    yield* responseExample(block, method, page);
}

function* tableStatements(
  { block, section }: Placed<Table>,
  method: string,
  page: DocPage,
): Generator<Statement> {
  const { says, subject } = page;
  yield* permissionStatements(block, method, says);
  yield* cloudStatements(block, says);
  if (section === 'request headers') yield* headerStatements(block, method, says);
  if (section === 'request body') yield* propertyStatements(block, resourceType(subject), page);
}

function* textStatements(
  { block, section, isExample }: Placed<Text>,
  { method, takesBody }: KnownOperation,
  { says, subject }: DocPage,
): Generator<Statement> {
  if (section === 'request body' && !takesBody) yield* bodyStatements(block, method, says);
  if (section === 'request body') {
    yield* annotationStatements(block, method, says);
    yield* updatableStatements(block, subject.type, says);
  }
  if (section === 'response' && !isExample) yield* responseStatements(block, method, says);
}

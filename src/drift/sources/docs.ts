import { saysIn, type Reading, type Statement } from '../statements';
import { mainOperation, type Subject } from '../subject';
import { cloudStatements } from './docs/clouds-table';
import { includesIn, pageIn, type Page } from './docs/markdown';
import { operationOf, operationStatements } from './docs/operation-page';
import { docPage, methodOfVerb } from './docs/page';
import { permissionStatements } from './docs/permissions-table';
import { resourceOf, resourceStatements } from './docs/resource-page';
import { wordingOf } from './docs/wording';
import { baseName, type Document, type Resolve } from './documents';

/**
 * The statements of documentation pages: pages of an operation or a resource, and includes given on their own.
 * @param resolve reads the files that a page includes
 */
export async function docsStatements(
  documents: readonly Document[],
  subject: Subject,
  resolve: Resolve,
): Promise<Reading[]> {
  const pages = documents.map((document) => ({ name: document.name, page: pageIn(document) }));
  /** The includes of the pages that were read, and of pages of other operations. */
  const included = new Set<string>();
  const elsewhere = new Set<string>();
  const find: Resolve = async (from, target) => {
    const given = givenAs(target, documents);
    if (given) included.add(given.name);
    return given ?? resolve(from, target);
  };
  const readings: Reading[] = [];
  for (const { name, page } of pages) {
    if (isFragment(page)) continue;
    const reading = await pageReading(name, page, subject, find);
    readings.push(reading);
    if (reading.passedOver !== undefined)
      for (const target of targetsIn(page)) elsewhere.add(givenAs(target, documents)?.name ?? target);
  }
  for (const { name, page } of pages) {
    if (!isFragment(page)) continue;
    // An include that no page has used is read on its own.
    const alone = fragmentReading(name, page, subject);
    const why = included.has(name)
      ? 'read as a part of the page that includes it'
      : elsewhere.has(name) && alone.statements.length > 0
        ? 'it is a part of a page of another operation'
        : undefined;
    readings.push(why === undefined ? alone : { kind: 'docs', name, statements: [], passedOver: why });
  }
  return readings;
}

/** The given document that an include refers to: its name, perhaps with folders or repository prefixes before it. */
function givenAs(target: string, documents: readonly Document[]): Document | undefined {
  const wanted = baseName(target).toLowerCase();
  return documents.find(({ name }) => {
    const own = baseName(name).toLowerCase();
    return own === wanted || own.endsWith(`-${wanted}`);
  });
}

const targetsIn = ({ blocks }: Page): string[] =>
  blocks.flatMap((block) =>
    block.kind === 'text' ? includesIn(block.text, block.line).map(({ target }) => target) : [],
  );

const isFragment = ({ blocks, matter }: Page): boolean =>
  matter['ms.topic'] === 'include' || !blocks.some((block) => block.kind === 'heading' && block.level === 1);

/** The statements of a page, if it describes the resource or one of the operations. */
async function pageReading(name: string, read: Page, subject: Subject, find: Resolve): Promise<Reading> {
  const page = docPage(name, read, subject);
  const resource = resourceOf(page);
  const operation = resource ? undefined : operationOf(page);
  const statements = resource
    ? [...resourceStatements(page, resource)]
    : operation
      ? await operationStatements(page, operation, find)
      : [];
  const passedOver =
    resource || operation ? 'it says nothing that is compared' : 'it is of another operation';
  return {
    kind: 'docs',
    name,
    ...(page.version !== undefined && { version: page.version }),
    statements,
    ...(statements.length > 0 ? { page: wordingOf(page.title, read) } : { passedOver }),
  };
}

/** The statements of an include on its own: clouds, and the permissions of an operation that its name identifies. */
function fragmentReading(name: string, { blocks }: Page, subject: Subject): Reading {
  const says = saysIn(name);
  const verb = new RegExp(`${subject.type}-(update|get|delete)-permissions`, 'i').exec(name)?.[1];
  const method = verb === undefined ? undefined : (methodOfVerb(verb) ?? mainOperation(subject).method);
  const statements = blocks.flatMap((block): Statement[] =>
    block.kind === 'table'
      ? [
          ...cloudStatements(block, says),
          ...(method === undefined ? [] : permissionStatements(block, method, says)),
        ]
      : [],
  );
  return {
    kind: 'docs',
    name,
    statements,
    ...(statements.length === 0 && { passedOver: 'it is not about the operation' }),
  };
}

import { saysIn, type Statement } from '../../statements';
import { baseName, type Document, type Resolve } from '../documents';
import { cloudsByName, cloudStatements } from './clouds-table';
import { includesIn, pageIn, type Table, type Text } from './markdown';
import type { DocPage } from './page';
import { permissionStatements } from './permissions-table';

/** The statements of the files that a text includes: clouds and permissions. */
export async function includeStatements(
  { text, line }: Text,
  method: string,
  page: DocPage,
  find: Resolve,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  for (const include of includesIn(text, line)) {
    const clouds = /national-cloud/i.test(include.name);
    if (!clouds && !/permissions-table/i.test(include.name)) continue;
    const document = await find(page.name, include.target);
    if (!document) {
      if (clouds) statements.push(...cloudsByName(baseName(include.target), include.line, page.says));
      continue;
    }
    const says = saysIn(document.name);
    const via = { file: page.name, line: include.line };
    for (const table of tablesIn(document)) {
      const said = clouds ? cloudStatements(table, says) : permissionStatements(table, method, says);
      statements.push(...said.map((each) => ({ ...each, place: { ...each.place, via } })));
    }
  }
  return statements;
}

const tablesIn = (document: Document): Table[] =>
  pageIn(document).blocks.filter((block): block is Table => block.kind === 'table');

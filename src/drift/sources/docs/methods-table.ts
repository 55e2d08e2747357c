import { KEYS } from '../../keys';
import { NO_BODY, type Statement } from '../../statements';
import { operationBy } from '../../subject';
import { linksIn, plainText, type Table } from './markdown';
import { methodOfVerb, type DocPage } from './page';

/** The return type of each method, in the methods table of a resource. */
export function* methodStatements(table: Table, { subject, says }: DocPage): Generator<Statement> {
  for (const { cells, line } of table.rows) {
    const [link = '', returned = ''] = cells;
    const [target] = linksIn(link, line);
    // `Update`, or `Update fido2AuthenticationMethodConfiguration`: pages have either.
    const [verb = ''] = plainText(link).trim().split(/\s/);
    const operation = operationBy(subject, methodOfVerb(verb) ?? '');
    const page = pageIn(target?.target ?? '');
    if (!operation || !page.toLowerCase().startsWith(`${subject.type.toLowerCase()}-`)) continue;
    const type = plainText(returned);
    const known = [...subject.types.keys()].find((name) => name.toLowerCase() === type.toLowerCase());
    yield says(KEYS.body(operation.method), /^none\.?$/i.test(type) ? NO_BODY : (known ?? type), line);
  }
}

/** The name of the page that a link leads to; empty for any other link. */
const pageIn = (target: string): string =>
  /\.md$/i.test(target)
    ? (target
        .slice(0, -'.md'.length)
        .split(/[^\w.-]/)
        .at(-1) as string)
    : '';

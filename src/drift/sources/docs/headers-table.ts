import { KEYS } from '../../keys';
import type { Says, Statement } from '../../statements';
import { plainText, type Table } from './markdown';
import { isNotRequired } from './prose';

/** The statements of the table of request headers: required headers, the scheme, and the media type of the body. */
export function* headerStatements(table: Table, method: string, says: Says): Generator<Statement> {
  for (const { cells, line } of table.rows) {
    const [first = '', ...rest] = cells.map(plainText);
    const name = first.toLowerCase();
    const text = rest.join(' ');
    if (name === '') continue;
    const required = /\brequired\b/i.test(text) && !isNotRequired(text);
    yield says(KEYS.header(method, name), required, line);
    if (name === 'authorization') {
      const [, scheme] = /^(\w+)\s+\{?\w/.exec(text) ?? [];
      if (scheme !== undefined) yield says(KEYS.scheme(method), scheme, line);
    }
    const media = /\b[a-z]+\/\w[\w+-]*(?:\.[\w+-]+)*/i.exec(text)?.[0];
    if (name === 'content-type' && media !== undefined) yield says(KEYS.requestMedia(method), media, line);
  }
}

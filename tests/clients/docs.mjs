// The tables of docs/clients.md, made from what the proxy saw.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { TYPE, bodyOf } from './intents.mjs';
import { at } from './places.mjs';

const FILE = at('docs', 'clients.md');
/** What the page documents, and what HTTP itself needs of every request. */
const EXPECTED = new Set(['authorization', 'content-type', 'host', 'content-length', 'connection']);
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Writes the tables between their markers.
 * @returns {Promise<string>} the file
 */
export async function publish(seen, issues) {
  const { format, resolveConfig } = createRequire(at('package.json'))('prettier');
  const text = within(
    within(readFileSync(FILE, 'utf8'), 'beyond', beyond(seen)),
    'lost',
    losses(seen, issues),
  );
  writeFileSync(FILE, await format(text, { ...(await resolveConfig(FILE)), filepath: FILE }));
  return FILE;
}

function within(text, name, content) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/clients.md has no ${begin} … ${end}`);
  return `${text.slice(0, from)}${begin}\n\n${content}\n\n${text.slice(to)}`;
}

/** A row a header, a column a client. */
function beyond(seen) {
  const sets = seen.map(({ client, sent }) => headersOf(client, sent));
  const names = new Map(
    sets.flatMap((headers) => [...headers.keys()].map((name) => [name.toLowerCase(), name])),
  );
  const rows = [...names.keys()].sort().map((name) => [
    `\`${names.get(name)}\``,
    ...sets.map((headers) => {
      const spelling = [...headers.keys()].find((key) => key.toLowerCase() === name);
      return spelling === undefined ? '' : headers.get(spelling);
    }),
  ]);
  return table([['header', ...seen.map(({ label }) => label)], ...rows]);
}

/** The values of each header that is not expected, by its spelling. */
function headersOf({ package: versioned }, sent) {
  const values = new Map();
  for (const { headers } of sent)
    for (const [name, value] of headers)
      if (!EXPECTED.has(name.toLowerCase())) values.set(name, [...(values.get(name) ?? []), value]);
  return new Map([...values].map(([name, all]) => [name, told(all, sent.length, versioned !== undefined)]));
}

/** @param {boolean} pinned whether a version in it is the same on every machine */
function told(values, requests, pinned) {
  const always = values.length === requests ? '' : ', not always';
  const different = new Set(values);
  if (values.every((value) => GUID.test(value)))
    return `a GUID, ${different.size === values.length ? 'another' : 'the same'} each time${always}`;
  const texts = [...different].map((value) => `\`${pinned ? value : value.replace(/\/[0-9][^ ]*/, '/…')}\``);
  return texts.join(' or ') + always;
}

/** A row for each update that went out without all that was meant. */
function losses(seen, issues) {
  const rows = seen.flatMap(({ label, sent }) =>
    sent
      .filter(({ lost, changed }) => lost.length + changed.length > 0)
      .map(({ intent, body, lost, changed }) => [
        label,
        `\`${shortened(bodyOf(intent))}\``,
        `\`${shortened(body)}\``,
        [...lost, ...changed].map((name) => `\`${name}\``).join(', '),
      ]),
  );
  if (rows.length === 0) return 'None.';
  const links = issues.flatMap(({ client, links, why }) => [
    `- ${seen.find((one) => one.client.id === client)?.label}: ${why} ${links.map((link) => `<${link}>`).join(', ')}`,
  ]);
  return [table([['client', 'meant', 'went out', 'lost'], ...rows]), ...links].join('\n\n');
}

const shortened = (body) => JSON.stringify(body).replaceAll(`"${TYPE}"`, '…');

const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = ([head, ...rows]) => [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

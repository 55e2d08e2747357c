// The tables of docs/clients.md, made from what the proxy saw.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { SITUATIONS, toldOf } from './answers.mjs';
import { orderOf } from './bodies.mjs';
import { FAULTS } from './faults.mjs';
import { OPERATIONS, bodyOf } from './intents.mjs';
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
  const tables = {
    clients: overview(seen),
    beyond: beyond(seen),
    lost: losses(seen, issues),
    answers: answersOf(seen),
    faults: faultsIn(seen, issues),
  };
  const text = Object.entries(tables).reduce(
    (written, [name, content]) => within(written, name, content),
    readFileSync(FILE, 'utf8'),
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

/** The clients, and in which order their bodies have the members. */
function overview(seen) {
  return table([
    ['client', 'how it is installed', 'order of members'],
    ...seen.map(({ client, label, sent }) => [label, lockOf(client), order(sent)]),
  ]);
}

const lockOf = ({ package: installed, toolchain }) =>
  installed ? `\`${toolchain?.lock ?? 'tests/clients/package-lock.json'}\`` : 'the one of the machine';

function order(sent) {
  const orders = sent.filter(({ lacks }) => !lacks).map(({ intent, body }) => orderOf(intent, body));
  if (orders.every(({ kept }) => kept)) return 'as meant';
  return orders.every(({ typeFirst }) => typeFirst) ? 'another one, `@odata.type` first' : 'another one';
}

/** A row a client: the headers of its own with their values. */
function beyond(seen) {
  return table([
    ['client', 'headers'],
    ...seen.map(({ client, label, sent }) => [
      label,
      [...headersOf(client, sent)].map(([name, value]) => `\`${name}\`: ${value}`).join('; '),
    ]),
  ]);
}

/** A row a client, a column a situation. */
function answersOf(seen) {
  return table([
    ['client', ...SITUATIONS.map(({ title }) => title)],
    ...seen.map(({ label, answers }) => [
      label,
      ...SITUATIONS.map((situation) => toldOf(situation, answers[situation.id])),
    ]),
  ]);
}

/** What each client does wrong beside losing members, and where that is known. */
function faultsIn(seen, issues) {
  return seen
    .flatMap(({ client, label, faults }) =>
      faults.map((fault) => {
        const { why, links } = issues.find(
          (issue) => issue.client === client.id && issue.shows?.includes(fault),
        );
        return `- **${label}** ${FAULTS[fault]}. ${[why, ...links.map((link) => `<${link}>`)].join(' ')}`;
      }),
    )
    .join('\n');
}

/** The values of each header that is not expected, by its spelling. */
function headersOf({ package: versioned }, sent) {
  const values = new Map();
  for (const { headers } of sent)
    for (const [name, value] of headers)
      if (!EXPECTED.has(name.toLowerCase())) values.set(name, [...(values.get(name) ?? []), value]);
  return new Map(
    [...values].map(([name, all]) => [
      name,
      told(all, sent.filter(({ lacks }) => !lacks).length, versioned !== undefined),
    ]),
  );
}

/** @param {boolean} pinned whether a version in it is the same on every machine */
function told(values, requests, pinned) {
  const always = values.length === requests ? '' : ', not always';
  // The machine of the run is no matter.
  const different = new Set(values.map((value) => value.replace(/\(Linux-[^)]*\)/, '(Linux-…)')));
  if (values.every((value) => GUID.test(value)))
    return `a GUID, ${different.size === values.length ? 'another' : 'the same'} each time${always}`;
  const texts = [...different].map((value) => `\`${pinned ? value : value.replace(/\/[0-9][^ ]*/, '/…')}\``);
  return texts.join(' or ') + always;
}

/** A row for each client and operation whose updates go out without all that was meant, and one of them. */
function losses(seen, issues) {
  const short = seen.flatMap(({ client, label, sent }) =>
    OPERATIONS.map(({ id }) => {
      const updates = sent.filter(({ intent }) => intent.operation === id && !intent.aside);
      const fallen = updates.filter(({ lost, changed }) => lost.length + changed.length > 0);
      return { client, label, operation: id, updates, fallen };
    }).filter(({ fallen }) => fallen.length > 0),
  );
  if (short.length === 0) return 'None.';
  const rows = short.map(({ label, operation, updates, fallen }) => [
    label,
    `\`${operation}\``,
    `${fallen.length} of ${updates.length}`,
    namesIn(fallen.flatMap(({ lost, changed }) => [...lost, ...changed])),
  ]);
  const notes = issues
    .filter(({ client, loses }) => loses && short.some((one) => one.client.id === client))
    .map(({ client, links, why }) => {
      const { label, fallen } = short.find((one) => one.client.id === client);
      return `- ${label}: ${[why, ...exampleOf(fallen), ...links.map((link) => `<${link}>`)].join(' ')}`;
    });
  return [table([['client', 'operation', 'updates', 'lost'], ...rows]), notes.join('\n')].join('\n\n');
}

/** A longer example is no reading matter. */
const LONGEST = 200;

/** The shortest update of those that went out, if any did. */
function exampleOf(fallen) {
  const [first] = fallen
    .filter(({ lacks }) => !lacks)
    .map(({ intent, body }) => [shortened(bodyOf(intent)), shortened(body)])
    .filter(([meant]) => meant.length <= LONGEST)
    .sort(([one], [other]) => one.length - other.length);
  return first ? [`For example, \`${first[0]}\` was meant, and \`${first[1]}\` went out.`] : [];
}

const namesIn = (names) =>
  [...new Set(names)]
    .sort()
    .map((name) => `\`${name}\``)
    .join(', ');

const shortened = ({ '@odata.type': type, ...members }) =>
  JSON.stringify(type === undefined ? members : { '@odata.type': '…', ...members }).replace('"…"', '…');

const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = ([head, ...rows]) => [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

// The pages of the register: one for each row, and one that lists them.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { knownOperations } = require('../dist/src/contract/operation.js');
const { registerOf } = require('../dist/src/contract/register/register.js');
const { examplesOf } = require('../dist/src/examples/find.js');

const registers = knownOperations().map((operation) => ({
  name: operation.name,
  register: registerOf(operation),
}));

/** The ids of all rows. */
export const rowIds = () => registers.flatMap(({ register }) => register.rows.map(({ id }) => id));

/** Every page, by its place below the root of the site. */
export function rowPages() {
  const byId = new Map();
  for (const { name, register } of registers)
    for (const row of register.rows) byId.set(row.id, [...(byId.get(row.id) ?? []), { name, row }]);
  return [
    ['register/index.md', indexPage(byId)],
    ...inOrder(byId).map(([id, rows], at, all) => [
      `register/${id}.md`,
      rowPage(id, rows, all[at - 1]?.[0], all[at + 1]?.[0]),
    ]),
  ];
}

const groups = new Map(
  registers.flatMap(({ register }) => register.groups.map(({ id, title }) => [id, title])),
);

/** The rows in the order in which the page of the register lists them. */
const inOrder = (byId) =>
  [...groups.keys()].flatMap((group) => [...byId].filter(([, [{ row }]]) => row.group === group));

function indexPage(byId) {
  const rows = [...byId].map(([id, [{ row }, ...others]]) => ({ id, row, count: others.length + 1 }));
  return [
    '# Register of requirements',
    '',
    'A row is what a page of Microsoft’s, an RFC or OData demands of a client or a provider. `graph-contract explain ID`',
    'prints the same on a terminal.',
    '',
    ...[...groups].flatMap(([group, title]) => [
      `## ${title}`,
      '',
      '| row | level | actor | what it demands | operations |',
      '| --- | --- | --- | --- | --- |',
      ...rows
        .filter(({ row }) => row.group === group)
        .map(
          ({ id, row, count }) =>
            `| [${id}](/register/${id}.md) | ${row.level} | ${row.actor} | ${prose(row.title)} | ${count === registers.length ? 'all' : namesOf(byId.get(id))} |`,
        ),
      '',
    ]),
  ].join('\n');
}

/** One row: as most operations have it, then what others say differently, and where each has it from. */
/** @param before, after the ids of its neighbours in the register */
function rowPage(id, rows, before, after) {
  const operations = registers.length;
  const [[main, first], ...others] = alike(rows, told).sort(([, a], [, b]) => b.length - a.length);
  const title = `${id}: ${first[0].row.title}`;
  return [
    '---',
    `title: ${JSON.stringify(title)}`,
    ...neighbour('prev', before),
    ...neighbour('next', after),
    '---',
    '',
    `# ${prose(title)}`,
    '',
    `Operations: ${first.length === operations ? 'all' : namesOf(first)}.`,
    '',
    main,
    ...others.flatMap(([text, each]) => ['', `## With ${namesOf(each)}`, '', text]),
    ...exampleOf(first[0]),
    '',
    '## Sources',
    ...alike(rows, sources).flatMap(([text, each]) => [
      '',
      ...(each.length === rows.length ? [] : [`${namesOf(each)}:`, '']),
      text,
    ]),
    '',
    'A finding of this row: [reproduce it](../reproduce.md), and see [troubleshooting](../troubleshooting.md) for its outcome.',
    '',
    '[All rows](./index.md)',
    '',
  ].join('\n');
}

/** The link at the foot of a page. */
const neighbour = (which, id) =>
  id === undefined ? [`${which}: false`] : [`${which}:`, `  text: ${id}`, `  link: /register/${id}`];

const examples = new Map();

/** The examples of all rows of an operation, made once. */
function examplesIn(name) {
  const { register } = registers.find((each) => each.name === name);
  if (!examples.has(name)) examples.set(name, examplesOf(register, register.rows));
  return examples.get(name);
}

/** What keeps a row and what breaks it, as `explain` shows them, for one of its operations. */
function exampleOf({ name, row }) {
  const example = examplesIn(name).get(row.id);
  if (!example) return [];
  const head = ['', '## Example', ''];
  if ('none' in example) return [...head, prose(example.none)];
  const block = (lines) => ['', '~~~~~~http', ...lines, '~~~~~~'];
  return [
    ...head,
    `With \`${name}\`. This keeps the row:`,
    ...block(example.right),
    '',
    'This breaks it, and nothing else:',
    ...block(example.wrong),
  ];
}

/** Rows by what is made of them, and those with the same together. */
function alike(rows, make) {
  const kinds = new Map();
  for (const each of rows) {
    const text = make(each.row);
    kinds.set(text, [...(kinds.get(text) ?? []), each]);
  }
  return [...kinds];
}

const namesOf = (rows) => rows.map(({ name }) => `\`${name}\``).join(', ');

function told(row) {
  return [
    prose(row.statement),
    '',
    `- Level: ${row.level}`,
    `- Actor: ${row.actor}`,
    `- Basis: ${row.basis === 'derived' ? `derived from ${prose(row.derivedFrom ?? '')}` : row.basis}`,
    ...(row.checks.length > 0 ? [`- Checks: ${row.checks.map((check) => `\`${check}\``).join(', ')}`] : []),
    ...part('Why it matters', row.why),
    ...part('What to do', row.remedy),
    ...part('Why no check judges it', row.reason),
  ].join('\n');
}

const sources = (row) =>
  row.sources.map(({ page, section, url }) => `- [${prose(page)}, ${prose(section)}](${url})`).join('\n');

const part = (label, text) => (text === undefined ? [] : ['', `**${label}.** ${prose(text)}`]);

/** Text of the register as Markdown: nothing in it is markup. */
const prose = (text) =>
  text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|]/g, '\\$&')
    .replaceAll('{{', '&#123;&#123;');

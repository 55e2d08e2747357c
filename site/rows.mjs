// The pages of the register: one for each row, and one that lists them.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { knownOperations } = require('../dist/src/contract/operation.js');
const { registerOf } = require('../dist/src/contract/register/register.js');
const { examplesOf } = require('../dist/src/examples/find.js');

/** Every page, by its place below the root of the site. */
export function rowPages() {
  const registers = knownOperations().map((operation) => ({
    name: operation.name,
    register: registerOf(operation),
  }));
  const byId = new Map();
  for (const { name, register } of registers)
    for (const row of register.rows) byId.set(row.id, [...(byId.get(row.id) ?? []), { name, row }]);
  return [
    ['register/index.md', indexPage(registers, byId)],
    ...[...byId].map(([id, rows]) => [`register/${id}.md`, rowPage(id, rows, registers)]),
  ];
}

function indexPage(registers, byId) {
  const groups = new Map(
    registers.flatMap(({ register }) => register.groups.map(({ id, title }) => [id, title])),
  );
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
            `| [${id}](./${id}.md) | ${row.level} | ${row.actor} | ${prose(row.title)} | ${count === registers.length ? 'all' : namesOf(byId.get(id))} |`,
        ),
      '',
    ]),
  ].join('\n');
}

/** One row: as most operations have it, then what others say differently, and where each has it from. */
function rowPage(id, rows, registers) {
  const operations = registers.length;
  const [[main, first], ...others] = alike(rows, told).sort(([, a], [, b]) => b.length - a.length);
  const title = `${id}: ${first[0].row.title}`;
  return [
    '---',
    `title: ${JSON.stringify(title)}`,
    '---',
    '',
    `# ${prose(title)}`,
    '',
    `Operations: ${first.length === operations ? 'all' : namesOf(first)}.`,
    '',
    main,
    ...others.flatMap(([text, each]) => ['', `## With ${namesOf(each)}`, '', text]),
    ...exampleOf(first[0], registers),
    '',
    '## Sources',
    ...alike(rows, sources).flatMap(([text, each]) => [
      '',
      ...(each.length === rows.length ? [] : [`${namesOf(each)}:`, '']),
      text,
    ]),
    '',
    '[All rows](./index.md)',
    '',
  ].join('\n');
}

const examples = new Map();

/** The examples of all rows of an operation, made once. */
function examplesIn(name, registers) {
  const { register } = registers.find((each) => each.name === name);
  if (!examples.has(name)) examples.set(name, examplesOf(register, register.rows));
  return examples.get(name);
}

/** What keeps a row and what breaks it, as `explain` shows them, for one of its operations. */
function exampleOf({ name, row }, registers) {
  const example = examplesIn(name, registers).get(row.id);
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

// Writes the tables of commands and options of docs/reference.md from the command line itself:
//   npm run docs:reference [-- --check]
// With --check nothing is written, and the exit code is 1 where the page is not as it would be.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { format, resolveConfig } from 'prettier';

const require = createRequire(import.meta.url);
const { COMMANDS } = require('../dist/src/cli/commands.js');
const { addConfigOption } = require('../dist/src/cli/config-option.js');

const page = fileURLToPath(new URL('../docs/reference.md', import.meta.url));
const io = { cwd: process.cwd(), env: {}, terminal: {}, stdout() {}, stderr() {} };

const sections = [];
for (const entry of COMMANDS) sections.push(await section(entry));

const text = readFileSync(page, 'utf8');
const block = /(<!-- commands -->\n)[\s\S]*?(\n<!-- \/commands -->)/;
if (!block.test(text)) throw new Error('docs/reference.md has no place for the commands');
const made = await format(
  text.replace(block, (_all, before, behind) => `${before}\n${sections.join('\n')}\n${behind}`),
  { ...(await resolveConfig(page)), parser: 'markdown' },
);

if (process.argv.includes('--check')) {
  if (made !== text) {
    console.error('docs/reference.md is not what the command line has: run npm run docs:reference');
    process.exitCode = 1;
  }
} else writeFileSync(page, made);

/** A command with its usage, its arguments and its options. */
async function section(entry) {
  const command = new Command(entry.name);
  (await entry.load()).define(command, io, () => {});
  addConfigOption(command);
  const usage = ['graph-contract', entry.name, '[options]', ...(entry.takes ?? []).map(([name]) => name)];
  return [
    `### \`${entry.name}\`\n`,
    `\`${usage.join(' ')}\`: ${entry.description}.\n`,
    ...(entry.takes ? [table(['argument', 'what it is'], entry.takes), ''] : []),
    table(
      ['option', 'what it does', 'default'],
      command.options
        .filter(({ hidden }) => !hidden)
        .map((option) => [option.flags, described(option), defaultOf(option)]),
    ),
    '',
  ].join('\n');
}

function described({ description, argChoices = [] }) {
  const isSaid = argChoices.every((choice) => description.includes(choice));
  return isSaid ? description : `${description} (${argChoices.join(', ')})`;
}

function defaultOf({ defaultValue, defaultValueDescription, negate }) {
  if (defaultValueDescription !== undefined) return defaultValueDescription;
  if (negate || defaultValue === undefined || typeof defaultValue === 'boolean') return '';
  return `\`${[defaultValue].flat().join(',')}\``;
}

/** A table of Markdown; the first cell of a row is code. */
function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  // An example of an address is no link.
  const cell = (text) =>
    text
      .replaceAll('|', '\\|')
      .replaceAll('<', '&lt;')
      .replace(/\bhttps?:\/\/[^\s,;)]+/g, '`$&`');
  return [
    line(head),
    line(head.map(() => '---')),
    ...rows.map(([name, ...others]) => line([`\`${name.replaceAll('|', '\\|')}\``, ...others.map(cell)])),
  ].join('\n');
}

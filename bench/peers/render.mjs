// The tables: for a terminal, for README.md and for docs/peers.md. Pure functions of the result.
import { BLIND, REASONS } from './reasons.mjs';

/** For a terminal. */
export const summary = ({ tools }) =>
  table(
    ['tool', 'faults noticed', 'alarms on the correct provider', 'on variants', 'time', 'memory'],
    tools.map((tool) =>
      tool.skipped
        ? [nameOf(tool), notRun(tool), '', '', '', '']
        : [
            nameOf(tool),
            share(Object.values(tool.faults)),
            failedOf(tool),
            share(Object.values(tool.variants)),
            time(tool.cost),
            memory(tool.cost),
          ],
    ),
  );

/** For README.md: the table, a row for each tool as it is by default, and what has to be known to read it. */
export function shortTable(result) {
  const { command, fleet } = result;
  const tools = result.tools.filter(
    ({ label }, at) => result.tools.findIndex((tool) => tool.label === label) === at,
  );
  const sampled = tools.filter((tool) => tool.sampled && !tool.skipped).map(titleOf);
  return [
    summary({ tools }),
    '',
    folded(
      [
        `Measured on ${datesOf(tools)} with ${fleet.faults.length} faults and ${fleet.variants.length} variants.`,
        'An alarm on a variant is a report that the tool does not make for the correct provider.',
        ...(sampled.length > 0 ? [`${list(sampled)} met a sample.`] : []),
        `\`${command}\` makes this table and [docs/peers.md](docs/peers.md), which has the reasons and other settings.`,
      ].join(' '),
    ),
  ].join('\n');
}

/** The days on which the tools were run. */
const datesOf = (tools) =>
  list([...new Set(tools.filter(({ skipped }) => !skipped).map(({ date }) => date))].sort());

/** docs/peers.md. */
export function page(result) {
  const { command, machine, fleet, tools, sample } = result;
  const run = tools.filter(({ skipped }) => !skipped);
  return [
    '# The same fleet with other tools',
    '',
    `<!-- Written by \`${command}\`; the reasons are in bench/peers/reasons.mjs. -->`,
    '',
    folded(
      `Each tool met the ${fleet.faults.length} faulty providers of \`spec/faults.yaml\` and the ` +
        `${fleet.variants.length} conforming variants of \`spec/variants.yaml\`, on ${datesOf(tools)}. What a tool found ` +
        'of a provider is kept in `bench/peers/results/` as long as the tool and its settings are the same, so ' +
        'that a run measures providers that are new. It met one fresh provider at a time, as a ' +
        'process of its own, with the same slice (`spec/operations/temporaryAccessPass/`) or the same Pact ' +
        '(`contracts/`). Tools that take long meet a sample, spread over the catalogue.',
    ),
    '',
    folded(
      'This project made the fleet, row by row of the register of graph-contract, and improved ' +
        'graph-contract until it reached this result. The others are general tools without knowledge of ' +
        'this operation. Their results show what a slice, a Pact and documented settings achieve, and ' +
        'not the quality of the tools. A section below lists what they notice and graph-contract ' +
        'misses.',
    ),
    '',
    table(
      [
        'tool',
        'faults noticed',
        'of the sample',
        'alarms on the correct provider',
        'on variants',
        'time',
        'peak memory',
      ],
      tools.map((tool) =>
        tool.skipped
          ? [nameOf(tool), notRun(tool), '', '', '', '', '']
          : [
              nameOf(tool),
              share(Object.values(tool.faults)),
              noticedAmong(tool, sample),
              failedOf(tool),
              share(Object.values(tool.variants)),
              time(tool.cost),
              memory(tool.cost),
            ],
      ),
    ),
    '',
    ...items([
      '**Faults noticed**: the tool reports something about the faulty provider that it does not ' +
        'report about the correct one in either of two runs, or only the run with the fault fails. The ' +
        'report need not be about the fault. A tool that does not end in time counts as having noticed ' +
        `the fault${timeOuts(run)}.`,
      `**Of the sample**: of the ${sample.length} faults that the slower tools met too.`,
      '**Alarms on the correct provider**: the cases of the tool that fail. **On variants**: variants ' +
        'for which the tool reports something that it does not report for the correct provider.',
      '**Time**: of a run at the correct provider, including the start of the tool. **Peak memory**: of the ' +
        'same run, for the tool and its child processes, without the provider. Both are medians of three runs, ' +
        `one run after another; a run that takes more than a minute counts alone. ${machine}.`,
    ]),
    '',
    '## By kind',
    '',
    folded(
      'The kind of a fault is the group of the row that it breaks. A fault that a tool cannot detect ' +
        `in principle counts as missed. ${BLIND}`,
    ),
    '',
    table(
      ['kind', 'faults', ...run.map(titleOf)],
      Object.entries(groupsOf(fleet.faults)).map(([group, faults]) => [
        group,
        faults.length,
        ...run.map((tool) => noticedAmong(tool, idsOf(faults))),
      ]),
    ),
    '',
    'Why the other tools miss faults:',
    '',
    ...items(
      Object.keys(groupsOf(fleet.faults)).map((group) => `**${group}**: ${REASONS[group] ?? 'not known.'}`),
    ),
    '',
    '## Faults that only other tools notice',
    '',
    ...othersSee(fleet.faults, run),
    '',
    '## Faults that only one tool notices',
    '',
    ...items(run.map((tool) => `${titleOf(tool)}: ${aloneOf(tool, fleet.faults, run)}`)),
    '',
    '## Alarms',
    '',
    ...items(run.map((tool) => `${titleOf(tool)}: ${alarmsOf(tool)}`)),
    '',
    folded(
      'graph-contract runs with `--strict`, so that a broken SHOULD fails the run. A variant that ' +
        'breaks a SHOULD is therefore an alarm here, although its outcome is `deviates`. Findings of ' +
        'INFO rows never fail the run.',
    ),
    '',
    '## Settings',
    '',
    ...tools.flatMap((tool) => [
      `### ${nameOf(tool)}`,
      '',
      ...items([...tool.settings, tool.skipped ? `Not run: ${tool.skipped}.` : `Run on ${tool.date}.`]),
      '',
    ]),
    '### All of them',
    '',
    folded(
      'All tools send a token that the provider accepts, and get the groups, the required headers, ' +
        'the base path and the CA of a variant. If a variant lacks an operation, the slice and the Pact ' +
        'do not have it either. OpenAPI 3.0 has no `patternProperties` for annotations, so that a slice ' +
        'that is converted to 3.0 allows undeclared members.',
    ),
    '',
  ].join('\n');
}

/** A tool and how it is run. */
export const titleOf = ({ label, mode }) => (mode ? `${label} (${mode})` : label);

const nameOf = ({ label, version, mode }) => titleOf({ label: `${label} ${version}`, mode });

const notRun = ({ skipped }) => `not run: ${skipped}`;

const idsOf = (list) => list.map(({ id }) => id);

const codes = (ids) => ids.map((id) => `\`${id}\``).join(', ');

const share = (results) => `${results.filter(({ noticed }) => noticed).length} of ${results.length}`;

/** Of the faults of these ids, those that it met. */
function noticedAmong({ faults }, ids) {
  const met = ids.filter((id) => id in faults);
  return met.length === 0 ? '' : share(met.map((id) => faults[id]));
}

const failedOf = ({ correct: { failed, cases } }) => `${failed.length} of ${cases}`;

function alarmsOf({ variants, correct: { failed } }) {
  const ids = Object.keys(variants).filter((id) => variants[id].noticed);
  const always =
    failed.length > 0 ? [`at the correct provider, and so at every variant, ${failed.join('; ')}`] : [];
  return [...always, ...(ids.length > 0 ? [codes(ids)] : [])].join('; ') || 'none';
}

function timeOuts(tools) {
  const counts = tools
    .map((tool) => [titleOf(tool), Object.values(tool.faults).filter(({ timedOut }) => timedOut).length])
    .filter(([, count]) => count > 0);
  return counts.length === 0
    ? '; all did'
    : ` (${counts.map(([title, count]) => `${title}: ${count}`).join(', ')})`;
}

function othersSee(faults, tools) {
  const own = tools.find(({ id }) => id === 'graph-contract');
  const seen = faults
    .filter(({ id }) => own?.faults[id]?.noticed === false)
    .map(({ id, says }) => [
      `\`${id}\`, ${says}`,
      tools.filter((tool) => tool.faults[id]?.noticed).map(titleOf),
    ])
    .filter(([, by]) => by.length > 0);
  return seen.length === 0
    ? ['None in this fleet.']
    : items(seen.map(([what, by]) => `${what}: ${list(by)}`));
}

/** A list that is longer is no reading matter. */
const LONGEST = 40;

/** Faults that one tool alone notices, among the tools that met them. */
function aloneOf(tool, faults, tools) {
  const alone = faults.filter(({ id }) => {
    const [first, ...others] = tools.filter((each) => each.faults[id]?.noticed);
    return first === tool && others.length === 0;
  });
  const named = alone.length > 0 && alone.length <= LONGEST ? ` (${codes(idsOf(alone))})` : '';
  return `${alone.length}${named}`;
}

function groupsOf(faults) {
  const groups = {};
  for (const fault of faults) (groups[fault.group] ??= []).push(fault);
  return groups;
}

/** What a run costs is measured when every tool has met the fleet, and memory where the system has /proc. */
const UNKNOWN = 'not measured';

const time = ({ milliseconds } = {}) => {
  if (milliseconds === undefined) return UNKNOWN;
  return milliseconds < 90_000
    ? `${(milliseconds / 1000).toFixed(1)} s`
    : `${(milliseconds / 60_000).toFixed(0)} min`;
};

const memory = ({ memory: bytes } = {}) => (bytes ? `${Math.round(bytes / 2 ** 20)} MB` : UNKNOWN);

const list = (names) => new Intl.ListFormat('en').format(names);

/** As wide as prose is here, which Prettier leaves as it is. */
const WIDTH = 110;

/** Prose in lines. */
function folded(text, indent = '') {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(`\n${indent}`);
}

const items = (texts) => texts.map((text) => `- ${folded(text, '  ')}`);

/** Padded, since it is read on a terminal too. */
function table(head, rows) {
  const cells = [head, ...rows].map((row) => row.map((cell) => String(cell).replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(cells[0]), line(widths.map((width) => '-'.repeat(width))), ...cells.slice(1).map(line)].join(
    '\n',
  );
}

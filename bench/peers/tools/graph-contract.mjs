import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { tokens } from '../interactions.mjs';
import { ofProject, project } from '../places.mjs';
import { run } from '../process.mjs';

const MAIN = project('dist/src/cli/main.js');

/** As `strength` has them: on one machine, a read that has not caught up by then is wrong. */
const SETTLE = 100;
const TIMEOUT = 2000;

/** What fails a run with `--strict`; notes never do. */
const FAILS = ['violates', 'deviates', 'error', 'untestable'];

export default {
  id: 'graph-contract',
  label: 'graph-contract',
  version: ofProject('./package.json').version,
  files: ['tools/graph-contract.mjs'],
  settings: [
    `\`graph-contract verify --strict --settle ${SETTLE} --timeout ${TIMEOUT}\`, a process for each provider, as ` +
      'the peers are. A case is a row of the register, and fails where the row is broken; a note is no failure. ' +
      '`graph-contract strength` differs in two ways: for a row of level INFO, a note is enough; for a MUST row, only ' +
      'a violation counts.',
    'A token to write and one to read; it is told what a variant lacks (`--lacks`), how long a read may lag ' +
      '(`--settle`), which headers it wants (`--header`), which groups and users it knows (`--group`, `--user`) and ' +
      'its CA (`--ca`).',
  ],
  async judge(provider) {
    const { settle = SETTLE, headers = {}, users = [] } = provider.options;
    const options = [
      ...['--provider', provider.url, '--out', provider.folder, '--strict', '--quiet'],
      ...['--settle', String(settle), '--timeout', String(TIMEOUT)],
      ...(provider.lacks.length > 0 ? ['--lacks', provider.lacks.join(',')] : []),
      ...(provider.groups.length > 0 ? ['--group', provider.groups.join(',')] : []),
      ...(users.length > 0 ? ['--user', users.join(',')] : []),
      ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
      ...(provider.ca ? ['--ca', provider.ca] : []),
    ];
    const ended = await run(process.execPath, [MAIN, 'verify', ...options], {
      cwd: provider.folder,
      env: { GRAPH_TOKEN: tokens.write, GRAPH_TOKEN_READONLY: tokens.read },
    });
    return { ...ended, cases: casesIn(path.join(provider.folder, 'report.json')) };
  },
};

function casesIn(file) {
  // A run that did not come to a report says why by its exit code.
  if (!existsSync(file)) return {};
  const { requirements } = JSON.parse(readFileSync(file, 'utf8'));
  const judged = requirements.filter(({ outcome }) => !/^not-/.test(outcome));
  return Object.fromEntries(judged.map(({ id, outcome }) => [id, FAILS.includes(outcome) ? outcome : null]));
}

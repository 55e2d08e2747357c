import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { python } from '../../../tests/clients/toolchains.mjs';
import { tokens } from '../interactions.mjs';
import { here } from '../places.mjs';
import { run } from '../process.mjs';
import { POLICY, sliceFor, withHeaders, withoutIgnoredHeaders, withoutWhatIsOpen } from '../slice.mjs';

const installed = python(path.join('..', '..', 'bench', 'peers'), { package: 'schemathesis' });

/** Many times what a run takes on a machine that has nothing else to do, in milliseconds. */
const LIMIT = 300_000;
const GENEROUS_LIMIT = 1_800_000;

/** What `--max-examples` is set to where it is set: ten times the default. */
const GENEROUS = 1000;

const SHARED = {
  label: 'Schemathesis',
  version: installed.version(),
  files: ['tools/schemathesis.mjs', 'schemathesis_hooks.py', 'requirements.txt', 'slice.mjs'],
  missing,
};

const SETTINGS = [
  'Input: the slice as it is, OpenAPI 3.1, with links from the update and the revert to the read, so that its ' +
    'stateful phase has something to follow. Without header parameters that OpenAPI tells tools to ignore, and, as ' +
    'for Specmatic, without lifetimes, null, `client-request-id`, batches and the ban on undeclared members of ' +
    'targets: with any of these it alarms at the correct provider.',
  'Every check (`--checks all`), all of its phases, `--continue-on-failure`, and one seed. The token comes from an ' +
    'auth hook, as its manual has it (`bench/peers/schemathesis_hooks.py`), so that it knows what it may leave out.',
  'A header that a provider wants goes into `--header`; for TLS with a private CA, `--tls-verify`.',
];

export const schemathesis = {
  ...SHARED,
  id: 'schemathesis',
  settings: [...SETTINGS, '`--max-examples` at its default.'],
  judge: (provider) => judge(provider, [], LIMIT),
};

export const generous = {
  ...SHARED,
  id: 'schemathesis-generous',
  mode: `\`--max-examples ${GENEROUS}\``,
  sampled: 'generative',
  settings: [
    ...SETTINGS,
    `\`--max-examples ${GENEROUS}\`, on a smaller sample, since each run takes minutes.`,
  ],
  judge: (provider) => judge(provider, ['--max-examples', String(GENEROUS)], GENEROUS_LIMIT),
};

/** Why it cannot be run; undefined where it can. */
function missing() {
  const why = installed.missing();
  if (why) return why;
  try {
    installed.install();
    return undefined;
  } catch (error) {
    return error.message;
  }
}

async function judge(provider, options, limit) {
  const file = (name) => path.join(provider.folder, name);
  const reports = file('reports');
  mkdirSync(reports);
  writeFileSync(file('slice.json'), JSON.stringify(adapted(provider)));
  const [python3] = installed.command();
  const ended = await run(
    python3,
    [
      ...[
        '-m',
        'schemathesis.cli',
        'run',
        file('slice.json'),
        '--url',
        provider.url,
        '--no-color',
        '--seed',
        '1',
      ],
      ...['--checks', 'all', '--continue-on-failure', '--report', 'json', '--report-dir', reports],
      ...Object.entries(provider.headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
      ...(provider.ca ? ['--tls-verify', provider.ca] : []),
      ...options,
    ],
    {
      cwd: provider.folder,
      env: { TOKEN: tokens.write, SCHEMATHESIS_HOOKS: 'schemathesis_hooks', PYTHONPATH: here('.') },
      limit,
    },
  );
  return { ...ended, cases: casesIn(reports) };
}

function adapted({ lacks, headers }) {
  const slice = withoutWhatIsOpen(withoutIgnoredHeaders(sliceFor(lacks)));
  const { get, patch, delete: revert } = slice.paths[POLICY];
  if (get) {
    get.responses['200'].links = {
      update: { operationId: patch.operationId, requestBody: readBack(slice) },
    };
    // Beside a reference they would be ignored.
    const shown = {
      ...slice.components.responses.noContent,
      links: { shows: { operationId: get.operationId } },
    };
    for (const operation of [patch, revert].filter(Boolean)) operation.responses['204'] = shown;
  }
  return withHeaders(slice, headers);
}

/** What an update has of what was read: the members of its schema, which has no lifetimes here. */
const readBack = ({ components }) =>
  Object.fromEntries(
    Object.keys(components.schemas.temporaryAccessPassAuthenticationMethodConfigurationUpdate.properties).map(
      (name) => [name, `$response.body#/${name}`],
    ),
  );

/** Its test cases, and what it found, by the operation and the kind of the failure: values are others each time. */
function casesIn(reports) {
  const [name] = readdirSync(reports).filter((each) => each.endsWith('.json'));
  if (name === undefined) return {};
  const { test_cases: all, failures, errors } = JSON.parse(readFileSync(path.join(reports, name), 'utf8'));
  const failed = failures.flatMap(({ title, operations }) =>
    operations.map((where) => `${nameOf(where)}: ${title}`),
  );
  return {
    ...Object.fromEntries(Array.from({ length: all.generated }, (_, at) => [`case ${at + 1}`, null])),
    ...Object.fromEntries(
      [...failed, ...errors.map(({ title }) => `error: ${title}`)].map((each) => [each, 'failed']),
    ),
  };
}

const nameOf = (where) => (typeof where === 'string' ? where : (where.label ?? where.operation));

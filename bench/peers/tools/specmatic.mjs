import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tokens } from '../interactions.mjs';
import { withExamples, withRefusals } from '../examples.mjs';
import { ofProject, project, versionOf } from '../places.mjs';
import { convertedDown } from '../openapi-3.0.mjs';
import { run } from '../process.mjs';
import {
  openForReaders,
  sliceFor,
  withHeaders,
  withoutIgnoredHeaders,
  withoutWhatIsOpen,
  withStatuses,
} from '../slice.mjs';

const { XMLParser } = ofProject('fast-xml-parser');

const JAR = project('bench/peers/node_modules/specmatic/specmatic.jar');

/** Many times what a run takes on a machine that has nothing else to do, in milliseconds. */
const LIMIT = 180_000;
const GENERATIVE_LIMIT = 1_800_000;

/** The oldest Java that it runs on. */
const JAVA = 17;

const SHARED = {
  version: versionOf('specmatic'),
  files: ['tools/specmatic.mjs', 'examples.mjs', 'openapi-3.0.mjs', 'slice.mjs'],
  missing,
};

const SETTINGS = [
  'Input: the slice converted down to OpenAPI 3.0, with 400 for `4XX` (it ends at a range with an error), with ' +
    '`additionalProperties: true` for what is read (it takes a missing one for false), and with examples of a ' +
    'batch, of an update without `@odata.type` and of a batch of 21, the latter two of a 400.',
  'The token is in the environment variable that is named as the security scheme. A header that a provider wants ' +
    'is a parameter of the slice; for TLS with a private CA, a trust store.',
  '`SPECMATIC_DISABLE_TELEMETRY=true`, and no name but `localhost` can be resolved.',
];

export const specmatic = {
  ...SHARED,
  id: 'specmatic',
  label: 'Specmatic',
  sampled: 'sample',
  settings: [...SETTINGS, '`specmatic test`, as it is by default, on a sample.'],
  judge: (provider) => judge(provider, adapted(provider), {}, LIMIT),
};

export const generative = {
  ...SHARED,
  id: 'specmatic-generative',
  label: 'Specmatic',
  mode: 'generative',
  sampled: 'generative',
  settings: [
    ...SETTINGS,
    '`specmatic test` with `SPECMATIC_GENERATIVE_TESTS=true`, on a smaller sample, since each run takes minutes. ' +
      'Without lifetimes (that they must be in order is beyond a schema), null, `client-request-id` (both open) and ' +
      'batches (ids must be unique): with any of these it alarms at the correct provider, with other values each time.',
  ],
  judge: (provider) =>
    judge(
      provider,
      withoutWhatIsOpen(adapted(provider)),
      { SPECMATIC_GENERATIVE_TESTS: 'true' },
      GENERATIVE_LIMIT,
    ),
};

/** Why it cannot be run; undefined where it can. */
function missing() {
  const { error, stderr = '' } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  if (error) return `it needs Java ${JAVA} or later, and there is none`;
  const [, major] = /version "(\d+)/.exec(stderr) ?? [];
  return Number(major) >= JAVA
    ? undefined
    : `it needs Java ${JAVA} or later, and java -version says ${major}`;
}

async function judge(provider, slice, env, limit) {
  const file = (name) => path.join(provider.folder, name);
  const reports = file('reports');
  mkdirSync(reports);
  writeFileSync(file('slice.json'), JSON.stringify(convertedDown(openForReaders(slice))));
  // It looks up the host of its statistics whatever it is told: there is none that it could find.
  writeFileSync(file('hosts'), '127.0.0.1 localhost\n');
  const ended = await run(
    'java',
    [
      `-Djdk.net.hosts.file=${file('hosts')}`,
      ...(provider.ca ? trusting(provider.ca, file('trust.p12')) : []),
      ...['-jar', JAR, 'test', file('slice.json')],
      ...[`--testBaseURL=${provider.url}`, `--junitReportDir=${reports}`],
    ],
    { cwd: provider.folder, env: { bearer: tokens.write, ...env }, limit },
  );
  return { ...ended, cases: casesIn(reports) };
}

function adapted({ lacks, headers }) {
  const slice = withStatuses(sliceFor(lacks), { patch: ['400'], post: ['400'] });
  const sent = withRefusals(withExamples(withoutIgnoredHeaders(slice)));
  return withHeaders(sent, headers);
}

/** Java takes certificates from a store of its own format, which needs a password. */
function trusting(ca, store) {
  const password = 'changeit';
  const options = ['-importcert', '-noprompt', '-file', ca, '-keystore', store, '-storepass', password];
  const { status, stdout } = spawnSync('keytool', options, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`keytool failed: ${stdout}`);
  return [`-Djavax.net.ssl.trustStore=${store}`, `-Djavax.net.ssl.trustStorePassword=${password}`];
}

/** The test cases of its JUnit files; names that occur more than once are numbered. */
function casesIn(folder) {
  const cases = {};
  const seen = new Map();
  const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'testcase' });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.xml'))) {
    const { testsuite } = parser.parse(readFileSync(path.join(folder, file), 'utf8'));
    for (const test of testsuite?.testcase ?? []) {
      const name = test['@_name'];
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      if ('skipped' in test) continue;
      cases[count === 1 ? name : `${name} (${count})`] =
        'failure' in test || 'error' in test ? 'failed' : null;
    }
  }
  return cases;
}

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { refusedBodies, withExamples, withPolicyExample, withRefusals } from '../examples.mjs';
import { tokens } from '../interactions.mjs';
import { here, project, versionOf } from '../places.mjs';
import { convertedDown } from '../openapi-3.0.mjs';
import { run } from '../process.mjs';
import { sliceFor, withHeadersOfStatus, withoutIgnoredHeaders, withStatuses } from '../slice.mjs';

const COMMAND = project('bench/peers/node_modules/dredd/bin/dredd');
const HOOKS = here('tools/dredd-hooks.cjs');

/** What can be earned by a request that is wrong on purpose. */
const STATUSES = { patch: ['400', '401'], post: ['400', '401'], get: ['401'], delete: ['401'] };

export default {
  id: 'dredd',
  label: 'Dredd',
  version: versionOf('dredd'),
  files: ['tools/dredd.mjs', 'tools/dredd-hooks.cjs', 'examples.mjs', 'openapi-3.0.mjs', 'slice.mjs'],
  settings: [
    'Input: the slice converted down to OpenAPI 3.0, with 400 and 401 for `4XX`, of which Dredd knows nothing, ' +
      'with examples of a batch, a read and an error, and without the headers of refusals that come with another ' +
      'status (it wants every header that is described).',
    'Hooks, as its manual has them (`bench/peers/tools/dredd-hooks.cjs`): the token; for a 401 a request ' +
      'without it; for a 400 an update without `@odata.type` and a batch of 21; any 4xx passes for the 400; the ' +
      'parameters of a media type are left out of the comparison; a 204 has no body.',
    'A header that a provider wants goes into `--header`; for TLS with a private CA, `NODE_EXTRA_CA_CERTS`.',
  ],
  async judge(provider) {
    const file = path.join(provider.folder, 'slice.json');
    const slice = adapted(provider);
    writeFileSync(file, JSON.stringify(slice));
    const headers = Object.entries(provider.headers).flatMap(([name, value]) => [
      '--header',
      `${name}: ${value}`,
    ]);
    const ended = await run(
      process.execPath,
      [COMMAND, file, provider.url, '--hookfiles', HOOKS, '--no-color', '--loglevel', 'error', ...headers],
      {
        cwd: provider.folder,
        env: {
          GRAPH_TOKEN: tokens.write,
          REFUSED: JSON.stringify(refusedBodies(slice)),
          ...(provider.ca && { NODE_EXTRA_CA_CERTS: provider.ca }),
        },
      },
    );
    return { ...ended, cases: casesOf(ended.stdout) };
  },
};

function adapted({ lacks }) {
  const slice = withHeadersOfStatus(withStatuses(sliceFor(lacks), STATUSES));
  return convertedDown(withRefusals(withPolicyExample(withExamples(withoutIgnoredHeaders(slice)))));
}

/** Each transaction, and what is wrong with it: the lines between its second mention and what was sent. */
function casesOf(stdout) {
  const cases = {};
  for (const [, verdict, name] of stdout.matchAll(/^(pass|fail|error|skip): (.*) duration: \d+ms$/gm))
    cases[name] = verdict === 'pass' ? null : (cases[name] ?? verdict);
  // Behind the list of all, those that failed are told once more, with the reason.
  const [, told = ''] = stdout.split('info: Displaying failed tests...');
  for (const [, name, complaint] of told.matchAll(
    /^fail: (.*) duration: \d+ms\nfail: ([\s\S]*?)\n\nrequest:/gm,
  ))
    cases[name] = complaint;
  return cases;
}

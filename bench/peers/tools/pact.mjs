import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PACT, pactFor } from '../interactions.mjs';
import { here, versionOf } from '../places.mjs';
import { run } from '../process.mjs';

const VERIFIER = here('pact-verifier.mjs');

export default {
  id: 'pact',
  label: 'Pact verifier, pact-core',
  version: versionOf('@pact-foundation/pact-core', '.'),
  files: ['tools/pact.mjs', 'pact-verifier.mjs'],
  settings: [
    `Input: \`${PACT}\`, every interaction of it that the provider can answer.`,
    'Provider states set the policy past the operation, through `providerStatesSetupUrl`; where a state names ' +
      'the caller, a token that the provider knows stands in the place of the example.',
    'A header that a provider wants goes into `customProviderHeaders`; for TLS with a private CA, ' +
      '`disableSslVerification`.',
  ],
  async judge(provider) {
    const file = path.join(provider.folder, 'pact.json');
    writeFileSync(file, JSON.stringify(pactFor(provider)));
    const input = JSON.stringify({
      provider: 'microsoft-graph-tap-policy',
      providerBaseUrl: provider.url,
      pactUrls: [file],
      providerStatesSetupUrl: provider.statesUrl,
      providerStatesSetupTeardown: true,
      // Refused when it is empty.
      ...(Object.keys(provider.headers).length > 0 && { customProviderHeaders: provider.headers }),
      disableSslVerification: provider.ca !== undefined,
      logLevel: 'error',
    });
    const ended = await run(process.execPath, [VERIFIER], { input });
    const [, json] = /^-- account: (.*)$/m.exec(ended.stdout) ?? [];
    const results = json ? JSON.parse(json).interactionResults : [];
    return {
      ...ended,
      cases: Object.fromEntries(
        results.map(({ description, result }) => [description, result === 'OK' ? null : 'failed']),
      ),
    };
  },
};

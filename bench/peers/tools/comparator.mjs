import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pactFor } from '../interactions.mjs';
import { project, versionOf } from '../places.mjs';
import { run } from '../process.mjs';
import { sliceFor } from '../slice.mjs';

const COMMAND = project('node_modules/@pactflow/openapi-pact-comparator/dist/cli.cjs');

export default {
  id: 'comparator',
  label: 'openapi-pact-comparator',
  version: versionOf('@pactflow/openapi-pact-comparator', '.'),
  files: ['tools/comparator.mjs', 'slice.mjs'],
  settings: [
    'Input: the slice as it is, and the Pact of `contracts/`. It compares these two and sends nothing, so that ' +
      'it is run for the correct provider and for every variant that lacks something, and every fault counts as ' +
      'missed. It has no setting for an interaction that is wrong on purpose, and alarms at the one of the Pact ' +
      'that sends another media type.',
  ],
  /** Nothing of a provider but what it lacks makes a difference. */
  looksAt: ({ options = {} }) => (options.lacks ?? []).length > 0,
  async judge(provider) {
    const [slice, pact] = ['slice.json', 'pact.json'].map((name) => path.join(provider.folder, name));
    writeFileSync(slice, JSON.stringify(sliceFor(provider.lacks)));
    const document = pactFor(provider);
    writeFileSync(pact, JSON.stringify(document));
    const ended = await run(process.execPath, [COMMAND, slice, pact]);
    const errors = ended.stdout
      .split('\n')
      .filter(Boolean)
      .flatMap((line) => JSON.parse(line))
      .filter(({ type }) => type === 'error');
    const cases = Object.fromEntries(document.interactions.map(({ description }) => [description, null]));
    for (const { code, mockDetails } of errors) cases[mockDetails.interactionDescription] = code;
    return { ...ended, cases };
  },
};

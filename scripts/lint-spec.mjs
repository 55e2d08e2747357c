// Lints an OpenAPI document with Redocly's recommended rules and writes the problems as JSON.
// Redocly is an ES module, which Jest's CommonJS can't load, so the tests run this beside them.
//   node scripts/lint-spec.mjs [FILE]      - is stdin; the default is the slice of every operation
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const spec = fileURLToPath(new URL('../spec', import.meta.url));
const slices = readdirSync(path.join(spec, 'operations')).map((name) => path.join(spec, 'operations', name));
const files = process.argv[2] ? [process.argv[2]] : slices.map((folder) => path.join(folder, 'openapi.yaml'));
const config = await createConfig({ extends: ['recommended'] });

const summary = [];
for (const file of files) {
  const source = readFileSync(file === '-' ? 0 : file, 'utf8');
  const absoluteRef = file === '-' ? 'stdin.yaml' : path.resolve(file);
  for (const { severity, ruleId, message, location } of await lintFromString({ source, absoluteRef, config }))
    summary.push({ severity, rule: ruleId, message, pointer: location[0]?.pointer ?? '' });
}
process.stdout.write(`${JSON.stringify(summary, undefined, 2)}\n`);
process.exitCode = summary.length === 0 ? 0 : 1;

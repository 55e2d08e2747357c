// Lints an OpenAPI document with Redocly's recommended rules and writes the problems as JSON.
// Redocly is an ES module, which Jest's CommonJS can't load, so the tests run this beside them.
//   node scripts/lint-spec.mjs [FILE]      - is stdin; the default is spec/openapi.yaml
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const file = process.argv[2] ?? fileURLToPath(new URL('../spec/openapi.yaml', import.meta.url));
const source = readFileSync(file === '-' ? 0 : file, 'utf8');
const config = await createConfig({ extends: ['recommended'] });
const problems = await lintFromString({ source, absoluteRef: file === '-' ? 'stdin.yaml' : file, config });

const summary = problems.map(({ severity, ruleId, message, location }) => ({
  severity,
  rule: ruleId,
  message,
  pointer: location[0]?.pointer ?? '',
}));
process.stdout.write(`${JSON.stringify(summary, undefined, 2)}\n`);
process.exitCode = summary.length === 0 ? 0 : 1;

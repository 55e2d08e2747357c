// Makes the types of every operation's slice, and of what they share, with openapi-typescript; --check says whether they are fresh.
// All in one process, since to load the generator takes longer than to run it.
//   node scripts/types.mjs [--check]
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const folders = [
  'spec/common',
  ...readdirSync(path.join(root, 'spec', 'operations')).map((name) => `spec/operations/${name}`),
];

for (const folder of folders) {
  const file = path.join(root, folder, 'types.ts');
  const ast = await openapiTS(pathToFileURL(path.join(root, folder, 'openapi.yaml')), { silent: true });
  const text = `${COMMENT_HEADER}${astToString(ast)}`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  process.exitCode = check ? 1 : 0;
  if (check)
    console.error(`${folder}/types.ts is not what openapi-typescript makes of the slice: npm run types`);
  else writeFileSync(file, text);
}

// Compiles what packs hold from YAML to JSON, so that no command has to parse YAML before it begins.
//   node scripts/packs.mjs            writes dist/packs/
//   node scripts/packs.mjs --check    fails where that is not what spec/ holds
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = path.join(root, 'dist', 'packs');
/** The files of a pack that are read while the suite runs, as src/contract/pack.ts has them. */
const FILES = ['openapi.yaml', 'requirements.yaml', 'statements.yaml', 'disagreements.yaml'];

const operations = readdirSync(path.join(root, 'spec', 'operations'), { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map(({ name }) => path.join('operations', name));

const compiled = ['common', ...operations].flatMap((folder) =>
  FILES.filter((file) => existsSync(path.join(root, 'spec', folder, file))).map((file) => ({
    file: path.join(target, 'spec', folder, file.replace('.yaml', '.json')),
    text: JSON.stringify(parse(readFileSync(path.join(root, 'spec', folder, file), 'utf8'))),
  })),
);

if (process.argv.includes('--check')) {
  const stale = compiled.filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text);
  for (const { file } of stale)
    console.error(`${path.relative(root, file)} is not what spec/ holds: run npm run build`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  rmSync(target, { recursive: true, force: true });
  for (const { file, text } of compiled) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

// Compiles what packs hold from YAML to JSON, and schemas to validators, so that no command has to parse YAML or to load
// Ajv before it begins. The sources are compiled to dist/src/ before.
//   node scripts/packs.mjs            writes dist/packs/ and dist/validators/
//   node scripts/packs.mjs --check    fails where that is not what spec/ holds
import standalone from 'ajv/dist/standalone/index.js';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');
const load = createRequire(path.join(dist, 'src', 'contract', 'index.js'));
/** The files of a pack that are read while the suite runs, as src/contract/pack.ts has them. */
const FILES = ['openapi.yaml', 'requirements.yaml', 'statements.yaml', 'disagreements.yaml', 'wording.yaml'];

const operations = readdirSync(path.join(root, 'spec', 'operations'), { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map(({ name }) => path.join('operations', name));

const packs = ['common', ...operations].flatMap((folder) =>
  FILES.filter((file) => existsSync(path.join(root, 'spec', folder, file))).map((file) => ({
    file: path.join(dist, 'packs', 'spec', folder, file.replace('.yaml', '.json')),
    text: JSON.stringify(parse(readFileSync(path.join(root, 'spec', folder, file), 'utf8'))),
  })),
);

/** Slices with what packs share in them, so that no command puts them together for each operation. */
const slices = () => {
  const { packagedPacks, WHOLE_SLICE } = load('./pack.js');
  const { wholeSlice } = load('./operation-of-pack.js');
  return packagedPacks().map((pack) => ({
    file: path.join(dist, 'packs', pack.shown, WHOLE_SLICE),
    text: JSON.stringify(wholeSlice(pack)),
  }));
};

/** Validators are made of what packs hold, which the code reads as it was compiled. */
const validators = () => {
  const { operationNamed, operationNames } = load('./operation.js');
  const { sliceSchemas } = load('./validators.js');
  const { PUBLISHED, publishedSchemas } = load('./published.js');
  const { registerSchemas } = load('./register/shape.js');
  const code = { source: true, lines: true };
  const sets = [
    ...operationNames().map((name) => [`operations/${name}`, sliceSchemas(operationNamed(name).slice, code)]),
    ...PUBLISHED.map((name) => [name, publishedSchemas(name, code)]),
    ['register', registerSchemas(code)],
  ];
  return sets.map(([name, { ajv, refs }]) => ({
    file: path.join(dist, 'validators', `${name}.js`),
    text: standalone.default(ajv, refs),
  }));
};

if (process.argv.includes('--check')) {
  const isStale = ({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text;
  const stale = packs.filter(isStale);
  if (stale.length === 0) stale.push(...[...slices(), ...validators()].filter(isStale));
  for (const { file } of stale)
    console.error(`${path.relative(root, file)} is not what spec/ holds: run npm run build`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const folder of ['packs', 'validators'])
    rmSync(path.join(dist, folder), { recursive: true, force: true });
  write(packs);
  write(slices());
  write(validators());
}

function write(files) {
  for (const { file, text } of files) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

// Puts what the command line runs into few files, since Node takes longer to find and open three hundred modules than to
// judge a line: dist/bundle/cli/main.mjs, which package.json calls graph-contract, and what it loads on demand beside it.
// The library is dist/src/, a file for each source, as tsc makes it.
//   node scripts/bundle.mjs
import { chmodSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
// Two folders below dist/, as the modules of dist/src/ are that look for packs and validators from where they stand.
const dir = path.join(root, 'dist', 'bundle', 'cli');

/** Packages that nearly every command needs: a file more to find is what each of theirs costs. */
const INSIDE = /^(commander|fast-xml-parser|hono|jsonc-parser|@hono\/node-server)(\/|$)/;

/** Other packages stay what npm installs, and are loaded when a module that names them is, as in dist/src/. */
const PACKAGE = '\0package:';
const packagesByRequire = {
  name: 'packages-by-require',
  resolveId(name, importer = '') {
    const isPackage = /^[^./\\\0]/.test(name) && !path.isAbsolute(name);
    const stays = isPackage && !isBuiltin(name) && !INSIDE.test(name) && !importer.includes('node_modules');
    return stays ? PACKAGE + name : undefined;
  },
  load(id) {
    if (!id.startsWith(PACKAGE)) return undefined;
    const name = JSON.stringify(id.slice(PACKAGE.length));
    return { code: `module.exports = installed(${name});`, moduleType: 'js' };
  },
};

/** What modules of CommonJS have, and modules of chunks have not. */
const banner = `import { createRequire as requireFrom } from 'node:module';
const installed = requireFrom(import.meta.url), require = installed;
const __filename = import.meta.filename, __dirname = import.meta.dirname;`;

/** What goes into a file each, with all that it imports: what every command loads, and what judging traffic does. */
const groups = [
  { name: 'start', priority: 2, test: modules('cli/main', 'cli/run', 'contract/version') },
  {
    name: 'judging',
    priority: 1,
    test: modules(
      ...['check', 'config', 'judging', 'progress', 'settings', 'sources'].map((name) => `cli/${name}`),
      'exchanges/readers/source',
      ...['check', 'check-all', 'check-parts', 'write-reports'].map((name) => `run/${name}`),
      ...['read', 'several'].map((name) => `results/${name}`),
    ),
  },
];

rmSync(dir, { recursive: true, force: true });
const bundle = await rolldown({
  input: { main: path.join(root, 'src', 'cli', 'main.ts') },
  cwd: root,
  platform: 'node',
  // As modules, where a package has them: only what is used of it is taken.
  resolve: { mainFields: ['module', 'main'] },
  plugins: [packagesByRequire],
  // What judging always loads is in one file, though it is asked for on demand.
  checks: { ineffectiveDynamicImport: false },
});
await bundle.write({
  dir,
  format: 'esm',
  entryFileNames: '[name].mjs',
  chunkFileNames: '[name]-[hash].mjs',
  codeSplitting: { groups },
  banner,
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
});
await bundle.close();
chmodSync(path.join(dir, 'main.mjs'), 0o755);

/** Whether a module is one of those that are named as they stand below src/. */
function modules(...names) {
  const files = new Set(names.map((name) => path.join(root, 'src', `${name}.ts`)));
  return (id) => files.has(path.normalize(id));
}

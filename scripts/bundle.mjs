// Puts what the command line runs into few files, since Node takes longer to find and open three hundred modules than to
// judge a line: dist/bundle/cli/main.mjs, which package.json calls graph-contract, and what it loads on demand beside it.
// The library is dist/src/, a file for each source, as tsc makes it.
//   node scripts/bundle.mjs
import { build } from 'esbuild';
import { rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
// Two folders below dist/, as the modules of dist/src/ are that look for packs and validators from where they stand.
const outdir = path.join(root, 'dist', 'bundle', 'cli');

/** Packages that nearly every command needs: a file more to find is what each of theirs costs. */
const INSIDE = /^(commander|fast-xml-parser|hono|jsonc-parser|@hono\/node-server)(\/|$)/;

/** Other packages stay what npm installs, and are loaded when a module that names them is, as in dist/src/. */
const packagesByRequire = {
  name: 'packages-by-require',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path: name, importer }) =>
      isBuiltin(name) || INSIDE.test(name) || importer.includes('node_modules')
        ? undefined
        : { path: name, namespace: 'package' },
    );
    onLoad({ filter: /./, namespace: 'package' }, ({ path: name }) => ({
      contents: `module.exports = installed(${JSON.stringify(name)});`,
    }));
  },
};

/** What modules of CommonJS have, and modules of chunks have not. */
const banner = `import { createRequire as requireFrom } from 'node:module';
const installed = requireFrom(import.meta.url), require = installed;
const __filename = import.meta.filename, __dirname = import.meta.dirname;`;

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: [path.join(root, 'src', 'cli', 'main.ts')],
  outdir,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  banner: { js: banner },
  // As modules, where a package has them: only what is used of it is taken.
  mainFields: ['module', 'main'],
  plugins: [packagesByRequire],
  minifyWhitespace: true,
  logLevel: 'warning',
});

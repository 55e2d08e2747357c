import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { COMMANDS } from '../../src/cli/commands';
import { wholeSlice } from '../../src/contract/operation-of-pack';
import { COMMON, packagedPacks, packData, WHOLE_SLICE, type PackFile } from '../../src/contract/pack';

const ROOT = path.join(__dirname, '..', '..');
const FILES: PackFile[] = ['openapi.yaml', 'requirements.yaml', 'statements.yaml', 'disagreements.yaml'];

const files = [COMMON, ...packagedPacks()].flatMap((pack) =>
  FILES.filter((file) => existsSync(path.join(pack.folder, file))).map(
    (file) => [`${pack.shown}/${file}`, pack, file] as const,
  ),
);

test.each(files)('the build has %s as JSON', (shown, pack, file) => {
  const compiled = path.join(ROOT, 'dist', 'packs', shown.replace('.yaml', '.json'));
  // Sources that run as they are read the YAML.
  expect(JSON.parse(readFileSync(compiled, 'utf8'))).toEqual(packData(pack, file));
});

test.each(packagedPacks().map((pack) => [pack.name, pack] as const))(
  'the build has the slice of %s with what packs share in it, and its digest',
  (_name, pack) => {
    const compiled = path.join(ROOT, 'dist', 'packs', pack.shown, WHOLE_SLICE);
    expect(JSON.parse(readFileSync(compiled, 'utf8'))).toEqual(wholeSlice(pack));
  },
);

/** The files that a call has loaded by its end, below the package's own folder. */
function loadedBy(...args: string[]): string[] {
  const script = `
    process.on('exit', () => {
      const files = Object.keys(require.cache).map((file) => file.slice(process.cwd().length + 1));
      require('fs').writeSync(2, JSON.stringify(files.map((file) => file.replaceAll('\\\\', '/'))));
    });
    process.argv.push('graph-contract', ...${JSON.stringify(args)});
    require('./dist/src/cli/main.js');`;
  const { stderr, status } = spawnSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });
  expect(status).toBe(0);
  return JSON.parse(stderr) as string[];
}

test('help needs no parser of YAML and no validator', () => {
  expect(loadedBy('--help').filter((file) => /^node_modules.(yaml|ajv|hono|undici)\b/.test(file))).toEqual(
    [],
  );
});

test('a run against the embedded provider needs no parser of YAML, no Ajv and no router', () => {
  const out = mkdtempSync(path.join(tmpdir(), 'graph-contract-'));
  try {
    const loaded = loadedBy('verify', '--quiet', '--only', 'RES-204', '--out', out);
    expect(loaded).toContain('dist/src/provider/serve.js');
    expect(
      loaded.filter((file) =>
        /^node_modules.(yaml.dist|ajv.dist.(core|2020)|hono.dist.cjs.hono-base)/.test(file),
      ),
    ).toEqual([]);
  } finally {
    rmSync(out, { recursive: true });
  }
});

const COMMAND_MODULES = COMMANDS.map(({ name }) => `dist/src/cli/${name}.js`);

test('help loads the module of no command', () => {
  expect(loadedBy('--help').filter((file) => COMMAND_MODULES.includes(file))).toEqual([]);
});

test.each(COMMANDS.map(({ name }) => name))('the help of %s loads its own module and no other', (name) => {
  for (const args of [
    [name, '--help'],
    ['help', name],
  ])
    expect(loadedBy(...args).filter((file) => COMMAND_MODULES.includes(file))).toEqual([
      `dist/src/cli/${name}.js`,
    ]);
});

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { COMMON, ownPacks, packData, type PackFile } from '../../src/contract/pack';

const ROOT = path.join(__dirname, '..', '..');
const FILES: PackFile[] = ['openapi.yaml', 'requirements.yaml', 'statements.yaml', 'disagreements.yaml'];

const files = [COMMON, ...ownPacks()].flatMap((pack) =>
  FILES.filter((file) => existsSync(path.join(pack.folder, file))).map(
    (file) => [`${pack.shown}/${file}`, pack, file] as const,
  ),
);

test.each(files)('the build has %s as JSON', (shown, pack, file) => {
  const compiled = path.join(ROOT, 'dist', 'packs', shown.replace('.yaml', '.json'));
  // Sources that run as they are read the YAML.
  expect(JSON.parse(readFileSync(compiled, 'utf8'))).toEqual(packData(pack, file));
});

test('help needs no parser of YAML and no validator', () => {
  const script = `
    process.on('exit', () => {
      const heavy = Object.keys(require.cache).filter((file) => /node_modules.(yaml|ajv|hono|undici)\\b/.test(file));
      require('fs').writeSync(2, JSON.stringify(heavy));
    });
    process.argv.push('graph-contract', '--help');
    require('./dist/src/cli/main.js');`;
  const { stderr } = spawnSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });
  expect(JSON.parse(stderr)).toEqual([]);
});

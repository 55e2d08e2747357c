// What the clients that are not written in JavaScript need: how each is installed and started. A toolchain that is
// missing, or too old, is said in one line, and its clients are then passed over.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HERE } from './places.mjs';

/**
 * @typedef {object} Toolchain
 * @property {() => string | undefined} missing why it cannot be used; undefined where it can
 * @property {() => void} install brings what the lock file says, where it is not there yet; throws where it fails
 * @property {() => [command: string, args: string[]]} command
 * @property {string} lock the file that pins what is installed, below the root of the project
 * @property {() => string} version of what is installed, as its lock file or its own word has it
 */

/** How long an installation may take; the Go SDK compiles for many minutes on a small machine. */
const LIMIT = 30 * 60_000;

/** A virtual environment in the folder, from requirements with hashes. */
export function python(folder, { package: name, program = 'client.py' }) {
  const at = (...parts) => path.join(HERE, folder, ...parts);
  const bin = process.platform === 'win32' ? ['.venv', 'Scripts'] : ['.venv', 'bin'];
  return {
    lock: `tests/clients/${folder}/requirements.txt`,
    missing: () => older('python3', ['--version'], /Python (\d+)\.(\d+)/, [3, 10]),
    install: () =>
      once(at(), ['requirements.txt'], '.venv', () => {
        run('python3', ['-m', 'venv', '.venv'], at());
        const quietly = ['--quiet', '--disable-pip-version-check', '--require-hashes'];
        run(at(...bin, 'python'), ['-m', 'pip', 'install', ...quietly, '-r', 'requirements.txt'], at());
      }),
    command: () => [at(...bin, 'python'), [at(program)]],
    version: () => pinned(at('requirements.txt'), new RegExp(`^${name}==([^ \\\\]+)`, 'm')),
  };
}

/** A program of one module, compiled into the folder. */
export function go(folder, { package: name }) {
  const at = (...parts) => path.join(HERE, folder, ...parts);
  const program = at('.built', process.platform === 'win32' ? 'client.exe' : 'client');
  return {
    lock: `tests/clients/${folder}/go.sum`,
    missing: () => older('go', ['version'], /go(\d+)\.(\d+)/, [1, 24]),
    install: () =>
      once(at(), ['go.mod', 'go.sum', ...sourcesIn(at(), '.go')], '.built', () =>
        run('go', ['build', '-mod=readonly', '-o', program, '.'], at(), { GOTOOLCHAIN: 'local' }),
      ),
    command: () => [program, []],
    version: () => pinned(at('go.mod'), new RegExp(`${name} v(\\S+)`)),
  };
}

/** A program of one class, with the libraries that its pom names beside it. */
export function maven(folder, { package: name, main }) {
  const at = (...parts) => path.join(HERE, folder, ...parts);
  return {
    lock: `tests/clients/${folder}/pom.xml`,
    missing: () =>
      older('java', ['-version'], /version "(\d+)(?:\.(\d+))?/, [17, 0]) ??
      older('mvn', ['-v'], /Apache Maven (\d+)\.(\d+)/, [3, 6]),
    install: () =>
      once(at(), ['pom.xml', ...sourcesIn(at(), '.java')], 'target', () =>
        run('mvn', ['-B', '-q', 'package'], at()),
      ),
    command: () => [
      'java',
      ['-cp', [at('target', 'classes'), at('target', 'lib', '*')].join(path.delimiter), main],
    ],
    version: () => pinned(at('pom.xml'), new RegExp(`<artifactId>${name}</artifactId>\\s*<version>([^<]+)<`)),
  };
}

/** A package of npm with a lock file of its own, and a program of Node's that uses it. */
export function npm(folder, { package: name, program = 'client.mjs' }) {
  const at = (...parts) => path.join(HERE, folder, ...parts);
  return {
    lock: `tests/clients/${folder}/package-lock.json`,
    missing: () => undefined,
    install: () =>
      once(at(), ['package-lock.json'], 'node_modules', () =>
        run('npm', ['ci', '--no-progress', '--no-audit', '--no-fund'], at()),
      ),
    command: () => [process.execPath, [at(program)]],
    version: () => pinned(at('package.json'), new RegExp(`"${name}": "([^"]+)"`)),
  };
}

/** Does it where the lock files are not those of the last time, and leaves nothing half done. */
function once(folder, files, made, install) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(path.join(folder, file)));
  const digest = hash.digest('hex');
  const stamp = path.join(folder, made, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  rmSync(path.join(folder, made), { recursive: true, force: true });
  install();
  writeFileSync(stamp, digest);
}

function run(command, args, cwd, env = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    ...{ cwd, encoding: 'utf8', timeout: LIMIT, maxBuffer: 64 * 2 ** 20 },
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  const why =
    error?.message ?? `it ended with ${status}: ${`${stdout}\n${stderr}`.trim().split('\n').at(-1)}`;
  throw new Error(`${path.basename(command)} ${args.slice(0, 3).join(' ')} failed: ${why}`);
}

/** Why a command cannot be used: there is none, or an older one than is needed. */
function older(command, args, pattern, [major, minor]) {
  const wanted = minor === 0 ? `${major}` : `${major}.${minor}`;
  const {
    error,
    stdout = '',
    stderr = '',
  } = spawnSync(command, args, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (error) return `it needs ${command} ${wanted} or later, and there is none`;
  const [, has, than = '0'] = pattern.exec(`${stdout}${stderr}`) ?? [];
  if (has === undefined)
    return `it needs ${command} ${wanted} or later, and ${command} does not say its version`;
  const isOld = Number(has) < major || (Number(has) === major && Number(than) < minor);
  return isOld ? `it needs ${command} ${wanted} or later, and this one is ${has}.${than}` : undefined;
}

function pinned(file, pattern) {
  const [, version] = pattern.exec(readFileSync(file, 'utf8')) ?? [];
  if (version === undefined)
    throw new Error(`${path.basename(file)} of ${path.dirname(file)} names no version`);
  return version;
}

const sourcesIn = (folder, ending) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending) && !/(^|[\\/])(target|\.built|node_modules)[\\/]/.test(name))
    .sort();

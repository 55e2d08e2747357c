// Pacts in the formats of other languages' libraries: each writes the one of an update into contracts/.
//   node tests/clients/pacts.mjs [pact-python,pact-jvm]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROVIDER, pactOf } from './places.mjs';
import { maven, python } from './toolchains.mjs';

const WRITERS = {
  'pact-python': python('pact-python', { package: 'pact-python', program: 'write.py' }),
  'pact-jvm': maven('pact-jvm', { package: 'consumer', main: 'Write' }),
};

/**
 * @param {(line: string) => void} say
 * @returns {string[]} the files that were written; a library whose toolchain is missing is said, and writes none
 */
export function writePacts(say, names = Object.keys(WRITERS)) {
  return names.flatMap((name) => {
    const writer = WRITERS[name];
    const missing = writer.missing();
    if (missing) say(`NOT RUN  ${name}: ${missing}`);
    return missing ? [] : [written(name, writer, say)];
  });
}

function written(name, writer, say) {
  writer.install();
  const folder = mkdtempSync(path.join(tmpdir(), 'pacts-'));
  try {
    const [command, args] = writer.command();
    const { status, stdout, stderr } = spawnSync(command, [...args, folder], {
      ...{ cwd: folder, encoding: 'utf8' },
      env: { ...process.env, PACT_DO_NOT_TRACK: 'true', pact_do_not_track: 'true' },
    });
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${`${stdout}${stderr}`.trim()}`);
    const pact = JSON.parse(readFileSync(path.join(folder, `${name}-${PROVIDER}.json`), 'utf8'));
    const file = pactOf({ consumer: name });
    writeFileSync(file, `${JSON.stringify(pact, undefined, 2)}\n`);
    say(`${name} ${writer.version()}: a Pact of version ${pact.metadata.pactSpecification.version}`);
    return file;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.url === `file://${process.argv[1]}`)
  writePacts((line) => process.stdout.write(`${line}\n`), process.argv[2]?.split(','));

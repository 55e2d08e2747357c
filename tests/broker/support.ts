import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder, type Ran } from '../cli/support';

/** A Pact file of one interaction. */
export const pactOf = (consumer: string) => ({
  consumer: { name: consumer },
  provider: { name: 'a-provider' },
  interactions: [
    {
      type: 'Synchronous/HTTP',
      description: 'an update',
      request: { method: 'PATCH', path: '/policy' },
      response: { status: 204 },
    },
  ],
  metadata: { pactSpecification: { version: '4.0' } },
});

export interface Project {
  folder: string;
  commit: string;
}

/** A folder with a commit on the branch `trunk` and with these files in contracts/. */
export function project(contracts: Record<string, unknown>): Project {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'contracts'));
  for (const [name, content] of Object.entries(contracts))
    writeFileSync(
      path.join(folder, 'contracts', name),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet', '--initial-branch=trunk');
  git('-c', 'commit.gpgsign=false', 'commit', '--quiet', '--allow-empty', '--message=first');
  return { folder, commit: git('rev-parse', 'HEAD') };
}

/** What the scripts need of this process's environment; the rest, such as CI's own branch, must not reach them. */
const PASSED_ON = ['PATH', 'SystemRoot', 'TEMP', 'TMPDIR'] as const;

/** Runs one of the scripts in a folder, with only these variables of the broker and of CI. */
export function script(name: string, folder: string) {
  const file = path.resolve(__dirname, '../../scripts', name);
  const base = Object.fromEntries(
    PASSED_ON.flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : [])),
  );
  return (args: readonly string[], env: Record<string, string>): Promise<Ran> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [file, ...args], { cwd: folder, env: { ...base, ...env } });
      const ran: Ran = { exitCode: -1, stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.stderr += text));
      child.on('error', reject).on('close', (code) => resolve({ ...ran, exitCode: code ?? -1 }));
    });
}

/** A port on which no server listens: the lowest, which no server is given. */
export const NOBODY = 'http://127.0.0.1:1';

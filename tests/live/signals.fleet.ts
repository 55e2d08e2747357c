/** A live run that is told to end puts the policy back first, whoever tells it and however often. */
import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { openJournals } from '../../src/live/journal';
import { packageFile } from '../../src/contract/package-root';
import { temporaryFolder } from '../cli/support';
import { startMutant, type Mutation } from '../run/mutant';
import { ALL, isAsItWas, isPutBack, ORIGINAL } from './support';

const folder = temporaryFolder();
const CLI = packageFile('dist', 'src', 'cli', 'main.js');
const ALLOWED = ALL.filter((effect) => effect !== 'write').map((effect) =>
  effect === 'foreign-type'
    ? '--allow-foreign-types'
    : effect === 'refusal'
      ? '--allow-refusals'
      : `--allow-${effect}`,
);
let runs = 0;

/** Runs a live run of its own process, and calls `at` with its place when a request comes. */
async function liveRun(
  at: (nth: number, signal: (name: NodeJS.Signals) => void) => void,
  mutation: Mutation = {},
  prepare: (out: string) => void = () => undefined,
) {
  const out = path.join(folder, String((runs += 1)));
  const journal = path.join(out, 'journal');
  mkdirSync(out);
  prepare(out);
  let nth = 0;
  let kill = (_name: NodeJS.Signals): void => undefined;
  const provider = await startMutant({
    ...mutation,
    async request(call, store) {
      at((nth += 1), (name) => kill(name));
      return (await mutation.request?.(call, store)) ?? {};
    },
  });
  provider.store.set(ORIGINAL);
  const args = ['--live', ...ALLOWED, '--only', 'SEM-APPLY', '--settle', '300', '--timeout', '2000'];
  const child = spawn(
    process.execPath,
    [CLI, 'verify', '--provider', provider.url, ...args, '--journal', journal, '--out', out, '--quiet'],
    { env: { ...process.env, GITHUB_SHA: '0' } },
  );
  kill = (name) => void child.kill(name);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += String(bytes)));
  const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('close', (code, name) => resolve([code, name])),
  );
  const after = provider.store.get();
  await provider.close();
  return { exitCode, signal, said, isAsItWas: isAsItWas(after), open: openJournals(journal).length, journal };
}

// Elsewhere these names end a process at once.
const onPosix = process.platform === 'win32' ? describe.skip : describe;

onPosix('a signal', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends it with the policy put back', async (name) => {
    const ran = await liveRun((nth, signal) => nth === 40 && signal(name));
    expect(ran).toMatchObject({ exitCode: 3, isAsItWas: true, open: 0 });
    expect(ran.said).toContain('the run was interrupted');
    expect(ran.said).not.toContain('graph-contract restore');
  });

  test('that npm passes on a second time, or a terminal that closes twice, is one', async () => {
    for (const name of ['SIGINT', 'SIGHUP'] as const) {
      const ran = await liveRun((nth, signal) => {
        if (nth !== 40) return;
        signal(name);
        setTimeout(() => signal(name), 30);
      });
      expect(ran).toMatchObject({ exitCode: 3, isAsItWas: true, open: 0 });
    }
  });

  test('that comes again later ends it at once, and what to run is printed', async () => {
    let nthOfBack = 0;
    const ran = await liveRun(
      (nth, signal) => {
        if (nth !== 40) return;
        signal('SIGINT');
        setTimeout(() => signal('SIGINT'), 1300);
      },
      {
        async request(call) {
          // The update that puts it back hangs.
          if (isPutBack(call) && (nthOfBack += 1) === 1)
            await new Promise((resolve) => setTimeout(resolve, 1800));
          return {};
        },
      },
    );
    expect(ran).toMatchObject({ exitCode: null, signal: 'SIGINT', open: 1 });
    expect(ran.said).toContain(`graph-contract restore --journal ${ran.journal}`);
  });
});

const onLinux = process.platform === 'linux' ? test : test.skip;

// What a disk that is full does to a record is tried in put-back.test.ts.
onLinux('a record that a link leads to a device is refused before anything is sent', async () => {
  const full = (out: string): void => symlinkSync('/dev/full', path.join(out, 'evidence.ndjson'));
  const ran = await liveRun(() => undefined, {}, full);
  expect(ran).toMatchObject({ exitCode: 2, isAsItWas: true, open: 0 });
  expect(ran.said).toMatch(/evidence\.ndjson/);
});

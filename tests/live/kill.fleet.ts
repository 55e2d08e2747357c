/**
 * A live run that is killed leaves nothing changed once `restore` has run: before and between each of its requests,
 * around each operation on its journal, and inside the restore itself.
 */
import { defaultOperation } from '../../src/contract/operation';
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openJournals } from '../../src/live/journal';
import { differences } from '../../src/live/policy';
import { defaultPolicy } from '../../src/provider';
import type { PolicyConfiguration } from '../../src/provider';
import { packageFile } from '../../src/contract/package-root';
import { temporaryFolder } from '../cli/support';
import { WHOLE } from '../environment/extent';
import { startMutant } from '../run/mutant';

const folder = temporaryFolder();
const CLI = packageFile('dist', 'bundle', 'cli', 'main.mjs');
const PRELOAD = path.join(__dirname, 'kill-at.mjs');
const STRIDE = WHOLE ? 1 : 211;

const ORIGINAL: PolicyConfiguration = {
  ...defaultPolicy(),
  state: 'enabled',
  defaultLength: 11,
  isUsableOnce: true,
  includeTargets: [
    { targetType: 'group', id: '9d0c7a52-1e0b-4c86-8f21-6a4e3b7d5c22', isRegistrationRequired: false },
  ],
};
const ALL = ['--live', '--allow-widening', '--allow-refusals', '--allow-foreign-types', '--allow-delete'];

/** When a process is killed. */
interface Kill {
  /** The request, from 1, of the run or of the restore; before it reaches the policy, or before its answer goes out. */
  request?: { nth: number; when: 'before' | 'between' };
  /** The operation on the journal. */
  journal?: string;
}

/** A provider that can kill whoever sends to it. */
async function providerThatKills() {
  let count = 0;
  let kill: Kill['request'];
  let victim: ChildProcess | undefined;
  const strike = async (): Promise<void> => {
    const gone = new Promise((resolve) => victim?.once('exit', resolve));
    victim?.kill('SIGKILL');
    await gone;
  };
  const provider = await startMutant({
    async request() {
      count += 1;
      if (kill?.nth !== count || kill.when !== 'before') return {};
      await strike();
      return new Response(null, { status: 503 });
    },
    async response(response) {
      if (kill?.nth === count && kill.when === 'between') await strike();
      return response;
    },
  });
  provider.store.set(ORIGINAL);
  return {
    ...provider,
    /** Runs a command, killed as it says. @returns the exit code, null where it was killed; and how many requests it sent */
    async run(
      args: readonly string[],
      { request, journal }: Kill = {},
    ): Promise<{ exitCode: number | null; sent: number }> {
      count = 0;
      kill = request;
      victim = spawn(
        process.execPath,
        [...(journal ? ['--import', pathToFileURL(PRELOAD).href] : []), CLI, ...args],
        {
          stdio: 'ignore',
          env: { ...process.env, GITHUB_SHA: '0', ...(journal && { KILL_AT_JOURNAL: journal }) },
        },
      );
      const exitCode = await new Promise<number | null>((resolve) => victim?.once('exit', resolve));
      return { exitCode, sent: count };
    },
  };
}

let runs = 0;
/** Kills a run, and perhaps its first restore, then restores, and looks. */
async function killed(ofRun: Kill, ofRestore?: Kill): Promise<void> {
  const journal = path.join(folder, String((runs += 1)));
  const provider = await providerThatKills();
  const restore = ['restore', '--journal', journal, '--settle', '50'];
  try {
    const out = path.join(journal, 'out');
    const run = ['verify', '--provider', provider.url, ...ALL, '--journal', journal, '--out', out, '--quiet'];
    await expect(provider.run(run, ofRun)).resolves.toMatchObject({ exitCode: null });
    if (ofRestore) await expect(provider.run(restore, ofRestore)).resolves.toMatchObject({ exitCode: null });
    await expect(provider.run(restore)).resolves.toMatchObject({ exitCode: 0 });
    expect(differences(defaultOperation(), ORIGINAL, provider.store.get())).toEqual([]);
    expect(openJournals(journal)).toEqual([]);
  } finally {
    await provider.close();
  }
}

/** The requests of a whole run, up to the first read after the policy that was put back. */
const REQUESTS = 591;
const sample = Array.from({ length: REQUESTS }, (_, at) => at + 1).filter(
  (nth) => nth % STRIDE === 1 % STRIDE || nth < 6 || nth > REQUESTS - 3,
);

test('the whole run has the requests that are killed', async () => {
  const provider = await providerThatKills();
  const journal = path.join(folder, 'whole');
  const { exitCode, sent } = await provider.run([
    'verify',
    '--provider',
    provider.url,
    ...ALL,
    '--journal',
    journal,
    '--out',
    journal,
    '--quiet',
  ]);
  await provider.close();
  // What needs a lesser token is not tested.
  expect(exitCode).toBe(3);
  expect(sent).toBeGreaterThanOrEqual(REQUESTS);
  // How many more reads see it stay so depends on how fast they are.
  expect(sent).toBeLessThan(REQUESTS + 10);
});

describe.each(['before', 'between'] as const)('killed %s', (when) => {
  test.each(sample)('request %d and its answer', (nth) => killed({ request: { nth, when } }));
});

// Opened, written, on the disk, and taken away at the end.
test.each([1, 2, 3, 4].flatMap((nth) => [`${nth}:before`, `${nth}:after`]))(
  'killed at operation %s on the journal',
  (journal) => killed({ journal }),
);

describe('the restore itself killed', () => {
  const midway = { request: { nth: 150, when: 'between' as const } };
  test.each([1, 2, 3].flatMap((nth) => (['before', 'between'] as const).map((when) => [nth, when] as const)))(
    'at request %d, %s it and its answer',
    (nth, when) => killed(midway, { request: { nth, when } }),
  );
  test.each(['1:before', '1:after'])('at operation %s on the journal', (journal) =>
    killed(midway, { journal }),
  );
});

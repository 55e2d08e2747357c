/** Commands before what means them harm: a row has the command, what it meets, and how it may end. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageFile } from '../../../src/contract/package-root';
import { openJournal, openJournals } from '../../../src/live/journal';
import { startFaulty } from '../../../src/fleet/faults';
import type { Call } from '../../../src/fleet/faults/behaviour';
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../../../src/provider';
import { isAsItWas, ORIGINAL } from '../../live/support';
import { MATERIAL } from '../../drift/support';
import { complaintsOf, toItsEnd, type Command, type Ended, type Output, type Running } from './child';
import { ANSWERS, connections, CONNECTIONS, from, type Hostile, type PLACES } from './providers';

/** What a command comes to, and what it does not keep of its word. */
export interface Told extends Ended {
  complaints: string[];
}

export interface Row {
  name: string;
  run(): Promise<Told>;
}

const POLICY = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const TOKEN = testToken(WRITE_SCOPE);
const PACT = packageFile('contracts', 'tap-policy-client-microsoft-graph-tap-policy.json');
const QUICK = ['--timeout', '250', '--settle', '0', '--only', 'RES-204,SEM-APPLY,batch/*', '--quiet'];
const ALLOW = ['--allow-widening', '--allow-refusals', '--allow-foreign-types', '--allow-delete'];

let rows = 0;
/** A name that no other row has. */
const fresh = (): string => `row-${(rows += 1)}`;

/** Rows in a folder, which has the files of `filesIn`. */
export function rowsIn(folder: string) {
  const at = (...names: string[]): string => path.join(folder, ...names);

  async function told(
    command: Command,
    codes: readonly number[],
    out?: string,
    more: (ended: Ended) => string[] = () => [],
  ): Promise<Told> {
    const ended = await toItsEnd(command, folder);
    const heard = (command.stderr ?? 'read') === 'read';
    const held = { codes, heard, ...(out !== undefined && { out: at(out) }) };
    return { ...ended, complaints: [...complaintsOf(ended, held), ...more(ended)] };
  }

  /** Commands that speak to a provider, or whatever is at a URL. */
  const before: Record<string, (url: string, out: string) => Command> = {
    verify: (url, out) => ({ args: ['verify', '--provider', url, ...QUICK, '--out', out] }),
    'verify --live': (url, out) => ({
      args: [
        'verify',
        '--provider',
        url,
        ...QUICK,
        '--live',
        ...ALLOW,
        '--journal',
        `${out}-journal`,
        '--out',
        out,
      ],
    }),
    'verify --read-only': (url, out) => ({
      args: ['verify', '--provider', url, ...QUICK, '--read-only', '--out', out],
    }),
    'verify --explore': (url, out) => ({
      args: ['verify', '--provider', url, ...QUICK, '--explore', '5', '--seed', '1', '--out', out],
    }),
    'verify --pact': (url, out) => ({
      args: ['verify', '--provider', url, ...QUICK, '--pact', PACT, '--out', out],
    }),
    'verify before a broker': (url, out) => ({
      args: ['verify', ...QUICK, '--pact', new URL(url).origin, '--out', out],
    }),
    'verify before what sets up states': (url, out) => ({
      args: ['verify', ...QUICK, '--pact', PACT, '--provider-states-url', `${url}/states`, '--out', out],
    }),
    drift: (url) => ({ args: ['drift', '--docs', `${url}/update.md`, '--out', fresh()] }),
    restore: (url, out) => {
      openJournal(at(`${out}-journal`), {
        ...{ version: 1, target: url, key: 'returned-key', original: { ...ORIGINAL } },
        ...{ written: { defaultlength: ['20'] }, startedAt: '2026-11-30T03:00:00.000Z' },
        ...{ pid: 2 ** 22 + 1, host: hostname() },
      });
      const args = ['--journal', `${out}-journal`, '--provider', url, '--timeout', '250', '--settle', '0'];
      return { args: ['restore', ...args], env: { GRAPH_TOKEN: TOKEN } };
    },
    proxy: (url, out) => ({
      args: ['proxy', '--target', url, '--port', '0', '--max', '2', '--out', out],
      meanwhile: twoReads,
    }),
    'proxy --tls': (url, out) => ({
      args: ['proxy', '--target', url, '--port', '0', '--tls', '--max', '2', '--out', out],
      // The certificate is that of the run.
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' },
      meanwhile: twoReads,
    }),
  };
  /** Commands that write no report of a run. */
  const reportless = ['drift', 'restore'];

  async function against(
    name: string,
    hostile: Hostile,
    codes: readonly number[],
    more?: (out: string, ended: Ended) => string[],
  ): Promise<Told> {
    const out = fresh();
    const command = (before[name] as (url: string, out: string) => Command)(hostile.url, out);
    try {
      return await told(command, codes, reportless.includes(name) ? undefined : out, (ended) =>
        more ? more(out, ended) : [],
      );
    } finally {
      await hostile.close();
    }
  }

  /** A command before a provider that answers with this from some request on. */
  const answered = (command: string, place: keyof typeof PLACES, answer: string): Row => ({
    name: `${command}: ${answer} from ${place} on`,
    async run() {
      const write = ANSWERS[answer] as (typeof ANSWERS)[string];
      const provider = await startWith(place, write);
      const isLive = command === 'verify --live';
      const isRestore = command === 'restore';
      return against(command, provider, codesFor(command, answer), (out, { stderr, stdout }) => {
        if (!isLive && !isRestore) return [];
        const isOpen = openJournals(at(`${out}-journal`)).length > 0;
        if (isRestore) return isOpen ? [] : ['the journal is gone, and nobody has seen the policy put back'];
        if (!isOpen)
          return isAsItWas(provider.store.get()) ? [] : ['the policy is not as it was, and nobody says so'];
        return (stdout + stderr).includes('graph-contract restore')
          ? []
          : ['an open journal, and no word of it'];
      });
    },
  });

  const startWith = (place: keyof typeof PLACES, write: (typeof ANSWERS)[string]) =>
    from(place, write) as Promise<Hostile & { store: { get(): typeof ORIGINAL } }>;

  /** A command before what does this to its connections. */
  const connected = (command: string, what: string): Row => ({
    name: `${command}: what listens ${what}`,
    async run() {
      const hostile = await connections(CONNECTIONS[what] as (typeof CONNECTIONS)[string]);
      return against(command, hostile, codesFor(command, what));
    },
  });

  /** A command whose output goes there. */
  const saying = (name: keyof typeof SIMPLE, stdout: Output, stderr: Output): Row => ({
    name: `${name}: stdout ${stdout}, stderr ${stderr}`,
    run() {
      const out = fresh();
      const { args, code, meanwhile, reports } = SIMPLE[name] as Simple;
      // What is read in part may have been said whole; what stderr does not take was perhaps nothing.
      const codes = stdout === 'full' || stdout === 'closed' ? [code === 2 ? 2 : 3] : [code, 3];
      return told(
        { args: args(out), stdout, stderr, ...(meanwhile && { meanwhile }) },
        codes,
        reports ? out : undefined,
        () => (reports && !existsSync(at(out, 'report.json')) ? ['the report is lost'] : []),
      );
    },
  });

  interface Simple {
    args: (out: string) => string[];
    code: number;
    meanwhile?: Command['meanwhile'];
    reports?: true;
  }
  const once = async ({ child, url }: Running): Promise<void> => {
    await url;
    await sleep(100);
    child.kill('SIGINT');
  };
  /** Where nobody reads the URL, the process is given time to be there. */
  const later = async ({ child }: Running): Promise<void> => {
    await sleep(4000);
    child.kill('SIGINT');
  };
  const SIMPLE = {
    verify: {
      args: (out) => ['verify', '--only', 'RES-204', '--settle', '0', '--out', out],
      code: 0,
      reports: true,
    },
    'verify --json': {
      args: (out) => ['verify', '--only', 'RES-204', '--settle', '0', '--json', '--out', out],
      code: 0,
      reports: true,
    },
    'verify --plan': { args: () => ['verify', '--plan'], code: 0 },
    check: { args: (out) => ['check', 'made/evidence.ndjson', '--out', out], code: 0, reports: true },
    'check --json': {
      args: (out) => ['check', 'made/evidence.ndjson', '--json', '--out', out],
      code: 0,
      reports: true,
    },
    judge: { args: (out) => ['judge', 'made/evidence.ndjson', '--out', out], code: 0, reports: true },
    diff: { args: () => ['diff', 'made/report.json', 'made/report.json'], code: 0 },
    'diff --json': { args: () => ['diff', 'made/report.json', 'made/report.json', '--json'], code: 0 },
    merge: { args: (out) => ['merge', 'made/report.json', 'made/report.json', '--out', out], code: 0 },
    drift: { args: (out) => ['drift', ...DRIFT, '--out', out], code: 0 },
    requirements: { args: () => ['requirements'], code: 0 },
    'requirements --json': { args: () => ['requirements', '--json'], code: 0 },
    explain: { args: () => ['explain', 'RES-204'], code: 0 },
    restore: { args: () => ['restore', '--journal', 'made/none'], code: 0 },
    strength: { args: (out) => ['strength', '--faults', 'fleet.yaml', '--out', out], code: 1 },
    help: { args: () => ['--help'], code: 0 },
    version: { args: () => ['--version'], code: 0 },
    'bad usage': { args: () => ['verify', '--no-such-option'], code: 2 },
    serve: { args: () => ['serve', '--port', '0'], code: 0, meanwhile: once },
    proxy: { args: (out) => ['proxy', '--port', '0', '--out', out], code: 3, meanwhile: once },
    'serve, unread': { args: () => ['serve', '--port', '0'], code: 0, meanwhile: later },
    'proxy, unread': { args: (out) => ['proxy', '--port', '0', '--out', out], code: 3, meanwhile: later },
  } as const satisfies Record<string, Simple>;

  /** A command that is to write to a folder that cannot be, or where a file cannot. */
  const writing = (name: keyof typeof SIMPLE, where: keyof typeof FOLDERS): Row => ({
    name: `${name}: --out ${where}`,
    run() {
      const [codes, make] = FOLDERS[where];
      const { args, meanwhile } = SIMPLE[name] as Simple;
      return told({ args: args(make()), ...(meanwhile && { meanwhile }) }, codes);
    },
  });
  const odd = (file: string, make: (at: string) => void): string => {
    const out = fresh();
    mkdirSync(at(out));
    make(at(out, file));
    return out;
  };
  const full = (file: string) => odd(file, (name) => symlinkSync('/dev/full', name));
  const taken = (file: string) => odd(file, (name) => mkdirSync(name));
  const FOLDERS = {
    'below a file': [[2], () => 'fleet.yaml/out'],
    'a file': [[2], () => 'fleet.yaml'],
    'a device': [[2], () => '/dev/full'],
    'below a device': [[2], () => '/dev/null/out'],
    'below /proc': [[2], () => '/proc/out'],
    'nothing at all': [[0, 1, 2, 3], () => ''],
    'a name that is too long': [[2], () => 'a'.repeat(400)],
    'a link to itself': [
      [2],
      () => {
        const name = fresh();
        symlinkSync(name, at(name));
        return name;
      },
    ],
    'with a report.json that leads to a device': [[3], () => full('report.json')],
    'with a report.html that leads to a device': [[3], () => full('report.html')],
    'with an evidence.ndjson that leads to a device': [[2, 3], () => full('evidence.ndjson')],
    'with a folder named report.json': [[2, 3], () => taken('report.json')],
    'with a folder named evidence.ndjson': [[2, 3], () => taken('evidence.ndjson')],
  } as const satisfies Record<string, readonly [readonly number[], () => string]>;

  /** A command that waits, and is told to end. */
  const signalled = (name: keyof typeof waits, signal: NodeJS.Signals): Row => ({
    name: `${name}: ${signal}`,
    run: () =>
      waits[name](signal).then(({ ended, code }) => ({
        ...ended,
        complaints: [
          ...complaintsOf(ended, { codes: [code], heard: true }),
          ...(ended.msBehindSignal > 5000 ? [`went on for ${ended.msBehindSignal} ms`] : []),
        ],
      })),
  });
  const wait =
    (code: number, command: () => Promise<[Command, (running: Running) => Promise<unknown>, Hostile?]>) =>
    async (signal: NodeJS.Signals): Promise<{ ended: Ended; code: number }> => {
      const [asked, ready, hostile] = await command();
      const meanwhile = async (running: Running): Promise<void> => {
        await ready(running);
        running.child.kill(signal);
      };
      const ended = await toItsEnd({ ...asked, meanwhile }, folder);
      await hostile?.close();
      return { ended, code };
    };
  /** Before a provider, until it was asked. */
  const asked = (
    args: (url: string, out: string) => string[],
    answer: (nth: number, call: Call) => Response | Promise<Response> | undefined,
    nthAsked = 1,
  ) =>
    wait(3, async () => {
      let nth = 0;
      let ask = (): void => undefined;
      const here = new Promise<void>((resolve) => (ask = resolve));
      const provider = await startFaulty({
        async request(call) {
          if ((nth += 1) === nthAsked) setTimeout(ask, 300);
          return (await answer(nth, call)) ?? {};
        },
      });
      return [{ args: args(provider.url, fresh()), env: { GRAPH_TOKEN: TOKEN } }, () => here, provider];
    });
  const never = (): Promise<Response> => new Promise(() => undefined);
  /** What `judge` goes on from; for the others, whatever it is, no end of it is there. */
  const first = (): string => readFileSync(at('made', 'evidence.ndjson'), 'utf8').split('\n', 1)[0] as string;
  const stdin = (...args: string[]) =>
    wait(3, async () => [
      { args: [...args, ...(args[0] === 'diff' ? [] : ['--out', fresh()])], stdin: 'open' },
      // More than a pipe holds: it is gone when the command reads.
      ({ child }) =>
        new Promise((resolve) => child.stdin?.write(`${first()}${'\n'.repeat(300_000)}`, resolve)),
    ]);
  const waits = {
    'a Retry-After': asked(
      (url, out) => ['verify', '--provider', url, '--out', out],
      (nth) => (nth > 3 ? new Response(null, { status: 429, headers: { 'Retry-After': '20' } }) : undefined),
      4,
    ),
    'a provider that says nothing': asked(
      (url, out) => ['verify', '--provider', url, '--timeout', '25000', '--out', out],
      never,
    ),
    'the polls of --settle': asked(
      // Whether the policy was put back is seen by reads too, for as long.
      (url, out) => ['verify', '--provider', url, '--settle', '3000', '--only', 'SEM-APPLY', '--out', out],
      (nth, { method }) => (nth > 20 && method === 'PATCH' ? new Response(null, { status: 204 }) : undefined),
      24,
    ),
    'a Pact Broker that says nothing': asked(
      (url, out) => ['verify', '--pact', new URL(url).origin, '--only', 'RES-204', '--out', out],
      never,
    ),
    'a page that does not come': asked(
      (url, out) => ['drift', '--docs', `${url}/update.md`, '--out', out],
      never,
    ),
    'a restore before a provider that says nothing': asked((url, out) => {
      const { args } = (before['restore'] as (typeof before)[string])(url, out);
      return args.map((word) => (word === '250' ? '25000' : word));
    }, never),
    'the standard input of check': stdin('check', '-'),
    'the standard input of judge': stdin('judge', '-'),
    'the standard input of merge': stdin('merge', '-'),
    'the standard input of diff': stdin('diff', '-', 'made/report.json'),
    'a pipe with a name': wait(3, async () => {
      const fifo = at(fresh());
      execFileSync('mkfifo', [fifo]);
      return [
        { args: ['check', fifo, '--out', fresh()] },
        // It can be opened when the command reads it.
        async () => {
          const writer = await open(fifo, 'w');
          setTimeout(() => void writer.close().catch(() => undefined), 20_000).unref();
          await sleep(300);
        },
      ];
    }),
    'a token that a command is to bring': wait(3, async () => {
      const args = ['--provider', 'http://127.0.0.1:1/v1.0', '--token-command', 'echo begun >&2; sleep 20'];
      return [{ args: ['verify', ...args, '--out', fresh()] }, () => sleep(4000)];
    }),
    strength: wait(3, async () => [
      { args: ['strength', '--faults', 'slow.yaml', '--out', fresh()] },
      () => sleep(4000),
    ]),
    serve: wait(0, async () => [{ args: ['serve', '--port', '0'] }, ({ url }) => url]),
    'serve --chaos': wait(3, async () => [
      { args: ['serve', '--chaos', '--port', '0', '--out', fresh()] },
      ({ url }) => url,
    ]),
    'serve --cloud': wait(0, async () => [
      { args: ['serve', '--cloud', '--port', '0', '--out', fresh()] },
      ({ url }) => url,
    ]),
    proxy: wait(3, async () => [{ args: ['proxy', '--port', '0', '--out', fresh()] }, ({ url }) => url]),
    'proxy before a target that says nothing': wait(3, async () => {
      const target = await connections(() => undefined);
      return [
        { args: ['proxy', '--target', target.url, '--port', '0', '--out', fresh()] },
        async ({ url }) => {
          void read(await url, 20_000);
          await sleep(300);
        },
        target,
      ];
    }),
  };

  return {
    ...{ answered, connected, saying, writing, signalled },
    commands: Object.keys(SIMPLE) as (keyof typeof SIMPLE)[],
    places: Object.keys(FOLDERS) as (keyof typeof FOLDERS)[],
    waits: Object.keys(waits) as (keyof typeof waits)[],
  };
}

/** Answers that are whole, so that they can break the contract. */
const WHOLE = new Set(['a 101', 'a 101 and bytes', 'a length that is too short', 'deep JSON']);
/** Of one that comes twice, the second stands where no clause forbids it, unless it is behind a 204. */
const TOLERATED = new Set(['an answer twice']);

/** How a command may end before what is no provider. */
function codesFor(command: string, answer: string): number[] {
  // Of pages, brokers and states, one that cannot be had is a mistake in the call, or keeps the run from its end.
  if (command === 'drift' || command.startsWith('verify before')) return [2, 3];
  if (command === 'restore') return [3];
  return TOLERATED.has(answer) ? [0, 1, 3] : WHOLE.has(answer) ? [1, 3] : [3];
}

/** Reads the policy through what listens, for no longer than this. */
async function read(url: string, ms: number): Promise<void> {
  const answer = fetch(`${url}${POLICY}`, {
    headers: { Authorization: `Bearer ${testToken(READ_SCOPE)}` },
    signal: AbortSignal.timeout(ms),
  });
  await answer.then((response) => response.text()).catch(() => undefined);
}

/** A client that asks twice, gives up soon, and then the user ends the run. */
async function twoReads({ child, url }: Running): Promise<void> {
  const at = await url;
  await read(at, 500);
  await read(at, 500);
  child.kill('SIGINT');
}

const DRIFT = [
  '--docs',
  'update.md',
  'get.md',
  'resource.md',
  '--csdl',
  'v1.0-Prod.csdl',
  '--openapi',
  'openapi.yaml',
];

/** The files that rows read: a report and the record of a run, sources of drift, and fleets. */
export function filesIn(folder: string): Promise<Ended> {
  for (const [name, text] of Object.entries(MATERIAL)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const serve = [process.execPath, packageFile('dist', 'bundle', 'cli', 'main.mjs'), 'serve', '--port', '0'];
  const fleet = (ids: string[]): string =>
    JSON.stringify({ faults: ids.map((id) => ({ id, command: serve, breaks: 'RES-204', says: 'nothing' })) });
  writeFileSync(path.join(folder, 'fleet.yaml'), fleet(['one']));
  writeFileSync(path.join(folder, 'slow.yaml'), fleet(Array.from({ length: 50 }, (_, at) => `f${at}`)));
  return toItsEnd({ args: ['verify', '--only', 'RES-204', '--settle', '0', '--out', 'made'] }, folder);
}

/** What a test says of a row that is not as it should be. */
export const shown = (told: Told): object => ({
  complaints: told.complaints,
  ...(told.complaints.length > 0 && { said: readable(told.stderr || told.stdout) }),
});
const readable = (text: string): string => text.slice(0, 600);

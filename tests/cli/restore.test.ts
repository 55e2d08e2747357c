import fs, { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { openJournal, type JournalEntry } from '../../src/live/journal';
import { startProvider, type RunningProvider } from '../../src/provider';
import { ORIGINAL } from '../live/support';
import { HOSTILE, UNSAFE } from '../reports/support';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
let provider: RunningProvider;
beforeEach(async () => (provider = await startProvider({ policy: { ...ORIGINAL, defaultLength: 20 } })));
afterEach(() => provider.close());

let count = 0;
const newFolder = (): string => path.join(folder, `journals-${(count += 1)}`);

const entry = (target: string): JournalEntry => ({
  ...{ version: 1, target, key: 'returned-key', original: { ...ORIGINAL } },
  ...{ written: { defaultlength: ['20'] }, startedAt: '2026-11-30T03:00:00.000Z' },
  ...{ pid: 2 ** 22 + 1, host: hostname() },
});

const SETTLED = ['--settle', '50'];

describe('what cannot be read', () => {
  const ODD: [string, string | Buffer | undefined][] = [
    ['another version', `${JSON.stringify({ ...entry('https://a.example/v1.0'), version: 2 })}\n`],
    ['no line end', JSON.stringify(entry('https://a.example/v1.0'))],
    ['half of it', JSON.stringify(entry('https://a.example/v1.0')).slice(0, 200)],
    ['zeros', Buffer.alloc(300)],
    ['a policy that is none', `${JSON.stringify({ ...entry('https://a.example/v1.0'), original: 1 })}\n`],
    [
      'an operation of a later version',
      `${JSON.stringify({ ...entry('https://a.example/v1.0'), operation: 'later' })}\n`,
    ],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x0a])],
    ['somebody else’s file', 'name: value\n'],
    ['a folder', undefined],
  ];

  test.each(ODD)(
    'is kept and named, and keeps no other journal from being put back: %s',
    async (_what, text) => {
      const journal = newFolder();
      mkdirSync(journal);
      // It comes first, and one that was never written stands beside it.
      const odd = path.join(journal, '0.journal.json');
      if (text === undefined) mkdirSync(odd);
      else writeFileSync(odd, text);
      const empty = path.join(journal, '1.journal.json');
      writeFileSync(empty, '{"version":');
      const good = openJournal(journal, entry(provider.url));
      const { exitCode, stdout, stderr } = await graphContract(['restore', '--journal', journal, ...SETTLED]);
      expect(exitCode).toBe(3);
      expect(stdout).toContain(`${empty}: the run ended before it had changed anything`);
      expect(stdout).toContain(`${provider.url}: the policy is as it was, and a read shows it`);
      expect(provider.store.get()).toEqual(ORIGINAL);
      expect([odd, empty, good].map((file) => existsSync(file))).toEqual([true, false, false]);
      expect(stderr.trimEnd()).toMatch(/kept|(the journal is kept$)|(a token is needed)/);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      if (text !== undefined) expect(readFileSync(odd)).toEqual(Buffer.from(text));
    },
  );
});

test('a journal that cannot be deleted stays, and is not taken for a policy that could not be put back', async () => {
  const journal = newFolder();
  const file = openJournal(journal, entry(provider.url));
  const deleting = jest.spyOn(fs, 'rmSync').mockImplementation(() => {
    throw Object.assign(new Error(`EACCES: permission denied, unlink '${file}'`), {
      ...{ code: 'EACCES', syscall: 'unlink' },
    });
  });
  try {
    expect(await graphContract(['restore', '--journal', journal, ...SETTLED])).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: expect.stringContaining(
        `${provider.url}: the policy is as it was, and its journal could not be deleted (permission denied); the journal is kept\n`,
      ) as string,
    });
  } finally {
    deleting.mockRestore();
  }
  expect(provider.store.get()).toEqual(ORIGINAL);
  expect(existsSync(file)).toBe(true);
});

test('what journals say is no command to a terminal or a CI system', async () => {
  const journal = newFolder();
  mkdirSync(journal);
  const write = (name: string, text: string): void =>
    writeFileSync(path.join(journal, `${name}.journal.json`), `${text}\n`);
  const commands = `\u001b[2J\u202e ##vso[task.complete]\u009b31m ::error::x`;
  write(`0 ${commands}`, '{"version":');
  write(`1 ${commands}`, `${commands} ${HOSTILE}`);
  write('2', JSON.stringify({ ...entry(provider.url), pid: process.ppid, startedAt: HOSTILE }));
  write('3', JSON.stringify({ ...entry(`http://127.0.0.1:1/v1.0/${HOSTILE}`) }));
  write('4', JSON.stringify({ ...entry('https://a.example/v1.0'), host: HOSTILE, operation: HOSTILE }));
  write('5', JSON.stringify({ ...entry(HOSTILE), original: { id: HOSTILE } }));
  const { exitCode, stdout, stderr } = await graphContract(['restore', '--journal', journal, ...SETTLED]);
  expect(exitCode).toBe(3);
  expect(stderr.match(/\n/g)?.length).toBeGreaterThanOrEqual(5);
  expect(stdout + stderr).not.toMatch(UNSAFE);
});

describe('the token of the user', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Somebody who waits for tokens. */
  async function planted() {
    const heard: (string | undefined)[] = [];
    server = createServer((request, response) => {
      heard.push(request.headers.authorization);
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1.0`;
    return { url, heard };
  }

  test('goes to the provider that is named, and not to one of a journal that was come upon', async () => {
    const { url, heard } = await planted();
    const state = newFolder();
    const journals = path.join(state, 'graph-contract');
    openJournal(journals, entry(url));
    openJournal(journals, entry(provider.url));
    const env = { XDG_STATE_HOME: state, GRAPH_TOKEN: 'secret-canary' };
    const bare = await graphContract(['restore', ...SETTLED], { env });
    expect(bare.exitCode).toBe(3);
    expect(bare.stderr).toContain(`use --provider ${provider.url}`);
    expect(heard).toEqual([]);
    expect(provider.store.get().defaultLength).toBe(20);
    const named = await graphContract(['restore', '--provider', provider.url, ...SETTLED], {
      env: { XDG_STATE_HOME: state },
    });
    expect(named).toMatchObject({
      exitCode: 0,
      stderr: `${url}: its journal is open too, and was not named\n`,
    });
    expect(provider.store.get()).toEqual(ORIGINAL);
    expect(heard).toEqual([]);
  });

  test.each([
    ['--token', 'secret-canary'],
    ['--token-file', 'token.txt'],
    ['--token-command', 'echo secret-canary'],
    ['--auth', 'client-secret'],
  ])('of %s goes to no provider of a journal that was come upon', async (option, value) => {
    const { url, heard } = await planted();
    const state = newFolder();
    openJournal(path.join(state, 'graph-contract'), entry(url));
    writeFileSync(path.join(folder, 'token.txt'), 'secret-canary');
    const env = { XDG_STATE_HOME: state };
    const ran = await graphContract(['restore', option, value, ...SETTLED], { env });
    expect([ran.exitCode, ran.stderr]).toEqual([3, expect.stringContaining(`use --provider ${url}`)]);
    expect(heard).toEqual([]);
  });
});

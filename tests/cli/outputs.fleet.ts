/** Every writer: a link in its place, a disk that is full, another run in the same folder, an input that would be written over. */
import fs, {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { DRIFT_FILE_NAMES } from '../../src/drift/formats';
import { openJournal } from '../../src/live/journal';
import { commandsLeft } from '../../src/live/left-open';
import { READ_SCOPE, testToken } from '../../src/provider';
import { FILE_NAMES } from '../../src/reports/formats';
import { MERGED_FILE_NAMES } from '../../src/reports/merged-formats';
import { MATERIAL } from '../drift/support';
import { strength } from '../fleet/support';
import { ORIGINAL } from '../live/support';
import { commandLine, starter, temporaryFolder, type Ran } from './support';

// A fleet takes long, and what it comes to is at hand.
jest.mock('../../src/fleet/measure', () => ({ measure: () => Promise.resolve(strength()) }));

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const start = starter(folder);
const at = (...parts: string[]): string => path.join(folder, ...parts);
const POLICY = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const ALL = '--format=json,junit,html,sarif,markdown';

beforeAll(async () => {
  for (const [name, text] of Object.entries(MATERIAL)) {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  }
  writeFileSync(at('none.ndjson'), '\n');
  const { exitCode } = await graphContract([
    ...['verify', '--only', 'RES-204', '--settle', '0', '--out', 'made'],
  ]);
  expect(exitCode).toBe(0);
});

interface Writer {
  files: readonly string[];
  run: (out: string) => Promise<Ran>;
  /** What it writes in another thread, where no test can stand in its way; outputs-of-processes.test.ts has it. */
  elsewhere?: true;
}

const simple =
  (...args: string[]) =>
  (out: string): Promise<Ran> =>
    graphContract([...args, '--out', out]);

/** Lets one read pass. */
function passing(command: readonly string[], out: string): Promise<Ran> {
  const end = new AbortController();
  const read = (text: string): void => {
    const [url] = /^https?:\S+$/m.exec(text) ?? [];
    if (url === undefined) return;
    void fetch(`${url}${POLICY}`, { headers: { Authorization: `Bearer ${testToken(READ_SCOPE)}` } })
      .then((answer) => answer.text())
      .catch(() => undefined)
      .finally(() => end.abort());
  };
  const said = { stdout: '', stderr: '' };
  return graphContract([...command, '--port', '0', '--out', out], {
    signal: end.signal,
    stdout: read,
    stderr: (text) => void (said.stderr += text),
  }).then(({ exitCode }) => ({ exitCode, ...said }));
}

/** Each command that writes, and all that it writes. */
const WRITERS: Readonly<Record<string, Writer>> = {
  check: { files: Object.values(FILE_NAMES), run: simple('check', 'none.ndjson', ALL) },
  judge: { files: Object.values(FILE_NAMES), run: simple('judge', 'made/evidence.ndjson', ALL) },
  verify: {
    files: [...Object.values(FILE_NAMES), 'evidence.ndjson'],
    run: simple('verify', '--only', 'RES-204', '--settle', '0', ALL),
  },
  merge: {
    files: Object.values(MERGED_FILE_NAMES),
    run: simple('merge', 'made/report.json', 'made/report.json'),
  },
  drift: {
    files: Object.values(DRIFT_FILE_NAMES),
    run: simple('drift', '--docs', 'update.md', 'get.md', '--format=json,markdown,sarif,html,wording'),
  },
  strength: { files: ['strength.json', 'strength.md'], run: simple('strength') },
  proxy: {
    files: ['report.json', 'evidence.ndjson', 'pact.json'],
    run: (out) => passing(['proxy', '--format=json', '--record', `${out}/pact.json`], out),
    elsewhere: true,
  },
  'proxy --tls': { files: ['proxy-ca.pem'], run: (out) => passing(['proxy', '--tls'], out) },
  'serve --cloud': { files: ['cloud-ca.pem'], run: (out) => passing(['serve', '--cloud'], out) },
};

/** A folder of outputs, with something at each place. */
function filled(name: string, files: readonly string[], put: (place: string) => void): string {
  mkdirSync(at(name), { recursive: true });
  for (const file of files) put(at(name, file));
  return name;
}

const leftovers = (out: string): string[] => readdirSync(at(out)).filter((name) => name.startsWith('.'));

describe.each(Object.entries(WRITERS))('%s', (name, { files, run, elsewhere }) => {
  const slug = name.replaceAll(' ', '');

  test('puts a file where a link stood, and follows none', async () => {
    writeFileSync(at(`${slug}.precious`), 'precious');
    const out = filled(`${slug}-linked`, files, (place) => symlinkSync(at(`${slug}.precious`), place));
    const { stderr } = await run(out);
    expect(stderr).not.toContain('not written');
    expect(readFileSync(at(`${slug}.precious`), 'utf8')).toBe('precious');
    for (const file of files) {
      expect([file, lstatSync(at(out, file)).isFile()]).toEqual([file, true]);
      expect(readFileSync(at(out, file), 'utf8')).not.toBe('');
    }
    expect(leftovers(out)).toEqual([]);
  });

  const onFull = elsewhere ? test.skip : test;
  onFull('leaves what was there where the disk is full, and says so', async () => {
    const out = filled(`${slug}-full`, files, (place) => writeFileSync(place, 'of yesterday'));
    const { writeSync } = fs;
    let isHalf = false;
    // Half of it is taken first.
    const full = jest.spyOn(fs, 'writeSync').mockImplementation(((fd: number, bytes: Uint8Array) => {
      if (bytes.length < 200) return writeSync(fd, bytes);
      isHalf = !isHalf;
      if (isHalf) return writeSync(fd, bytes, 0, bytes.length >> 1);
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
        ...{ code: 'ENOSPC', syscall: 'write' },
      });
    }) as unknown as typeof writeSync);
    try {
      const { exitCode, stderr } = await run(out);
      expect(full).toHaveBeenCalled();
      expect(exitCode).toBe(3);
      expect(stderr).toMatch(/no space/);
      expect(stderr).not.toMatch(/^\s+at /m);
    } finally {
      full.mockRestore();
    }
    for (const file of files)
      expect([file, readFileSync(at(out, file), 'utf8')]).toEqual([file, 'of yesterday']);
    expect(leftovers(out)).toEqual([]);
  });
});

test('a journal that does not fit on the disk is not there', () => {
  const entry = {
    ...{ version: 1 as const, target: 'http://127.0.0.1:1/v1.0', key: 'returned-key' as const },
    ...{ original: { ...ORIGINAL }, written: {}, startedAt: '2026-11-30T03:00:00.000Z', pid: 1, host: 'h' },
  };
  const full = jest.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' });
  });
  try {
    expect(() => openJournal(at('journals'), entry)).toThrow('full');
  } finally {
    full.mockRestore();
  }
  expect(readdirSync(at('journals'))).toEqual([]);
  expect(commandsLeft()).toEqual([]);
});

test('what a killed run left half written is taken away by the next, and nothing else', async () => {
  const half = ['.report.json.0123456789ab.tmp', '.evidence.ndjson.ba9876543210.tmp'];
  const others = ['.report.json.tmp', '.other.json.0123456789ab.tmp', '.report.json.0123456789aX.tmp'];
  const out = filled('swept', [...half, ...others], (place) => writeFileSync(place, '{'));
  await graphContract(['verify', '--only', 'RES-204', '--settle', '0', '--out', out]);
  expect(leftovers(out).sort()).toEqual(others.sort());
});

test('a folder that is taken away during a run has the record and the reports at its end', async () => {
  const proxy = await start('proxy', '--out', 'taken', '--format=json');
  rmSync(at('taken'), { recursive: true });
  proxy.end.abort();
  expect((await proxy.ended).exitCode).toBe(3);
  expect(readFileSync(at('taken', 'evidence.ndjson'), 'utf8')).toMatch(
    /^\{"kind":"run".*\n\{"kind":"end".*\n$/,
  );
  expect(readdirSync(at('taken')).sort()).toEqual(['evidence.ndjson', 'report.json']);
});

describe('a record without a place on the disk', () => {
  let full: jest.SpyInstance;
  beforeEach(() => {
    full = jest.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
        ...{ code: 'ENOSPC', syscall: 'write' },
      });
    });
  });
  afterEach(() => full.mockRestore());

  test('is not said to be written', async () => {
    const said = await graphContract(['verify', '--only', 'RES-204', '--settle', '0', '--out', 'no-place']);
    expect(said.exitCode).toBe(3);
    expect(said.stderr).toContain('not written: no-place/evidence.ndjson: no space is left\n');
    expect(said.stdout).not.toMatch(/^wrote/m);
    expect(readdirSync(at('no-place'))).toEqual([]);
  });

  test('ends proxy in a line that names it, and is not there', async () => {
    const said = await graphContract(['proxy', '--port', '0', '--out', 'no-place']);
    expect(said).toMatchObject({ exitCode: 3, stdout: '' });
    expect(said.stderr).toMatch(/^.*evidence\.ndjson: no space is left\n$/);
    expect(leftovers('no-place')).toEqual([]);
  });
});

test.each(
  Object.entries(WRITERS).flatMap(([name, { files, run }]) =>
    files.map((file) => [name, file, run] as const),
  ),
)(
  '%s: a folder in the place of %s is named before anything is gathered, and left there',
  async (name, file, run) => {
    const out = `${name.replaceAll(' ', '')}-${file}-folder`;
    mkdirSync(at(out, file), { recursive: true });
    const { exitCode, stdout, stderr } = await run(out);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^--(out|record) [^\n]*: it is a folder\n$/);
    expect(stderr).toContain(file);
    expect(readdirSync(at(out))).toEqual([file]);
  },
);

test('a Pact that has no folder is a mistake in the call', async () => {
  const said = await graphContract(['proxy', '--port', '0', '--out', 'x', '--record', 'none.ndjson/a.json']);
  expect(said).toMatchObject({ exitCode: 2, stdout: '' });
  expect(said.stderr).toMatch(/^--record none\.ndjson\/a\.json: .*\n$/);
});

describe('two runs at once', () => {
  test('the second of a folder is turned away in one line, and the first keeps its record', async () => {
    const first = await start('proxy', '--out', 'shared', '--format=json');
    for (const args of [
      ['verify', '--only', 'RES-204'],
      ['check', 'none.ndjson'],
    ]) {
      const second = await graphContract([...args, '--out', 'shared']);
      expect(second).toMatchObject({ exitCode: 2, stdout: '' });
      expect(second.stderr).toMatch(/^--out shared: another run writes there \(process \d+ on .*\n$/);
    }
    // What has other files is in nobody's way.
    expect((await WRITERS['merge']?.run('shared'))?.exitCode).toBe(0);
    first.end.abort();
    expect((await first.ended).exitCode).toBe(3);
    expect(readFileSync(at('shared', 'evidence.ndjson'), 'utf8')).toMatch(/"kind":"end"/);
    expect((await graphContract(['check', 'none.ndjson', '--out', 'shared'])).exitCode).toBe(3);
    expect(leftovers('shared')).toEqual([]);
  });

  test('what another process holds is turned away, too', async () => {
    mkdirSync(at('held'));
    const lock = at('held', '.report.lock');
    writeFileSync(lock, `${JSON.stringify({ pid: process.ppid, host: hostname() })}\n`);
    const second = await graphContract(['check', 'none.ndjson', '--out', 'held']);
    expect(second).toMatchObject({ exitCode: 2, stdout: '' });
    expect(second.stderr).toContain(`another run writes there (process ${process.ppid} on `);
    expect(readdirSync(at('held'))).toEqual(['.report.lock']);
  });

  test('the second rehearsal of a folder is turned away, and the certificate of the first stays', async () => {
    const first = await start('serve', '--cloud', '--out', 'rehearsed');
    const certificate = readFileSync(at('rehearsed', 'cloud-ca.pem'), 'utf8');
    const second = await graphContract(['serve', '--cloud', '--port', '0', '--out', 'rehearsed']);
    expect(second).toMatchObject({ exitCode: 2, stdout: '' });
    expect(second.stderr).toMatch(/^--out rehearsed: another run writes there/);
    expect(readFileSync(at('rehearsed', 'cloud-ca.pem'), 'utf8')).toBe(certificate);
    first.end.abort();
    await first.ended;
    expect(readdirSync(at('rehearsed'))).toEqual(['cloud-ca.pem']);
  });

  test('the second of a Pact file is turned away', async () => {
    const first = await start('proxy', '--out', 'one', '--record', 'pact.json');
    const second = await graphContract(['proxy', '--port', '0', '--out', 'other', '--record', 'pact.json']);
    expect(second.exitCode).toBe(2);
    expect(second.stderr).toMatch(/^--record pact\.json: another run writes there/);
    first.end.abort();
    await first.ended;
  });
});

describe('is not written over', () => {
  beforeAll(() => {
    mkdirSync(at('here'));
    writeFileSync(at('here', 'report.json'), readFileSync(at('made', 'report.json')));
    symlinkSync(at('here', 'report.json'), at('by-link.json'));
  });
  test.each([
    ['a baseline', ['check', 'none.ndjson', '--baseline', 'here/report.json', '--out', 'here'], '--baseline'],
    [
      'a baseline by a link',
      ['check', 'none.ndjson', '--baseline', 'by-link.json', '--out', 'here'],
      '--baseline',
    ],
    ['what is checked', ['check', 'here/report.json', '--out', 'here'], 'read as traffic'],
    ['the Pact of a proxy', ['proxy', '--record', 'here/report.json', '--out', 'here'], '--record'],
    [
      'a ledger',
      ['drift', '--docs', 'update.md', '--ledger', 'here/drift.json', '--out', 'here'],
      '--ledger',
    ],
  ])('%s', async (_what, args, named) => {
    if (named === '--ledger') writeFileSync(at('here', 'drift.json'), 'disagreements: []');
    const before = readFileSync(at('here', 'report.json'), 'utf8');
    const { exitCode, stderr, stdout } = await graphContract(args);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^--out here: \S+ would be written over .*; name another folder\n$/);
    expect(stderr).toContain(named);
    expect(readFileSync(at('here', 'report.json'), 'utf8')).toBe(before);
  });

  test('a report that lies elsewhere, or is not written', async () => {
    const args = ['check', 'none.ndjson', '--baseline', 'here/report.json', '--out'];
    expect((await graphContract([...args, 'there'])).exitCode).toBe(3);
    expect((await graphContract([...args, 'here', '--format', 'html'])).exitCode).toBe(3);
  });
});

describe('a link that the folder brought along leads no output out of it', () => {
  const outside = temporaryFolder();
  test.each([
    ['the folder that is meant where none is named', 'reports', ['check', 'none.ndjson'], '--out reports'],
    ['a folder that is named', 'mine', ['verify', '--only', 'RES-204', '--out', 'mine'], '--out mine'],
    ['a folder above it', 'above', ['drift', '--docs', 'update.md', '--out', 'above/a/b'], '--out above/a/b'],
    ['the folder of a Pact', 'pacts', ['proxy', '--record', 'pacts/a.json'], '--record pacts'],
    ['journals', 'journals-led', ['restore', '--journal', 'journals-led'], '--journal journals-led'],
    [
      'the journals of a live run',
      'journals-live',
      ['verify', '--provider', 'http://127.0.0.1:1/v1.0', '--live', '--journal', 'journals-live'],
      '--journal journals-live',
    ],
  ])('%s', async (_what, link, args, named) => {
    symlinkSync(outside, at(link));
    try {
      const said = await graphContract(args);
      expect(said).toMatchObject({ exitCode: 2, stdout: '' });
      expect(said.stderr).toMatch(/^.* a symbolic link points outside the working directory, to .*\n$/);
      expect(said.stderr).toContain(named);
      expect(readdirSync(outside)).toEqual([]);
    } finally {
      rmSync(at(link));
    }
  });

  test('one that leads elsewhere in it, or to what is named itself, is followed', async () => {
    mkdirSync(at('real'));
    symlinkSync(at('real'), at('within'));
    expect((await graphContract(['check', 'none.ndjson', '--out', 'within/sub'])).exitCode).toBe(3);
    expect(existsSync(at('real', 'sub', 'report.json'))).toBe(true);
    expect((await graphContract(['check', 'none.ndjson', '--out', outside])).exitCode).toBe(3);
    expect(existsSync(path.join(outside, 'report.json'))).toBe(true);
  });
});

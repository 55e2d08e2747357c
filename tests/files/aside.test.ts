import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { packageFile } from '../../src/contract/package-root';
import { openAside, sweep, writeFully } from '../../src/files/aside';
import { writePrivate } from '../../src/files/written';
import { temporaryFolder } from '../cli/support';

const root = temporaryFolder();
let folder: string;
let count = 0;
beforeEach(() => mkdirSync((folder = path.join(root, String((count += 1))))));
const at = (name: string): string => path.join(folder, name);

test('the place has what it had until it is put there, and can be written further then', () => {
  writeFileSync(at('a'), 'before', { mode: 0o644 });
  const aside = openAside(at('a'));
  writeFully(aside.descriptor, Buffer.from('one'));
  expect(readFileSync(at('a'), 'utf8')).toBe('before');
  aside.put();
  aside.put();
  writeFully(aside.descriptor, Buffer.from(' two'));
  aside.drop();
  expect(readFileSync(at('a'), 'utf8')).toBe('one two');
  if (process.platform !== 'win32') expect(statSync(at('a')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['a']);
});

test('what is dropped leaves nothing, and is closed', () => {
  const { descriptor, drop } = openAside(at('a'));
  drop();
  expect(readdirSync(folder)).toEqual([]);
  expect(() => fstatSync(descriptor)).toThrow('EBADF');
});

test('a name of the greatest length is written', () => {
  const name = 'n'.repeat(255);
  writePrivate(at(name), 'text');
  expect(readdirSync(folder)).toEqual([name]);
});

test('a folder, and a link to what is no file, are refused', () => {
  mkdirSync(at('folder'));
  symlinkSync(at('folder'), at('link'));
  symlinkSync('/dev/null', at('device'));
  expect(() => openAside(at('folder'))).toThrow(/EISDIR/);
  expect(() => openAside(at('link'))).toThrow(/EISDIR/);
  if (process.platform !== 'win32') expect(() => openAside(at('device'))).toThrow(/ELOOP/);
  expect(() => writePrivate(at('folder'), 'text')).toThrow(`${at('folder')}: it is a folder`);
  expect(readdirSync(folder).sort()).toEqual(['device', 'folder', 'link']);
});

test('a link to a file is replaced, and the file is as it was', () => {
  writeFileSync(at('file'), 'of another');
  symlinkSync(at('file'), at('link'));
  writePrivate(at('link'), 'text');
  expect([readFileSync(at('file'), 'utf8'), readFileSync(at('link'), 'utf8')]).toEqual([
    'of another',
    'text',
  ]);
});

test('a link that leads nowhere is replaced', () => {
  symlinkSync(path.join(root, 'not-there'), at('link'));
  writePrivate(at('link'), 'text');
  expect(readFileSync(at('link'), 'utf8')).toBe('text');
  expect(existsSync(path.join(root, 'not-there'))).toBe(false);
});

(process.platform === 'win32' ? test.skip : test)('a pipe is written to as it is, and stays one', () => {
  // No device: whoever breaks this by mistake would replace one of the machine.
  execFileSync('mkfifo', [at('pipe')]);
  const reading = openSync(at('pipe'), 'r+');
  const aside = openAside(at('pipe'));
  writeFully(aside.descriptor, Buffer.from('text'));
  aside.put();
  aside.recall();
  aside.drop();
  const bytes = Buffer.alloc(8);
  expect(bytes.toString('utf8', 0, readSync(reading, bytes))).toBe('text');
  closeSync(reading);
  expect(statSync(at('pipe')).isFIFO()).toBe(true);
  expect(readdirSync(folder)).toEqual(['pipe']);
});

(process.platform === 'win32' ? test.skip : test)(
  'a pipe that nobody reads is refused, and not waited for',
  () => {
    execFileSync('mkfifo', [at('pipe')]);
    // In another process: what waits there can be ended by nobody.
    const code = `try { require(${JSON.stringify(packageFile('dist', 'src', 'files', 'aside.js'))}).openAside('pipe') } catch (error) { console.log(error.code) }`;
    const said = execFileSync(process.execPath, ['-e', code], {
      ...{ cwd: folder, encoding: 'utf8' as const, timeout: 10_000, killSignal: 'SIGKILL' as const },
    });
    expect(said).toBe('ENXIO\n');
    expect(readdirSync(folder)).toEqual(['pipe']);
  },
);

(process.platform === 'win32' ? describe.skip : describe)('a pipe that is full', () => {
  const much = Buffer.alloc(500_000, 'x');
  let reading: number;
  let waiting: jest.SpyInstance;
  beforeEach(() => {
    execFileSync('mkfifo', [at('pipe')]);
    reading = openSync(at('pipe'), constants.O_RDONLY | constants.O_NONBLOCK);
  });
  afterEach(() => {
    waiting.mockRestore();
    closeSync(reading);
  });
  const waits = (meanwhile: () => void): void => {
    waiting = jest.spyOn(Atomics, 'wait').mockImplementation(() => {
      meanwhile();
      return 'timed-out';
    });
  };

  test('is given the rest as its reader makes room, however often', () => {
    const bytes = Buffer.alloc(1000);
    let got = 0;
    waits(() => (got += readSync(reading, bytes)));
    const aside = openAside(at('pipe'));
    writeFully(aside.descriptor, much);
    expect(waiting.mock.calls.length).toBeGreaterThan(250);
    for (let read; (read = readSync(reading, Buffer.alloc(much.length))) > 0 && (got += read) < much.length;);
    aside.drop();
    expect(got).toBe(much.length);
  });

  test('is given up where its reader takes nothing, and not waited for without end', () => {
    waits(() => undefined);
    expect(() => writePrivate(at('pipe'), String(much))).toThrow(`${at('pipe')}: its reader takes nothing`);
    expect(waiting).toHaveBeenCalledTimes(250);
  });
});

test('what was removed from its place is put there again, in a folder that is made, with all that it has', () => {
  const place = path.join(folder, 'gone', 'a');
  mkdirSync(path.dirname(place));
  const aside = openAside(place);
  const text = 'x'.repeat(70_000);
  writeFully(aside.descriptor, Buffer.from(text));
  aside.recall();
  expect(existsSync(place)).toBe(false);
  aside.put();
  aside.recall();
  rmSync(path.dirname(place), { recursive: true });
  aside.recall();
  aside.drop();
  expect(readFileSync(place, 'utf8')).toBe(text);
  expect(readdirSync(path.dirname(place))).toEqual(['a']);
});

test('what stays in its place is not written there again, and is replaced where another file stands', () => {
  const aside = openAside(at('a'));
  writeFully(aside.descriptor, Buffer.from('one'));
  aside.put();
  const { ino } = statSync(at('a'));
  aside.recall();
  expect(statSync(at('a')).ino).toBe(ino);
  renameSync(at('a'), at('b'));
  writeFileSync(at('a'), 'of another');
  aside.recall();
  aside.drop();
  expect(readFileSync(at('a'), 'utf8')).toBe('one');
});

test('a folder that was put in its place is left there, and told of', () => {
  const aside = openAside(at('a'));
  aside.put();
  rmSync(at('a'));
  mkdirSync(at('a'));
  expect(() => aside.recall()).toThrow('something else was put in its place');
  aside.drop();
  expect(statSync(at('a')).isDirectory()).toBe(true);
});

test('what runs left that were killed is swept away, and nothing else', () => {
  const long = 'n'.repeat(60);
  const [digits, letters] = ['012345678901', 'abcdefabcdef'];
  const left = [`.a.${digits}.tmp`, `.a.${letters}.tmp`, `.${long.slice(0, 40)}.${digits}.tmp`];
  const kept = [
    ...[
      'a',
      `a.${digits}.tmp`,
      `.b.${digits}.tmp`,
      `.a.${digits}x.tmp`,
      `.a.x${digits}.tmp`,
      `.a.${digits}.tmp.x`,
    ],
    ...[
      `.a.${digits.slice(1)}.tmp`,
      `.a.g${digits.slice(1)}.tmp`,
      `.${long}.${digits}.tmp`,
      `.a.${digits}-tmp`,
    ],
  ];
  for (const name of [...left, ...kept]) writeFileSync(at(name), '');
  mkdirSync(at(`.c.${digits}.tmp`));
  sweep(folder, ['a', long]);
  sweep(folder, ['c']);
  sweep(path.join(folder, 'nowhere'), ['a']);
  expect(readdirSync(folder).sort()).toEqual([...kept, `.c.${digits}.tmp`].sort());
});

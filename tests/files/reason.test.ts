import { reasonOf } from '../../src/files/reason';
import { ofFile } from '../../src/files/written';

const error = (code: string | undefined, message: string): Error =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

test.each([
  ['ENOSPC', "ENOSPC: no space left on device, write '/a'", 'no space is left'],
  ['EFBIG', 'EFBIG: file too large, write', 'the file would be larger than the system permits'],
  ['ENAMETOOLONG', "ENAMETOOLONG: name too long, open '/a'", 'a name in it is too long'],
  ['EMFILE', "EMFILE: too many open files, open '/a'", 'too many files are open'],
  ['EXDEV', "EXDEV: cross-device link not permitted, rename '/a' -> '/b'", 'cross-device link not permitted'],
  [undefined, 'too deep', 'too deep'],
])('%s: the reason has no path in it', (code, message, reason) => {
  const given = error(code, message);
  expect(reasonOf(given)).toBe(reason);
  expect(reasonOf(ofFile('a/b', given))).toBe(reason);
  expect(ofFile('a/b', given).message).toBe(`a/b: ${reason}`);
});

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  ELOOP: 'a symbolic link there forms a loop, or does not lead to a file',
  EEXIST: 'it is a file, not a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EDQUOT: 'no space is left to this user',
  EFBIG: 'the file would be larger than the system permits',
  ENAMETOOLONG: 'a name in it is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk does not answer',
  ENXIO: 'it is a pipe that nobody reads, or a socket',
  EAGAIN: 'its reader takes nothing',
  EPIPE: 'the reader has closed it',
};

/** What Node says of an error of the system: its code, what it means, the call and its paths. */
const SYSTEM = /^E[A-Z0-9]+: ([^,]+), [a-z]+(?: '.*)?$/s;

/** The reason of a file system error, without the path that it repeats. */
export function reasonOf(error: unknown): string {
  const { code, message, cause } = error as NodeJS.ErrnoException;
  const known = REASONS[code ?? ''];
  if (known !== undefined) return known;
  return cause instanceof Error ? reasonOf(cause) : (SYSTEM.exec(message)?.[1] ?? message);
}

/** Why the file system refused, without the path that it repeats. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is no folder',
    EEXIST: 'there is a file in its place',
    EROFS: 'the file system is read-only',
    ENOSPC: 'no space is left',
    EIO: 'the disk does not answer',
  };
  return reasons[code ?? ''] ?? message;
}

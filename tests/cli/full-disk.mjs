// Imported by a command before all else: the disk of each thread takes FULL_AFTER bytes, and no more.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { writeSync } = fs;
let left = Number(process.env.FULL_AFTER);
fs.writeSync = (descriptor, bytes, at = 0) => {
  if (descriptor <= 2) return writeSync(descriptor, bytes, at);
  if (left <= 0)
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
      ...{ code: 'ENOSPC', syscall: 'write' },
    });
  const written = writeSync(descriptor, bytes, at, Math.min(left, bytes.length - at));
  left -= written;
  return written;
};
syncBuiltinESMExports();

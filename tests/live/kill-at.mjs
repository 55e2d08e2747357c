// Preloaded into a run: kills it before or after its nth operation on a journal, as a power cut would.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [nth, when] = (process.env.KILL_AT_JOURNAL ?? '').split(':');
const ofJournal = new Set();
let count = 0;
const around = (name, isOurs) => {
  const real = fs[name];
  fs[name] = (...args) => {
    const ours = isOurs(args);
    if (ours) count += 1;
    const hit = ours && count === Number(nth);
    if (hit && when === 'before') process.kill(process.pid, 'SIGKILL');
    const result = real(...args);
    if (name === 'openSync' && ours) ofJournal.add(result);
    if (hit) process.kill(process.pid, 'SIGKILL');
    return result;
  };
};
const isJournal = ([file]) => String(file).endsWith('.journal.json');
const isOpen = ([descriptor]) => ofJournal.has(descriptor);
around('openSync', isJournal);
around('writeSync', isOpen);
around('fsyncSync', isOpen);
around('rmSync', isJournal);
// The built program imports these by name.
syncBuiltinESMExports();

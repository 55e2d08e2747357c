import { spawnSync } from 'node:child_process';

/** Whether the scripts of reports can be run here; where they cannot, that is said. */
export const HAS_CURL = process.platform !== 'win32' && spawnSync('curl', ['--version']).status === 0;

if (!HAS_CURL) console.warn('THE COMMANDS OF REPORTS ARE NOT RUN: there is no curl, or no POSIX shell');

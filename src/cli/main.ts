#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { leftOpenLines } from './left-open';
import { run } from './run';

/** npm, and a shell whose terminal is closed, pass on a signal that the process has got already: within this time, in milliseconds. */
const SAME_SIGNAL = 1000;

const interrupted = new AbortController();
let first: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted.abort();
    first ??= Date.now();
    // Another one ends the process at once, for a provider that does not let go; a terminal closes only once.
    if (signal === 'SIGHUP' || Date.now() - first < SAME_SIGNAL) return;
    try {
      for (const line of leftOpenLines()) writeSync(2, line);
    } finally {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  });
}
// A reader that has seen enough, such as `head`, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void run(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  stdin: () => process.stdin,
  env: process.env,
  cwd: process.cwd(),
  terminal: {
    stdout: process.stdout.isTTY === true,
    stderr: process.stderr.isTTY === true,
    width: process.stdout.columns ?? process.stderr.columns ?? 100,
  },
  signal: interrupted.signal,
}).then((exitCode) => {
  process.exitCode = exitCode;
});

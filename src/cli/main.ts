#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { hasFailed, onLost } from './guard';
import { USAGE, INCOMPLETE } from './exit-codes';
import { Output } from './output';
import { endCommand, endsInTime, interruption } from './signals';
import { run } from './run';

// By default the heap grows to four times its live size before a collection, which a hostile file could exploit.
setFlagsFromString('--heap-growing-percent=100');
// Node 20 optimises code so early that a run of some seconds spends two fifths of its CPU time compiling; later versions wait.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=500000');

onLost(endCommand);

const stdout = new Output(process.stdout);
const stderr = new Output(process.stderr);

void run(process.argv.slice(2), {
  stdout: (text) => stdout.say(text),
  stderr: (text) => stderr.say(text),
  stdin: () => process.stdin,
  env: process.env,
  cwd: process.cwd(),
  terminal: {
    stdout: process.stdout.isTTY === true,
    stderr: process.stderr.isTTY === true,
    width: process.stdout.columns ?? process.stderr.columns ?? 100,
  },
  signal: interruption,
  endsInTime,
}).then(async (exitCode) => process.exit(await said(exitCode)));

/**
 * Waits until all output has been written. @returns the exit code: output that could not be written is not a
 * verdict
 */
async function said(exitCode: number): Promise<number> {
  const unsaid = await stdout.arrived(interruption);
  if (unsaid !== undefined) stderr.say(`standard output could not be written: ${unsaid}\n`);
  const whole = (await stderr.arrived(interruption)) === undefined && unsaid === undefined;
  if (hasFailed()) return INCOMPLETE;
  return whole || exitCode === USAGE ? exitCode : INCOMPLETE;
}

#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { hasFailed, onLost } from './guard';
import { USAGE, INCOMPLETE } from './exit-codes';
import { Output } from './output';
import { endCommand, endsInTime, interruption } from './signals';
import { run } from './run';

// Left to itself the heap grows to four times what is in use before it is collected, which a hostile file makes use of.
setFlagsFromString('--heap-growing-percent=100');

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

/** Waits until everything has arrived that was said. @returns the exit code: what nobody could read is no verdict */
async function said(exitCode: number): Promise<number> {
  const unsaid = await stdout.arrived(interruption);
  if (unsaid !== undefined) stderr.say(`standard output could not be written: ${unsaid}\n`);
  const whole = (await stderr.arrived(interruption)) === undefined && unsaid === undefined;
  if (hasFailed()) return INCOMPLETE;
  return whole || exitCode === USAGE ? exitCode : INCOMPLETE;
}

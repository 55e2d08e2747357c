/** The first signal asks a command to end, in order; a later one ends the process. */
import { spawn } from 'node:child_process';
import { packageFile } from '../../src/contract/package-root';

const SIGNALS = packageFile('dist', 'src', 'cli', 'signals.js');

/** Sends signals with pauses, in milliseconds, to a process that goes on until it is ended, or ends when it is asked to. */
async function sent(steps: readonly (NodeJS.Signals | number)[], { heeds = false, inTime = false } = {}) {
  const child = spawn(process.execPath, [
    '-e',
    `const { interruption, endsInTime } = require(${JSON.stringify(SIGNALS)});
     ${inTime ? "endsInTime('in a moment');" : ''}
     interruption.addEventListener('abort', () => { process.stdout.write('asked\\n'); ${heeds ? 'process.exit(3);' : ''} });
     setTimeout(() => process.exit(7), 3000);
     process.stdout.write('here\\n');`,
  ]);
  let said = '';
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('close', (code, signal) => resolve([code, signal])),
  );
  const heard = async (text: string): Promise<void> => {
    while (!said.includes(text) && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += String(bytes)));
  await heard('here');
  for (const step of steps) {
    if (typeof step === 'number') await new Promise((resolve) => setTimeout(resolve, step));
    else {
      child.kill(step);
      await heard('asked');
    }
  }
  const [code, signal] = await ended;
  const count = (text: string): number => said.split(text).length - 1;
  return { code, signal, asked: count('asked'), ...(inTime && { answered: count('in a moment') }) };
}

// Elsewhere these names end a process at once.
const onPosix = process.platform === 'win32' ? describe.skip : describe;

onPosix('a signal', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s asks the command to end', async (signal) => {
    expect(await sent([signal], { heeds: true })).toEqual({ code: 3, signal: null, asked: 1 });
  });

  test('that is passed on a second time at once is the same', async () => {
    expect(await sent(['SIGINT', 50, 'SIGINT'])).toEqual({ code: 7, signal: null, asked: 1 });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s that comes again later ends the process', async (signal) => {
    expect(await sent([signal, 1200, signal])).toEqual({ code: null, signal, asked: 1 });
  });

  test('that comes again later is answered where the command ends in time, and a third one ends the process', async () => {
    expect(await sent(['SIGINT', 1050, 'SIGINT', 50, 'SIGINT'], { inTime: true })).toEqual({
      ...{ code: 7, signal: null, asked: 1, answered: 1 },
    });
    expect(await sent(['SIGINT', 1050, 'SIGINT', 1050, 'SIGINT'], { inTime: true })).toEqual({
      ...{ code: null, signal: 'SIGINT', asked: 1, answered: 1 },
    });
  });

  test('SIGHUP that comes again never does: a terminal closes only once', async () => {
    expect(await sent(['SIGHUP', 1200, 'SIGHUP'])).toEqual({ code: 7, signal: null, asked: 1 });
  });
});

test('a command that has lost its way is asked to end as if by the user', async () => {
  const { stdout } = await new Promise<{ stdout: string }>((resolve) => {
    const child = spawn(process.execPath, [
      '-e',
      `const { interruption, endCommand } = require(${JSON.stringify(SIGNALS)});
       endCommand(); process.stdout.write(String(interruption.aborted));`,
    ]);
    let stdout = '';
    child.stdout.on('data', (bytes) => (stdout += String(bytes)));
    child.once('close', () => resolve({ stdout }));
  });
  expect(stdout).toBe('true');
});

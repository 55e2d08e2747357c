// Runs a tool as a process of its own, and watches how much memory it takes.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

// A benchmark that is broken off takes its tools with it: they are in groups of their own.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** How often the memory is looked at, in milliseconds. */
const POLL = 50;

/**
 * Starts a command, to be ended by itself, by `stop` or by its time limit.
 * @returns the child, and `ended`: exit code (or `timed out`), what it printed, how long, and peak memory in bytes
 */
export function start(command, args, { cwd, env = {}, limit = 60_000, input } = {}) {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd,
    // A group of its own, so that whatever it starts in turn ends with it.
    detached: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: { ...environment(), ...env },
  });
  // One that ends before it has read its input says why by its exit code.
  child.stdin?.on('error', () => {}).end(input);
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'])
    child[name].setEncoding('utf8').on('data', (text) => (printed[name] += text));
  let memory = 0;
  const look = () => (memory = Math.max(memory, memoryOf(child.pid)));
  const poll = setInterval(look, POLL);
  let timedOut = false;
  const stop = () => endGroup(child.pid);
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, limit);
  process.once('exit', stop);
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const exit = timedOut ? 'timed out' : (code ?? signal);
      resolve({ exit, ...printed, memory, milliseconds: performance.now() - began });
    });
  }).finally(() => {
    clearInterval(poll);
    clearTimeout(timer);
    process.off('exit', stop);
    // What it may have left behind.
    stop();
  });
  return { child, stop, ended };
}

/** The same for a command that ends by itself. */
export const run = (command, args, options) => start(command, args, options).ended;

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Without what of this shell would change how a tool runs; and none is to call home. */
function environment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(PACT_|NODE_OPTIONS$|_?JAVA_|GRAPH_TOKEN|https?_proxy$|no_proxy$|npm_)/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    NO_PROXY: '127.0.0.1',
    PACT_DO_NOT_TRACK: 'true',
    SPECMATIC_DISABLE_TELEMETRY: 'true',
  };
}

/** The peaks of a process and of those that it started, added up; 0 where the system has no /proc. */
function memoryOf(root) {
  const processes = new Map();
  try {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const status = statusOf(pid);
      if (status) processes.set(Number(pid), status);
    }
  } catch {
    return 0;
  }
  const isOurs = (pid) => pid === root || (processes.has(pid) && isOurs(processes.get(pid).parent));
  return [...processes].reduce((sum, [pid, { peak }]) => (isOurs(pid) ? sum + peak : sum), 0);
}

function statusOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const numberOf = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
    return { parent: numberOf('PPid'), peak: numberOf('VmHWM') * 1024 };
  } catch {
    // It ended between the list and the look.
    return undefined;
  }
}

// Does a provider raise an alarm because its reads lag behind its writes, and is what it stores wrongly seen all the same?
//   npm run bench:lag                            20 runs of each operation and kind of lag: which raise an alarm
//   npm run bench:lag -- --faults                one run of each fault of what is stored: which are not seen
// Of either kind:
//   --operation NAME    one operation only; repeatable
//   --ms LIST           how far old reads are behind, in milliseconds: 300,700,1200
//   --runs N            runs of each kind of lag
//   --busy N            processes that keep the machine busy meanwhile
//   --at-a-time N       runs at a time: most of each is waiting
// Exit code 1: a provider that conforms raised an alarm, or a fault was not seen. Exit code 2: bad usage.
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { registerOf } from '../dist/src/contract/register/register.js';
import { operationNamed, operationNames } from '../dist/src/contract/operation.js';
import { fleetOf, levelOf } from '../dist/src/fleet/fleet.js';
import { AGES, STALE_READS } from '../dist/src/fleet/lagging.js';
import { tryOut } from '../dist/src/fleet/try.js';

const SETTLE = 2000;
const WRONG = { MUST: ['violates'], SHOULD: ['violates', 'deviates'] };

const options = optionsOf(process.argv.slice(2));
if (options) await bench(options);
else process.exitCode = 2;

function optionsOf(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        faults: { type: 'boolean', default: false },
        operation: { type: 'string', multiple: true, default: [...operationNames()] },
        ms: { type: 'string', default: '300,700,1200' },
        runs: { type: 'string', default: '20' },
        busy: { type: 'string', default: '0' },
        'at-a-time': { type: 'string', default: '16' },
      },
    });
    const count = (name) => {
      const value = Number(values[name]);
      if (!Number.isInteger(value) || value < 0)
        throw new Error(`--${name} ${values[name]}: a number is wanted`);
      return value;
    };
    const ms = values.ms.split(',').map(Number);
    if (!ms.every((each) => each > 0 && each <= SETTLE))
      throw new Error(`--ms ${values.ms}: numbers up to ${SETTLE} are wanted`);
    for (const name of values.operation) operationNamed(name);
    const { faults, operation: operations } = values;
    return { faults, operations, ms, runs: count('runs'), busy: count('busy'), atATime: count('at-a-time') };
  } catch (error) {
    console.error(error.message);
    return undefined;
  }
}

async function bench({ faults, operations, ms, runs, busy, atATime }) {
  const start = performance.now();
  const busyOnes = Array.from({ length: busy }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  );
  try {
    const tasks = operations.flatMap((operation) =>
      faults ? faultsOf(operation, ms) : cellsOf(operation, ms, runs),
    );
    const results = await all(tasks, atATime);
    const bad = faults ? tellFaults(results) : tellCells(results);
    if (bad > 0) process.exitCode = 1;
    const minutes = (performance.now() - start) / 60_000;
    console.log(
      `${results.length} runs, ${busy} busy processes, ${minutes.toFixed(1)} min, ${process.version}`,
    );
  } finally {
    for (const child of busyOnes) child.kill();
  }
}

function kinds(ms) {
  return AGES.flatMap((age) => STALE_READS.flatMap((stale) => ms.map((each) => ({ age, stale, ms: each }))));
}

function nameOf({ age, stale, ms }) {
  return `${stale}, ${age}, ${ms} ms`;
}

function cellsOf(operation, ms, runs) {
  return Array.from({ length: runs }, (_, run) =>
    kinds(ms).map((lag) => ({
      operation,
      lag: { ...lag, seed: run + 1 },
      cell: `${operation}: ${nameOf(lag)}`,
    })),
  ).flat();
}

/** Faults that a check of what is stored sees, each behind another kind of lag. */
function faultsOf(operation, ms) {
  const register = registerOf(operationNamed(operation));
  const isStored = ({ breaks }) =>
    register.byId.get(breaks).checks.some((check) => check.startsWith('state/'));
  const lags = kinds(ms);
  return fleetOf(register)
    .faults.filter(
      (fault) => isStored(fault) && fault.options === undefined && levelOf(fault, register) in WRONG,
    )
    .map((fault, at) => {
      const lag = { ...lags[at % lags.length], seed: at };
      return { operation, lag, fault, wrong: WRONG[levelOf(fault, register)] };
    });
}

async function all(tasks, atATime) {
  const waiting = [...tasks];
  const results = [];
  const work = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      const trial = await tryOut({
        id: String(results.length),
        operation: task.operation,
        start: { behaviour: task.fault?.id },
        options: { settle: SETTLE, lag: task.lag },
      });
      results.push({ ...task, trial });
      if (process.stderr.isTTY) process.stderr.write(`\r${results.length} of ${tasks.length} `);
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  if (process.stderr.isTTY) process.stderr.write('\r');
  return results;
}

function brokenIn({ rows }) {
  return Object.entries(rows)
    .filter(([, outcome]) => outcome !== 'informational')
    .map((row) => row.join(' '));
}

function tellCells(results) {
  const cells = new Map();
  for (const each of results) cells.set(each.cell, [...(cells.get(each.cell) ?? []), each]);
  let alarms = 0;
  for (const [cell, runs] of [...cells].sort()) {
    const raised = runs.filter(({ trial }) => trial.verdict !== 'conforms');
    const seconds = runs.map(({ trial }) => trial.durationMs / 1000).sort((one, other) => one - other);
    alarms += raised.length;
    console.log(
      `${cell.padEnd(58)} ${raised.length} of ${runs.length}, median ${seconds[Math.floor(seconds.length / 2)].toFixed(0)} s`,
    );
    for (const { trial, lag } of raised)
      console.log(`  seed ${lag.seed}: ${trial.verdict}: ${brokenIn(trial).join(', ') || trial.reason}`);
  }
  console.log(`false alarms: ${alarms} of ${results.length} runs`);
  return alarms;
}

function tellFaults(results) {
  const missed = results.filter(({ trial, fault, wrong }) => !wrong.includes(trial.rows[fault.breaks]));
  for (const { operation, fault, lag, trial } of missed)
    console.log(
      `${operation}: ${fault.id} (${fault.breaks}) behind ${nameOf(lag)}, seed ${lag.seed}: ${trial.verdict} ${brokenIn(trial).join(', ')}`,
    );
  const seconds = results.map(({ trial }) => trial.durationMs / 1000).sort((one, other) => one - other);
  console.log(`faults seen: ${results.length - missed.length} of ${results.length}`);
  console.log(
    `a run takes ${seconds[Math.floor(seconds.length / 2)].toFixed(0)} s (median), ${seconds.at(-1).toFixed(0)} s at most`,
  );
  return missed.length;
}

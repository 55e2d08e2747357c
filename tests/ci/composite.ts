import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { packageFile } from '../../src/contract/package-root';

export interface Step {
  id?: string;
  name?: string;
  if?: string;
  uses?: string;
  with?: Record<string, unknown>;
  shell?: string;
  run?: string;
  env?: Record<string, string>;
}

export interface Action {
  inputs: Record<string, { description: string; default?: string }>;
  outputs: Record<string, { description: string; value: string }>;
  runs: { using: string; steps: Step[] };
}

export const readAction = (): Action => parse(readFileSync(packageFile('action.yml'), 'utf8')) as Action;

/** What a run of the action did. */
export interface Acted {
  /** Of the step that failed, else 0. */
  exitCode: number;
  /** What the runner would have read, commands for itself among it. */
  log: string;
  /** Of the action, as its caller sees them. */
  outputs: Record<string, string>;
  summary: string;
}

/**
 * Runs the steps of the composite action that are scripts, as the runner does: in bash, in the workspace, with
 * inputs and outputs put into the environment of each.
 */
export function act(workspace: string, inputs: Record<string, string>, env: NodeJS.ProcessEnv = {}): Acted {
  const action = readAction();
  const given = { ...defaultsOf(action), ...inputs };
  const place = mkdtempSync(path.join(workspace, '..', 'runner-'));
  const outputsOf: Record<string, Record<string, string>> = {};
  const resolve = (text: string): string =>
    text.replace(/\$\{\{ (inputs|steps)\.([\w.-]+) \}\}/g, (_all, kind: string, name: string) => {
      if (kind === 'inputs') return given[name] ?? '';
      const [step = '', , output = ''] = name.split('.');
      return outputsOf[step]?.[output] ?? '';
    });
  const summary = path.join(place, 'summary.md');
  let log = '';
  let exitCode = 0;
  action.runs.steps.forEach((step, index) => {
    if (step.run === undefined || exitCode !== 0) return;
    const script = path.join(place, `${index}.sh`);
    const output = path.join(place, `${index}.output`);
    writeFileSync(script, step.run);
    writeFileSync(output, '');
    const own = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([name, value]) => [name, resolve(value)]),
    );
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script], {
      cwd: workspace,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTION_PATH: packageFile('.'),
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_SHA: '0123456789012345678901234567890123456789',
        RUNNER_TEMP: place,
        ...env,
        ...own,
      },
    });
    log += ran.stdout + ran.stderr;
    exitCode = ran.status ?? -1;
    if (step.id !== undefined) outputsOf[step.id] = readOutputs(readFileSync(output, 'utf8'));
  });
  const outputs = Object.fromEntries(
    Object.entries(action.outputs).map(([name, { value }]) => [name, resolve(value)]),
  );
  return { exitCode, log, outputs, summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' };
}

const defaultsOf = ({ inputs }: Action): Record<string, string> =>
  Object.fromEntries(Object.entries(inputs).map(([name, { default: value = '' }]) => [name, value]));

/** `name=value`, or `name<<mark`, lines and the mark, as the runner reads them. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name = '', mark] = /^([\w-]+)<<(.+)$/.exec(line) ?? [];
    if (mark !== undefined)
      outputs[name] = lines
        .splice(0, lines.indexOf(mark) + 1)
        .slice(0, -1)
        .join('\n');
    else if (line.includes('='))
      outputs[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
  }
  return outputs;
}

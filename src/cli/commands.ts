import type { Command } from 'commander';
import type { Io } from './io';

/** An entry in the list of commands. The options and the action of the command are in its own module. */
export interface CommandEntry {
  name: string;
  /** The heading under which help lists it. */
  group: string;
  description: string;
  /** Its arguments: the form in the usage line, and a description. */
  takes?: readonly (readonly [usage: string, description: string])[];
  /** Loads the module that defines the options and the action. */
  load: () => Promise<{ define(command: Command, io: Io, end: (exitCode: number) => void): void }>;
}

/** All commands, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'verify',
    group: 'Judge:',
    description: 'judge a provider; without --provider, the embedded one',
    load: () => import('./verify.js'),
  },
  {
    name: 'check',
    group: 'Judge:',
    description: 'judge the requests, and the responses to them, in recorded traffic',
    takes: [['<file...>', 'HAR, NDJSON, Pact or evidence.ndjson, plain or gzip; - is standard input']],
    load: () => import('./check.js'),
  },
  {
    name: 'proxy',
    group: 'Judge:',
    description:
      'forward requests to a provider, and judge each exchange; without --target, to the embedded one',
    load: () => import('./proxy.js'),
  },
  {
    name: 'restore',
    group: 'Go on from a run:',
    description: 'restore the policy that an interrupted live run left changed',
    load: () => import('./restore.js'),
  },
  {
    name: 'reproduce',
    group: 'Go on from a run:',
    description:
      'send the requests behind the findings of a report again, and print whether each still shows',
    takes: [
      ['<report>', 'report.json, plain or gzip; - is standard input'],
      ['[finding...]', 'ids of findings or rows; default: all'],
    ],
    load: () => import('./reproduce.js'),
  },
  {
    name: 'serve',
    group: 'Try the suite:',
    description: 'run the embedded provider',
    load: () => import('./serve.js'),
  },
  {
    name: 'judge',
    group: 'Judge:',
    description: 'judge the evidence of a run again, offline',
    takes: [['<file>', 'evidence.ndjson, plain or gzip; - is standard input']],
    load: () => import('./judge.js'),
  },
  {
    name: 'diff',
    group: 'Go on from a run:',
    description: 'show what changed between two reports',
    takes: [
      ['<before>', 'report.json of the earlier run, plain or gzip; - is standard input'],
      ['<after>', 'report.json of the later run'],
    ],
    load: () => import('./diff.js'),
  },
  {
    name: 'merge',
    group: 'Go on from a run:',
    description: 'make one report of several providers, or of the shards of one run',
    takes: [['<files...>', 'report.json or merged.json, plain or gzip; - is standard input']],
    load: () => import('./merge.js'),
  },
  {
    name: 'drift',
    group: 'Read the contract:',
    description: 'compare the slice with documentation, CSDL, OpenAPI and evidence',
    load: () => import('./drift.js'),
  },
  {
    name: 'requirements',
    group: 'Read the contract:',
    description: 'list the register of requirements',
    load: () => import('./requirements.js'),
  },
  {
    name: 'explain',
    group: 'Read the contract:',
    description: 'explain a requirement: its clauses, why it matters and what to do',
    takes: [['<name>', 'id of a row or address of a check; * stands for any characters']],
    load: () => import('./explain.js'),
  },
  {
    name: 'strength',
    group: 'Try the suite:',
    description: 'judge a fleet of faulty and of conforming providers, and print the detection rate',
    load: () => import('./strength.js'),
  },
];

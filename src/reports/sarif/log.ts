import { createHash } from 'node:crypto';
import { visible, visibleJson } from '../../results/visible';

/** A part of a log. */
export type Json = Record<string, unknown>;

/** The schema that a log names. */
export const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What relative paths are relative to, in the words that GitHub and the SARIF viewers share. */
export const SOURCES = '%SRCROOT%';
export const PACKAGE = 'GRAPH_CONTRACT';

/** How many results GitHub shows of a run. */
export const RESULTS = 5000;
/** How much of a message or a value is shown, in characters; GitHub takes 1024 of a rule's text. */
export const LONGEST = 1000;

export interface Rule extends Json {
  id: string;
}

export interface Result extends Json {
  ruleId: string;
  /** What makes it the same result in another run. */
  identity: readonly unknown[];
}

/** What a log says of a run. */
export interface Run {
  tool: { name: string; version: string; semanticVersion?: string };
  rules: readonly Rule[];
  invocation: Json;
  /** A category that is the same in every run of its kind, and the run (SARIF 3.17.3). */
  automationDetails: { description?: { text: string }; id: string };
  versionControl?: Json;
  results: readonly Result[];
  properties: Json;
}

/** A log of runs: one, or one of each operation. */
export function renderLog(runs: readonly Run[]): string {
  const log = { $schema: SCHEMA, version: '2.1.0', runs: runs.map(runIn) };
  return `${visibleJson(JSON.stringify(log, null, 2))}\n`;
}

function runIn(run: Run): Json {
  const { rules, tool, versionControl } = run;
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    automationDetails: run.automationDetails,
    tool: {
      driver: { ...tool, name: visible(tool.name), version: visible(tool.version), rules },
    },
    invocations: [run.invocation],
    ...(versionControl && { versionControlProvenance: [versionControl] }),
    originalUriBaseIds: {
      [SOURCES]: { description: { text: 'The folder that the run was started in.' } },
      [PACKAGE]: { description: { text: 'The folder of the package graph-contract.' } },
    },
    columnKind: 'utf16CodeUnits',
    results: fingerprinted(run.results).map((result) => ({
      ...result,
      ruleIndex: indexes.get(result.ruleId),
    })),
    properties: run.properties,
  };
}

/** The name is the one that GitHub goes by; it counts those that are alike, so that they stay apart. */
function fingerprinted(results: readonly Result[]): (Json & { ruleId: string })[] {
  const seen = new Map<string, number>();
  return results.map(({ identity, ...result }) => {
    const hash = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return { ...result, partialFingerprints: { primaryLocationLineHash: `${hash}:${count}` } };
  });
}

/** How a row's level is told where nothing else says how serious a result is. */
export const LEVELS: Readonly<Record<string, 'error' | 'warning' | 'note'>> = {
  MUST: 'error',
  SHOULD: 'warning',
};

/** SARIF 3.11.5, 3.11.6: what would stand for an argument or a link is written so that it doesn't. */
export const message = (lines: readonly string[]): string =>
  lines
    .join('\n')
    .replace(/\{(\d+)\}/g, '{{$1}}')
    .split(']')
    .map((part, at, parts) => (parts[at + 1]?.startsWith('(') ? part.replaceAll('[', '\\[') : part))
    .join(']');

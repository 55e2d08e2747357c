import type { Capability } from './capabilities';
import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { defaultOperation, operationFile, type Operation } from '../schema/operation';
import { packageFile } from '../schema/package-root';
import { assertRegister } from './shape';
import { beside, type WrittenSibling } from './sibling';

/** How much depends on a row: MUST violates, SHOULD deviates, INFO is noted, NONE isn't judged. */
export type Level = 'MUST' | 'SHOULD' | 'INFO' | 'NONE';

/** Who answers for a row: the one who sends requests, or the one who answers them. */
export type Actor = 'client' | 'provider';

/** Whether a source says it, or it follows from what `derivedFrom` names. */
export type Basis = 'stated' | 'derived';

/** The id of a row, such as `REQ-TYPE`. Public: renaming one is a breaking change. */
export type RequirementId = string;

/** Where a row is written: a page and its section, or a standard and its clause. */
export interface Source {
  page: string;
  section: string;
  /** Always https. */
  url: string;
}

/** A row of the register. */
export interface Requirement {
  id: RequirementId;
  level: Level;
  actor: Actor;
  basis: Basis;
  /** What it is derived from; only where `basis` is `derived`. */
  derivedFrom?: string;
  /** The id of its group. */
  group: string;
  /** A few words, for tables. */
  title: string;
  /** One sentence: what is required, what breaks it and what only deviates. */
  statement: string;
  /** One sentence: what goes wrong where it is broken. The package's own rows all have it. */
  why?: string;
  /** One or two sentences: what the actor changes to keep it. The package's own rows all have it. */
  remedy?: string;
  sources: Source[];
  /** The addresses of the checks that judge it, such as `request/odata-type`; empty where there is a `reason`. */
  checks: string[];
  /** Why no check judges it; only where `level` is `NONE`. */
  reason?: string;
  needs: Capability[];
  /** False where a run against a provider can't provoke it, so that only recorded traffic shows it. */
  planned: boolean;
}

/** A heading of the register. */
export interface Group {
  id: string;
  title: string;
}

/** The register: what an update is held to, row by row. */
export interface Register {
  /** The operation whose rows they are. */
  operation: Operation;
  /** The day of the last change of meaning, `YYYY-MM-DD`. */
  revision: string;
  groups: Group[];
  /** In the order of the file. */
  rows: Requirement[];
  byId: Map<RequirementId, Requirement>;
}

/** A row as it is written: what a row doesn't need is left out. */
export type WrittenRequirement = Omit<Requirement, 'checks' | 'needs' | 'planned'> &
  Partial<Pick<Requirement, 'checks' | 'needs' | 'planned'>>;

/** The register as it is written. */
export interface WrittenRegister {
  revision: string;
  groups: Group[];
  requirements: WrittenRequirement[];
}

/** The package's own register, in its folder. */
export const REGISTER_FILE = 'spec/requirements.yaml';
const builtIn = new Map<string, Register>();

/**
 * The package's own register of an operation: that of the Temporary Access Pass policy, or what another's file
 * changes in it. Read once.
 */
export function registerOf(operation: Operation): Register {
  let register = builtIn.get(operation.name);
  if (!register) {
    const base = readYaml(REGISTER_FILE) as WrittenRegister;
    const file = operationFile(operation.name, 'requirements.yaml');
    const written = file === REGISTER_FILE ? base : beside(base, readYaml(file) as WrittenSibling, file);
    builtIn.set(operation.name, (register = toRegister(written, file, operation)));
  }
  return register;
}

/** What a report says of the contract that was judged by. */
export const contractOf = ({ operation, revision }: Register) => ({
  operation: operation.signature,
  revision,
  digest: operation.digest,
});

const readYaml = (file: string): unknown => parse(readFileSync(packageFile(...file.split('/')), 'utf8'));

/**
 * Loads a register: the package's own of the default operation, once, or one that is passed in as YAML or JSON text.
 * Only text that is passed in is held to the schema, which costs the loading of Ajv; the package's
 * own register is held to it by the tests.
 * @param file what to call the text in an error
 * @throws Error whose message is one line: the file, the row and what is wrong with it
 */
export function loadRegister(text?: string, file = 'register'): Register {
  if (text === undefined) return registerOf(defaultOperation());
  const written = parseText(text, file);
  assertRegister(written, file);
  return toRegister(written, file);
}

/** A row as the suite reads it, with what was left out filled in. */
export function toRequirement(written: WrittenRequirement): Requirement {
  return {
    ...written,
    checks: written.checks ?? [],
    needs: written.needs ?? [],
    planned: written.planned ?? true,
  };
}

function toRegister(
  { revision, groups, requirements }: WrittenRegister,
  file: string,
  operation = defaultOperation(),
): Register {
  const headings = new Set<string>();
  for (const { id } of groups) {
    if (headings.has(id)) throw new Error(`${file}: group ${id}: is there twice`);
    headings.add(id);
  }
  const byId = new Map<RequirementId, Requirement>();
  for (const written of requirements) {
    if (byId.has(written.id)) throw new Error(`${file}: ${written.id}: is there twice`);
    if (!headings.has(written.group))
      throw new Error(`${file}: ${written.id}: no group is named ${written.group}`);
    byId.set(written.id, toRequirement(written));
  }
  return { operation, revision, groups, rows: [...byId.values()], byId };
}

function parseText(text: string, file: string): unknown {
  try {
    return parse(text, { prettyErrors: true });
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.message.split('\n')[0]?.replace(/:$/, '');
    throw new Error(`${file}: ${line}`, { cause: error });
  }
}

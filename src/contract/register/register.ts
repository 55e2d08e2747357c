import { NoYaml, readYaml } from '../../bounds/yaml';
import { defaultOperation, type Operation } from '../operation';
import { COMMON, packData, shownFile } from '../pack';
import { assertRegister } from './shape';
import type { Group, Requirement, RequirementId, WrittenRegister, WrittenRequirement } from './row';
import { composed, type CommonRegister, type PackRegister } from './composed';
import { registerFaults } from './faults';

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

const FILE = 'requirements.yaml';
const composedOnce = new WeakMap<Operation, Register>();

/** The register of an operation: the rows of its pack, and the common ones with what the pack changes in them. Read once. */
export function registerOf(operation: Operation): Register {
  let register = composedOnce.get(operation);
  if (!register) {
    const file = shownFile(operation.pack, FILE);
    const common = packData(COMMON, FILE) as CommonRegister;
    const own = packData(operation.pack, FILE) as PackRegister;
    const [fault] = registerFaults(common, own, operation);
    if (fault) throw new Error(`${file}: ${fault.at.join('.')}: ${fault.says}`);
    composedOnce.set(operation, (register = toRegister(composed(common, own, operation), file, operation)));
  }
  return register;
}

/** What a report says of the contract that was judged by. */
export const contractOf = ({ operation, revision }: Register) => ({
  operation: operation.signature,
  revision,
  digest: operation.digest,
});

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
    if (headings.has(id)) throw new Error(`${file}: group ${id}: is defined twice`);
    headings.add(id);
  }
  const byId = new Map<RequirementId, Requirement>();
  for (const written of requirements) {
    if (byId.has(written.id)) throw new Error(`${file}: ${written.id}: is defined twice`);
    if (!headings.has(written.group))
      throw new Error(`${file}: ${written.id}: no group is named ${written.group}`);
    byId.set(written.id, toRequirement(written));
  }
  return { operation, revision, groups, rows: [...byId.values()], byId };
}

function parseText(text: string, file: string): unknown {
  try {
    return readYaml(text);
  } catch (error) {
    if (!(error instanceof NoYaml)) throw error;
    throw new Error(`${file}: ${error.message}`, { cause: error });
  }
}

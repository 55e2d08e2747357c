/** The operations of the suite: each is a pack of data, a slice of the OpenAPI description and a register among it. */
import path from 'node:path';
import { UsageError } from '../usage-error';
import { operationOfPack, type Operation } from './operation-of-pack';
import type * as Own from './own/load';
import { packagedPacks, type Pack } from './pack';
import type { Breach } from './validators';

export { Operation, operationOfPack, type KnownStates } from './operation-of-pack';

/** The operation that is meant where none is named. */
export const DEFAULT_OPERATION = 'temporaryAccessPass';

const loaded = new Map<string, Operation>();

let packs: readonly Pack[] | undefined;

/** The packs that come with the package, the default first. */
const knownPacks = (): readonly Pack[] =>
  (packs ??= packagedPacks().sort(
    (one, other) => Number(other.name === DEFAULT_OPERATION) - Number(one.name === DEFAULT_OPERATION),
  ));

/** The names of all operations, the default first. */
export const operationNames = (): readonly string[] => knownPacks().map(({ name }) => name);

/** Whether a name of an operation is that of a folder with a pack: what has a slash in it, or begins with a dot. */
export const isFolderName = (given: string): boolean => /[\\/]/.test(given) || given.startsWith('.');

/**
 * The operation of that name, or of the pack in that folder, loaded once; letter case makes no difference to a name.
 * @param given `sms`, or `./folder`, which is below the working directory
 * @throws UsageError that lists the names where there is none, or the faults of a pack, a line each
 */
export function operationNamed(given: string = DEFAULT_OPERATION): Operation {
  const known = loaded.get(given);
  if (known) return known;
  if (isFolderName(given)) return operationInFolder(given);
  const pack = knownPacks().find(({ name }) => name.toLowerCase() === given.toLowerCase());
  if (!pack)
    throw new UsageError(
      `no operation is named ${given}: there are ${operationNames().join(', ')}, and ./folder for a pack of your own`,
    );
  let operation = loaded.get(pack.name);
  if (!operation) loaded.set(pack.name, (operation = operationOfPack(pack)));
  return operation;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- only who names a folder pays for loading it
const own = (): typeof Own => require('./own/load') as typeof Own;

/** Operations of packs that do not come with the package, by their folders. */
const ofFolders = new Map<string, Operation>();

function operationInFolder(given: string): Operation {
  const folder = path.resolve(given);
  let operation = ofFolders.get(folder);
  if (!operation) {
    const relative = path.relative('', folder).replaceAll('\\', '/');
    const isBelow = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
    operation = own().loadOwnPack(folder, isBelow ? `./${relative}` : folder.replaceAll('\\', '/'));
    ofFolders.set(folder, operation);
  }
  return operation;
}

/** The operations that come with the package, the default first, each loaded when it is asked for. */
export const packagedOperations: Iterable<Operation> = {
  *[Symbol.iterator]() {
    for (const name of operationNames()) yield operationNamed(name);
  },
};

/** The operations that were loaded of folders, and those that come with the package. */
export function knownOperations(): readonly Operation[] {
  packaged ??= operationNames().map((name) => operationNamed(name));
  if (known?.folders !== ofFolders.size)
    known = { folders: ofFolders.size, operations: [...ofFolders.values(), ...packaged] };
  return known.operations;
}
let packaged: readonly Operation[] | undefined;
/** The list, which is made anew when a folder is loaded. */
let known: { folders: number; operations: readonly Operation[] } | undefined;

/** The operation of a signature, such as a report has; undefined where it is none that is known. */
export const operationOf = (signature: string): Operation | undefined =>
  knownOperations().find((operation) => operation.signature === signature);

/** The update of the Temporary Access Pass policy. */
export const defaultOperation = (): Operation => operationNamed(DEFAULT_OPERATION);

/** Holds the body of an update to the slice of an operation. @see Operation.validate */
export const validateUpdate = (body: unknown, operation = defaultOperation()): Breach[] =>
  operation.validateUpdate(body);

/** Holds the body of a read to the slice of an operation. @see Operation.validate */
export const validatePolicy = (body: unknown, operation = defaultOperation()): Breach[] =>
  operation.validatePolicy(body);

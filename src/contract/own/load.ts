import { statSync, type Stats } from 'node:fs';
import { reasonOf } from '../../files/reason';
import { UsageError } from '../../usage-error';
import { operationOfPack, type Operation } from '../operation-of-pack';
import { COMMON, PACK_FILES, packagedPacks, packData, type Pack, type PackFile } from '../pack';
import { composed, type CommonRegister, type PackRegister } from '../register/composed';
import { namedBy } from '../register/features';
import { registerFaults } from '../register/faults';
import type { Slice } from '../slice';
import { faultyPack, type Fault } from './faults';
import { isFault, readPackFile, type ReadFile } from './files';
import { operationFaults, pathFaults } from './operation';
import { referenceFaults } from './references';
import { rowFaults } from './rows';
import { schemaFaults } from './schemas';
import { shapeFaults } from './shape';

/** The default content of an optional file of a pack. */
const ABSENT: Readonly<Partial<Record<PackFile, unknown>>> = {
  'statements.yaml': { clouds: {}, types: {}, enumerations: {} },
  'disagreements.yaml': { disagreements: [] },
  'wording.yaml': { pages: [] },
};

/** @throws UsageError where the place cannot be looked at, such as below a file */
function statsOf(folder: string, shown: string): Stats | undefined {
  try {
    return statSync(folder, { throwIfNoEntry: false });
  } catch (error) {
    throw new UsageError(`--operation ${shown}: ${reasonOf(error)}`);
  }
}

/**
 * The operation of a pack of the user's own. It is data: nothing of it is run, and nothing outside of its folder is
 * read but what packs share.
 * @param folder an absolute path
 * @param shown what messages call it
 * @throws UsageError for a folder that is none, with a line for each fault of what it holds
 * @see docs/packs.md
 */
export function loadOwnPack(folder: string, shown: string): Operation {
  const stats = statsOf(folder, shown);
  if (!stats) throw new UsageError(`--operation ${shown}: there is no such folder`);
  if (!stats.isDirectory())
    throw new UsageError(
      `--operation ${shown}: is not a folder; a pack is a folder of files (docs/packs.md)`,
    );
  const read = new Map<PackFile, ReadFile>();
  const faults: Fault[] = [];
  for (const file of PACK_FILES) {
    const found = readPackFile(folder, file);
    if (isFault(found)) faults.push(found);
    else if (found) read.set(file, found);
  }
  for (const [file, { value }] of read) faults.push(...shapeFaults(file, value));
  const held = new Map(
    PACK_FILES.map((file) => {
      const found = read.get(file);
      return [
        file,
        { text: found?.text ?? JSON.stringify(ABSENT[file]), value: found?.value ?? ABSENT[file] },
      ];
    }),
  );
  const pack: Pack = { name: shown, folder, shown, held };
  const operation = faults.length > 0 ? undefined : checkedOperation(pack, faults);
  if (operation && faults.length === 0) return operation;
  throw faultyPack(
    shown,
    faults.map((fault) => ({
      ...fault,
      line: fault.line ?? read.get(fault.file)?.yaml.lineOf(fault.at) ?? 1,
    })),
  );
}

/** The operation of files that have their shape; what else is wrong with them is added to the faults. */
function checkedOperation(pack: Pack, faults: Fault[]): Operation | undefined {
  const slice = packData(pack, 'openapi.yaml') as Slice;
  faults.push(...referenceFaults(slice, packData(COMMON, 'openapi.yaml') as Slice, pack));
  if (faults.length > 0) return undefined;
  faults.push(...pathFaults(slice), ...schemaFaults(slice));
  if (faults.length > 0) return undefined;
  const operation = operationOfPack(pack);
  const common = packData(COMMON, 'requirements.yaml') as CommonRegister;
  const own = packData(pack, 'requirements.yaml') as PackRegister;
  faults.push(
    ...operationFaults(operation),
    ...registerFaults(common, own, operation).map((each) => ({
      file: 'requirements.yaml' as const,
      ...each,
    })),
  );
  if (faults.length > 0) return undefined;
  const held = new Set(composed(common, own, operation).requirements.map(({ id }) => id));
  faults.push(...rowFaults(slice, own, common, held, namedBy(operation), codedRows()));
  return operation;
}

/** Rows of packs of the package that checks of the suite judge, whatever a slice names: `ID address`. */
const codedRows = (): ReadonlySet<string> =>
  new Set(
    packagedPacks()
      .flatMap((each) => (packData(each, 'requirements.yaml') as PackRegister).requirements ?? [])
      .flatMap(({ id, checks }) => (checks ?? []).map((address) => `${id} ${address}`)),
  );

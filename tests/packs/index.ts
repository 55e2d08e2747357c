import { operationNamed, operationOfPack, Operation } from '../../src/contract/operation';
import { packageFile } from '../../src/contract/package-root';
import { rememberTargets, type Slice } from '../../src/contract/slice';

/** The pack of an invented operation that is unlike those of the package. */
export const SHELF_FOLDER = packageFile('tests', 'packs', 'shelf');

export const shelf: Operation = operationOfPack({ name: 'shelf', folder: SHELF_FOLDER, shown: './shelf' });

/** The shelf with another slice. */
export function shelfWith(edit: (slice: Slice) => void): Operation {
  const slice = structuredClone(shelf.slice);
  edit(slice);
  rememberTargets(slice);
  return new Operation(shelf.pack, slice, shelf.digest);
}

/** A shelf that DELETE takes away. */
export const removable = shelfWith(({ paths }) => {
  const item = paths[shelf.path];
  if (item) item.delete = { 'x-effect': 'removes', responses: { '204': {} } };
});

/** The shelf as a command loads it: a folder of the user's own. */
export const ownShelf = (): Operation => operationNamed(SHELF_FOLDER);

import { didYouMean } from '../nearest';
import type { CommonRegister, PackRegister } from '../register/composed';
import type { Slice } from '../slice';
import type { Fault, Way } from './faults';

/**
 * What is wrong between a slice and its register: a constraint whose row is not there is never judged, nor is a row
 * that no constraint names, since a pack has no code.
 * @param held the ids of all rows of the register
 * @param named the ids that constraints of what an update and a read have name
 * @param coded rows that checks of the suite judge: `ID address`
 */
export function rowFaults(
  slice: Slice,
  own: PackRegister,
  common: CommonRegister,
  held: ReadonlySet<string>,
  named: ReadonlySet<string>,
  coded: ReadonlySet<string>,
): Fault[] {
  const faults: Fault[] = [];
  for (const { at, id } of namesIn(slice))
    if (!held.has(id)) {
      faults.push({
        file: 'openapi.yaml',
        at,
        says: `no row of the register is named ${id}${didYouMean(held, id) || '; write it in requirements.yaml'}`,
      });
    }
  const taken = new Map(
    common.requirements.flatMap(({ id, checks }) => (checks ?? []).map((each) => [each, id])),
  );
  for (const [index, { id, level, checks }] of (own.requirements ?? []).entries()) {
    const at = ['requirements', index];
    if (level === 'NONE') continue;
    if (!named.has(id) && !(checks ?? []).some((address) => coded.has(`${id} ${address}`)))
      faults.push({
        file: 'requirements.yaml',
        at: [...at, 'id'],
        says: `no x-requirement of what an update or a read has names ${id}, so that nothing would judge it; name it in openapi.yaml, or write level: NONE and a reason`,
      });
    for (const [which, address] of (checks ?? []).entries()) {
      const other = taken.get(address);
      if (other !== undefined)
        faults.push({
          file: 'requirements.yaml',
          at: [...at, 'checks', which],
          says: `${address} judges ${other}; give the row an address of its own`,
        });
      taken.set(address, id);
    }
  }
  const known = new Set(common.requirements.flatMap(({ checks }) => checks ?? []));
  for (const [index, { checks }] of (own.changes ?? []).entries())
    for (const [which, address] of (checks ?? []).entries())
      if (!known.has(address))
        faults.push({
          file: 'requirements.yaml',
          at: ['changes', index, 'checks', which],
          says: `no check has the address ${address}${didYouMean(known, address)}`,
        });
  return faults;
}

/** Every row that the slice names, with the place. */
function* namesIn(node: unknown, at: Way = []): Iterable<{ at: Way; id: string }> {
  if (typeof node !== 'object' || node === null) return;
  for (const [name, value] of Object.entries(node)) {
    const way = [...at, Array.isArray(node) ? Number(name) : name];
    // What a sample holds is a value, and no part of the description.
    if (name === 'value' && at.at(-2) === 'examples') continue;
    if (name !== 'x-requirement' || at.at(-1) === 'properties') yield* namesIn(value, way);
    else if (typeof value === 'string') yield { at: way, id: value };
    else
      for (const [keyword, id] of Object.entries(value as object))
        yield { at: [...way, keyword], id: String(id) };
  }
}

// Who is judged: the faulty providers of spec/faults.yaml and the conforming variants of spec/variants.yaml.
import { ofProject } from './places.mjs';

const { fleetOf } = ofProject('./dist/src/fleet/fleet.js');
const { loadRegister } = ofProject('./dist/src/contract/register/register.js');
const { faults, variants } = fleetOf(loadRegister());

/** All of them; a fault has the group of the row that it breaks. */
export function fleet() {
  const { byId } = loadRegister();
  return {
    faults: faults.map((fault) => ({
      ...fault,
      isFault: true,
      group: byId.get(fault.breaks)?.group ?? 'others',
    })),
    variants,
  };
}

/** So many faults and a quarter as many variants, spread over the catalogue, so that each kind is met. */
export const narrowed = ({ faults, variants }, size) => ({
  faults: spread(faults, size),
  variants: spread(variants, Math.ceil(size / 4)),
});

const spread = (list, size) =>
  size >= list.length
    ? list
    : Array.from({ length: size }, (_, at) => list[Math.floor((at * list.length) / size)]);

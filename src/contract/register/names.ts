import { matchesGlob } from '../../bounds/glob';
import { editDistance, LONGEST_SLIP } from '../nearest';
import type { Register } from './register';
import type { Requirement } from './row';

/** How many names are suggested in the place of one that isn't there. */
const MOST = 3;
/** Fewer characters than these stand in so many names that finding them there says nothing. */
const TELLING = 3;

/** The rows with an id or a check of that name, `*` in it for any characters, in the register's order. */
export const rowsNamed = (register: Register, name: string): Requirement[] =>
  register.rows.filter((row) => namesOf(row).some((own) => matchesGlob(name, own)));

/** The ids and addresses that somebody may have meant who wrote a name that isn't there. */
export function namesNear(register: Register, name: string): string[] {
  if (name.length > LONGEST_SLIP) return [];
  const wanted = name.replaceAll('*', '').toLowerCase();
  const candidates = register.rows
    .flatMap(namesOf)
    .map((own) => ({ own, distance: distanceOf(wanted, own.toLowerCase()) }));
  const least = Math.min(...candidates.map(({ distance }) => distance));
  if (least > wanted.length / 3) return [];
  return candidates
    .filter(({ distance }) => distance === least)
    .slice(0, MOST)
    .map(({ own }) => own);
}

/**
 * What is said of a name that no row and no check has, with the names that may have been meant and the command that lists all.
 * @param registers at least one, of which none has the name
 */
export function unknownName(registers: readonly Register[], name: string): string {
  const near = [...new Set(registers.flatMap((register) => namesNear(register, name)))].slice(0, MOST);
  const meant = near.length > 0 ? ` did you mean ${near.join(' or ')}?` : '';
  return `no row and no check is named ${name};${meant} \`graph-contract requirements\` lists them`;
}

const namesOf = ({ id, checks }: Requirement): string[] => [id, ...checks];

/** 0 where the one is a part of the other, else how many characters lie between the two. */
const distanceOf = (wanted: string, own: string): number =>
  wanted.length >= TELLING && own.includes(wanted) ? 0 : editDistance(wanted, own);

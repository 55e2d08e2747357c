import { readYaml } from '../../bounds/yaml';
import { unknownPatterns } from '../../contract/selection';
import type { Register } from '../../contract/register/register';
import { complaintsOf, type Complaint } from '../../contract/complaints';
import { complaintOf } from '../../contract/published';
import { namesNear } from '../../contract/register/names';
import { faultyFile, placeOf } from '../../contract/written-faults';
import { UsageError } from '../../usage-error';

/** A violation that somebody answers for, for a time. */
export interface Waiver {
  /** Where it stands, such as `waivers[0]`. */
  place: string;
  /** Id of a row or address of a check, `*` for any characters. */
  names: string;
  /** Glob over the target; absent: all. */
  target?: string;
  reason: string;
  owner: string;
  /** The last day on which it holds, `YYYY-MM-DD`, in UTC. */
  expires: string;
  link?: string;
}

interface Written extends Omit<Waiver, 'place' | 'names'> {
  requirement?: string;
  check?: string;
}

/**
 * Reads waivers.
 * @param text YAML, as `spec/waivers.schema.json` has it
 * @param file its name, for messages
 * @param registers those that are judged by; a waiver names what is in one of them
 * @throws UsageError with a line for each fault: the file, the line, the waiver and what is wrong with it
 */
export function readWaivers(text: string, file: string, ...registers: readonly Register[]): Waiver[] {
  let value: unknown;
  try {
    value = readYaml(text, { schema: 'core' });
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message.split('\n')[0]?.replace(/:$/, '')}`);
  }
  const faulty = (complaints: readonly Complaint[]): Error => faultyFile({ name: file, text }, complaints);
  if (complaintOf('waivers', value) !== undefined) throw faulty(complaintsOf('waivers', value));
  return (value as { waivers: Written[] }).waivers.map(({ requirement, check, ...rest }, index) => {
    const at = ['waivers', index];
    const names = (requirement ?? check) as string;
    const isOfKind = (pattern: string): boolean =>
      pattern.includes('/') === (check !== undefined) || pattern === '*';
    const isKnown = registers.some((register) => unknownPatterns(register, [names]).length === 0);
    const [member, kind] = check === undefined ? ['requirement', 'row'] : ['check', 'check'];
    if (!isKnown || !isOfKind(names)) {
      const near = registers.flatMap((register) => namesNear(register, names)).find(isOfKind);
      const meant = near === undefined ? '' : ` did you mean ${near}?`;
      throw faulty([
        {
          at: [...at, member],
          says: `no ${kind} is named ${names};${meant} \`graph-contract requirements\` lists them`,
        },
      ]);
    }
    if (!isDay(rest.expires))
      throw faulty([
        {
          at: [...at, 'expires'],
          says: `must be a day, written YYYY-MM-DD; it is ${rest.expires}`,
        },
      ]);
    return { place: placeOf(at), names, ...rest };
  });
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

import { readYaml } from '../../bounds/yaml';
import { unknownPatterns } from '../../contract/selection';
import type { Register } from '../../contract/register/register';
import { complaintOf } from '../../contract/published';
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
 * @throws UsageError in one line: the file, the waiver and what is wrong with it
 */
export function readWaivers(text: string, file: string, ...registers: readonly Register[]): Waiver[] {
  let value: unknown;
  try {
    value = readYaml(text, { schema: 'core' });
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message.split('\n')[0]?.replace(/:$/, '')}`);
  }
  const complaint = complaintOf('waivers', value);
  if (complaint !== undefined) throw new UsageError(`${file}: ${inWords(complaint)}`);
  return (value as { waivers: Written[] }).waivers.map(({ requirement, check, ...rest }, index) => {
    const place = `waivers[${index}]`;
    const names = (requirement ?? check) as string;
    const isOfKind = (pattern: string): boolean =>
      pattern.includes('/') === (check !== undefined) || pattern === '*';
    const isKnown = registers.some((register) => unknownPatterns(register, [names]).length === 0);
    if (!isKnown || !isOfKind(names))
      throw new UsageError(
        `${file}: ${place}: no ${check === undefined ? 'row' : 'check'} is named ${names}; \`graph-contract requirements\` lists them`,
      );
    if (!isDay(rest.expires))
      throw new UsageError(`${file}: ${place}: expires: ${rest.expires} is not a date; write YYYY-MM-DD`);
    return { place, names, ...rest };
  });
}

/** `/waivers/3/owner must be string` as the people who wrote the file count. */
const inWords = (complaint: string): string =>
  complaint.replace(/^\/waivers\/(\d+)\/?(\w*)/, 'waivers[$1] $2').replace(/ +/g, ' ');

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

import { parse } from 'yaml';
import { loadRegister } from '../requirements/register';
import { UsageError } from '../usage-error';
import type { CommandFault } from './measure';

/**
 * A fleet of the user's own: `faults`, a list of `id`, `command` (a list: program and arguments), `breaks`
 * (a row) and, if one likes, `says`.
 * @throws UsageError that names the file, the entry and what is wrong with it
 */
export function commandFaults(text: string, file: string): CommandFault[] {
  const complain = (what: string): UsageError => new UsageError(`--faults ${file}: ${what}`);
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw complain((error as Error).message.split('\n')[0] as string);
  }
  const list = (document as { faults?: unknown } | null)?.faults;
  if (!Array.isArray(list) || list.length === 0) throw complain('it must hold a list of faults');
  const ids = new Set<string>(['baseline']);
  return list.map((entry: unknown, index) => {
    const { id, command, breaks, says = '' } = (entry ?? {}) as Record<string, unknown>;
    const place = `fault ${index + 1}${typeof id === 'string' ? ` (${id})` : ''}`;
    if (typeof id !== 'string' || id === '') throw complain(`${place} has no id`);
    if (ids.has(id)) throw complain(`${place}: the id is taken`);
    ids.add(id);
    if (!Array.isArray(command) || command.length === 0 || !command.every((part) => typeof part === 'string'))
      throw complain(`${place}: command must be a list of texts, program first`);
    if (typeof breaks !== 'string' || !isJudged(breaks))
      throw complain(
        `${place}: breaks must name a requirement of providers that is judged; \`graph-contract requirements\` lists them`,
      );
    return { id, command: command as string[], breaks, says: String(says) };
  });
}

function isJudged(id: string): boolean {
  const row = loadRegister().byId.get(id);
  return row !== undefined && row.actor === 'provider' && row.checks.length > 0;
}

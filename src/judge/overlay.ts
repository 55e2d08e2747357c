import { createRequire } from 'node:module';
import path from 'node:path';
import { readYaml } from '../bounds/yaml';
import { complaintsOf, type Complaint } from '../contract/complaints';
import { describe } from '../contract/describe';
import { didYouMean, namesThere } from '../contract/nearest';
import { faultyFile, placeOf } from '../contract/written-faults';
import type { Check } from '../checks/check';
import { loadRegister, toRequirement, type Register } from '../contract/register/register';
import type { Level, WrittenRequirement } from '../contract/register/row';
import { readText } from '../files/read';
import { reasonOf } from '../files/reason';
import { OBSERVATIONS } from '../exchanges/exchange';
import { UsageError } from '../usage-error';
import { guarded } from './guarded';

/** The rows, levels and checks of an organisation. */
export interface Overlay {
  register: Register;
  /** Checks for rows of its own. */
  checks: Check[];
}

const KEYS = ['levels', 'requirements', 'checks'];
const LEVELS: readonly string[] = ['MUST', 'SHOULD', 'INFO'];

/**
 * Loads an overlay file over a register.
 *
 * - `levels`: ids and the level that they are to have;
 * - `requirements`: further rows, as in `spec/common/requirements.yaml`;
 * - `checks`: a module beside the file that exports `checks`, for those rows.
 *
 * @param file what messages call it
 * @throws UsageError with a line for each fault: the file, the line, the place and what is wrong with it
 */
export function loadOverlay(place: string, base: Register = loadRegister(), file = place): Overlay {
  const { written, faulty } = parseFile(place, file);
  const byId = new Map(base.byId);
  for (const [id, level] of Object.entries(mapOf(written['levels'], 'levels', faulty))) {
    const row = byId.get(id);
    const wrong = (says: string): Error => faulty([{ at: ['levels', id], says }]);
    if (!row) throw wrong(`no row is named ${id}${didYouMean(byId.keys(), id)}`);
    if (!LEVELS.includes(level as string))
      throw wrong(`must be one of ${LEVELS.join(', ')}; it is ${describe(level)}`);
    if (row.level === 'NONE') throw wrong('the row has no check that could judge it');
    byId.set(id, { ...row, level: level as Level });
  }
  const rows: unknown = written['requirements'] ?? [];
  if (!Array.isArray(rows)) throw faulty([{ at: ['requirements'], says: 'must be a list' }]);
  const complaints = rows.flatMap((row, index) =>
    complaintsOf('row', row).map(({ at, says }) => ({ at: ['requirements', index, ...at], says })),
  );
  if (complaints.length > 0) throw faulty(complaints);
  for (const [index, row] of (rows as WrittenRequirement[]).entries()) {
    if (byId.has(row.id))
      throw faulty([
        { at: ['requirements', index], says: 'is in the register already; change its level under levels' },
      ]);
    byId.set(row.id, toRequirement(row));
  }
  const checks = written['checks'] === undefined ? [] : loadChecks(place, file, written['checks']);
  for (const check of checks) {
    if (!byId.get(check.requirement)?.checks.includes(check.address)) {
      throw new UsageError(
        `${file}: check ${check.address} judges ${check.requirement}, and no row of that name lists it`,
      );
    }
  }
  return { register: { ...base, byId, rows: [...byId.values()] }, checks };
}

/** Whether an overlay names a module with checks: code, which runs in this process. @throws as loadOverlay does */
export const overlayHasCode = (place: string, file: string): boolean =>
  parseFile(place, file).written['checks'] !== undefined;

type Faulty = (complaints: readonly Complaint[]) => Error;

/** @returns an overlay, and what makes the error that tells of faults in it */
function parseFile(place: string, file: string): { written: Record<string, unknown>; faulty: Faulty } {
  let text: string;
  let written: unknown;
  try {
    text = readText(place, 'written');
    written = readYaml(text);
  } catch (error) {
    const isOfSystem = 'syscall' in (error as object);
    const why = isOfSystem ? reasonOf(error) : (error as Error).message.split('\n')[0];
    throw new UsageError(`${isOfSystem ? '--overlay ' : ''}${file}: ${why}`, { cause: error });
  }
  const faulty: Faulty = (complaints) =>
    faultyFile({ name: file, text }, complaints, (at) => placeIn(written, at));
  const overlay = mapOf(written, undefined, faulty);
  const unknown = Object.keys(overlay).find((key) => !KEYS.includes(key));
  if (unknown !== undefined)
    throw faulty([{ at: [unknown], says: `is not a known name here${namesThere(KEYS, unknown)}` }]);
  return { written: overlay, faulty };
}

/** A place in an overlay; a row that has an id is called by it. */
function placeIn(written: unknown, at: Complaint['at']): string {
  const [list, index, ...rest] = at;
  const row =
    list === 'requirements' ? (written as Record<string, unknown[]>)[list]?.[Number(index)] : undefined;
  const id: unknown = (row as { id?: unknown } | null | undefined)?.id;
  return placeOf(typeof id === 'string' && id !== '' ? [id, ...rest] : at);
}

function loadChecks(overlay: string, file: string, module: unknown): Check[] {
  if (typeof module !== 'string') throw new UsageError(`${file}: checks must be the path of a module`);
  const place = path.resolve(path.dirname(overlay), module);
  let loaded: { checks?: unknown; default?: { checks?: unknown } };
  try {
    loaded = createRequire(place)(place) as typeof loaded;
  } catch (error) {
    throw new UsageError(`${file}: checks: ${(error as Error).message.split('\n')[0]}`, { cause: error });
  }
  const checks = loaded.checks ?? loaded.default?.checks;
  if (!Array.isArray(checks))
    throw new UsageError(`${file}: ${module} must export \`checks\`, a list of checks`);
  return checks.map((check: unknown, at) => {
    const wrong = whatIsWrongWith(check);
    if (wrong !== undefined) {
      const { address } = (check ?? {}) as { address?: unknown };
      const which = typeof address === 'string' ? `check ${address}` : `check ${at + 1} of ${module}`;
      throw new UsageError(`${file}: ${which}: ${wrong}`);
    }
    return guarded(check as Check, place);
  });
}

/** What keeps a value from being a check; undefined where nothing does. */
function whatIsWrongWith(value: unknown): string | undefined {
  const { address, requirement, needs, reach, scope, judge, start } = (value ?? {}) as Record<
    string,
    unknown
  >;
  if (typeof address !== 'string' || !/^[a-z]+\/[^\s/]+$/.test(address))
    return 'its address must be a family, a slash and a name';
  if (typeof requirement !== 'string') return 'requirement must be the id of its row';
  const observations: readonly unknown[] = OBSERVATIONS;
  if (!Array.isArray(needs) || !needs.every((need) => observations.includes(need)))
    return `needs must be a list of ${OBSERVATIONS.join(', ')}`;
  if (!SCOPES.includes(scope as string)) return `scope must be one of ${SCOPES.join(', ')}`;
  if (scope === 'sequence' ? typeof start !== 'function' : typeof judge !== 'function')
    return `it has no function ${scope === 'sequence' ? 'start' : 'judge'}`;
  if (reach === undefined) return undefined;
  const lists = typeof reach === 'object' && reach !== null ? Object.values(reach) : [undefined];
  return lists.every((list) => list === undefined || Array.isArray(list))
    ? undefined
    : 'reach must be lists by name';
}
const SCOPES = ['exchange', 'scenario', 'sequence'];

function mapOf(value: unknown, place: string | undefined, faulty: Faulty): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw faulty([{ at: place === undefined ? [] : [place], says: 'must be a map' }]);
  return value as Record<string, unknown>;
}

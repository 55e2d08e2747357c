import { didYouMean } from '../contract/nearest';
import type { Register } from '../contract/register/register';
import type { Fault, Variant } from '../fleet/fleet';
import type { VerificationOptions } from '../run/verification';
import { UsageError } from '../usage-error';
import type { Io } from './io';

/** The id that lists all faults and variants instead of starting one. */
export const LIST = 'list';

/** The fault or the variant of that id, for the operation of a register. @throws UsageError where there is none */
export async function faultNamed(option: string, id: string, register: Register): Promise<Fault | Variant> {
  const [{ faultIds }, { fleetOf }] = await Promise.all([
    import('../fleet/faults/index.js'),
    import('../fleet/fleet.js'),
  ]);
  const { faults, variants } = fleetOf(register);
  const found = [...faults, ...variants].find((each) => each.id === id);
  if (found) return found;
  if (faultIds().includes(id))
    throw new UsageError(
      `${option} ${id}: the policy of ${register.operation.name} does not have what this fault is about`,
    );
  const ids = [...faults, ...variants].map((each) => each.id);
  throw new UsageError(
    `${option} ${id}: no fault and no variant has this id${didYouMean(ids, id)}; \`graph-contract serve --fault list\` lists them`,
  );
}

/** A line for each fault, with the row that it breaks, and for each conforming variant. */
export async function listFaults(register: Register, io: Io): Promise<void> {
  const { fleetOf } = await import('../fleet/fleet.js');
  const { faults, variants } = fleetOf(register);
  const lines = [
    ...faults.map(({ id, breaks, says }) => [id, breaks, says] as const),
    ...variants.map(({ id, says }) => [id, 'conforms', says] as const),
  ];
  const [ids, rows] = [0, 1].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const [id, row, says] of lines)
    io.stdout(`${id.padEnd(ids ?? 0)}  ${row.padEnd(rows ?? 0)}  ${says}\n`);
}

/** A faulty provider that is started for a run, with the options that `verify` needs for it. */
interface Served {
  options: Partial<Omit<VerificationOptions, 'out'>>;
  close(): Promise<void>;
}

/**
 * The fault or the variant that `verify --serve-fault` names, started.
 * @returns undefined where none is named
 * @throws UsageError where no fault and no variant has this id, or another provider is named
 */
export async function servedFor(
  { serveFault, provider, cloud }: { serveFault?: string; provider?: string; cloud?: string },
  register: Register,
): Promise<Served | undefined> {
  if (serveFault === undefined) return undefined;
  if (provider !== undefined || cloud !== undefined)
    throw new UsageError(
      '--serve-fault starts the provider that is judged: it cannot be combined with --provider or --cloud',
    );
  const fault = await faultNamed('--serve-fault', serveFault, register);
  const { startNamed } = await import('../fleet/try.js');
  const { url, options, close } = await startNamed(fault, register.operation.name);
  const { token, tokenReadOnly, ...said } = options;
  // The commit of a fleet's provider is not the user's commit.
  delete said.env;
  return { options: { ...said, provider: { url, token, tokenReadOnly } }, close };
}
